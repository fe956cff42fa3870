package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which residual ZZ is kept as the phase between two qubits that it is. On a lattice it would link
 * every qubit in use with its neighbours, and programs that run side by side would be one state
 * that no engine holds. So where parts of a circuit that share no gate are linked by nothing else,
 * and are many qubits together, either sees the other's qubit as mixed: a phase angle on |11> then
 * is half of it on |1> and a dephasing by its cosine, which is exact for what one part reads as
 * long as the other one's qubit is |0> and |1> alike, and forgets what both read together.
 *
 * <p>The same is done within one part of more qubits than a state vector of the chip holds, for
 * neighbours without a gate of their own. Such a part is a matrix product state or nothing, and a
 * phase of a hundredth of a radian between qubits that are far apart along it would double its
 * bonds each time. What it leaves out is of first order in that phase where a neighbour is nearly
 * in |0> or in |1>, and of second order where it is both.
 */
final class Crosstalk {

    /** What a user has to know, in a sentence. */
    static final String TEXT =
            "Neighbours that share no gate disturb each other as if each were |0> and |1> alike: their"
                    + " residual ZZ is its mean phase, and dephasing.";

    /** Up to here a state of all of them is quick on any engine. */
    private static final int TOGETHER_MAX = 12;

    /** Up to here a part that gates link is one state with all of its crosstalk. */
    private static final int EXACT_MAX = StateVector.QUBITS_MAX;

    private final Set<List<Integer>> averaged;

    private Crosstalk(Set<List<Integer>> averaged) {
        this.averaged = averaged;
    }

    /** All of it is kept. */
    static Crosstalk kept() {
        return new Crosstalk(Set.of());
    }

    /** What is kept of it in this circuit; depends on nothing else. */
    static Crosstalk of(Circuit circuit, Optional<NoiseModel> noise) {
        var couplers =
                noise.stream()
                        .flatMap(model -> model.couplers().stream())
                        .filter(coupler -> coupler.zzHz() != 0)
                        .toList();
        if (couplers.isEmpty()) {
            return kept();
        }
        var byGates = new Parts();
        byGates.addAll(circuit.operations());
        var linked = new Parts(byGates);
        for (var coupler : couplers) {
            if (byGates.uses(coupler.first()) && byGates.uses(coupler.second())) {
                linked.join(coupler.first(), coupler.second());
            }
        }
        var sizes = linked.sizes();
        var sizesByGates = byGates.sizes();
        var gated = new HashSet<Set<Integer>>();
        addGated(circuit.operations(), gated);
        var averaged = new HashSet<List<Integer>>();
        for (var coupler : couplers) {
            int first = coupler.first();
            int second = coupler.second();
            if (!byGates.uses(first) || !byGates.uses(second)) {
                continue;
            }
            boolean apart = byGates.part(first) != byGates.part(second);
            boolean many =
                    apart
                            ? sizes.getOrDefault(linked.part(first), 0) > TOGETHER_MAX
                            : sizesByGates.getOrDefault(byGates.part(first), 0) > EXACT_MAX;
            if (many && !gated.contains(Set.of(first, second))) {
                averaged.add(List.of(first, second));
            }
        }
        return new Crosstalk(averaged);
    }

    /** The pairs of qubits that some gate joins. */
    private static void addGated(List<Operation> operations, Set<Set<Integer>> gated) {
        for (var operation : operations) {
            switch (operation) {
                case Operation.If(_, var then, var otherwise) -> {
                    addGated(then, gated);
                    addGated(otherwise, gated);
                }
                case Operation.While(_, var body, _) -> addGated(body, gated);
                case Operation.Apply _, Operation.Controlled _ -> {
                    var qubits = operation.qubits();
                    for (int one = 1; one < qubits.size(); one++) {
                        for (int other = 0; other < one; other++) {
                            gated.add(Set.of(qubits.get(one), qubits.get(other)));
                        }
                    }
                }
                case Operation.Measure _,
                        Operation.Reset _,
                        Operation.Barrier _,
                        Operation.Delay _,
                        Operation.Assign _ -> {}
            }
        }
    }

    /** Whether any of it is not kept. */
    boolean isAveraged() {
        return !averaged.isEmpty();
    }

    /** Whether that of this coupler is not kept. */
    boolean isAveraged(CouplerNoise coupler) {
        return averaged.contains(List.of(coupler.first(), coupler.second()));
    }

    /** Qubits in parts that are joined one by one (union and find). */
    private static final class Parts {
        private final Map<Integer, Integer> parent;

        Parts() {
            this.parent = new HashMap<>();
        }

        Parts(Parts other) {
            this.parent = new HashMap<>(other.parent);
        }

        void addAll(List<Operation> operations) {
            for (var operation : operations) {
                if (!(operation instanceof Operation.Barrier)
                        && !(operation instanceof Operation.Delay)) {
                    var qubits = new ArrayList<>(operation.qubits());
                    qubits.forEach(qubit -> parent.putIfAbsent(qubit, qubit));
                    for (int index = 1; index < qubits.size(); index++) {
                        join(qubits.getFirst(), qubits.get(index));
                    }
                }
            }
        }

        boolean uses(int qubit) {
            return parent.containsKey(qubit);
        }

        int part(int qubit) {
            int root = qubit;
            while (parent.getOrDefault(root, root) != root) {
                root = parent.getOrDefault(root, root);
            }
            if (uses(qubit)) {
                parent.put(qubit, root);
            }
            return root;
        }

        void join(int a, int b) {
            parent.put(part(a), part(b));
        }

        Map<Integer, Integer> sizes() {
            var sizes = new HashMap<Integer, Integer>();
            for (int qubit : List.copyOf(parent.keySet())) {
                sizes.merge(part(qubit), 1, Integer::sum);
            }
            return sizes;
        }
    }
}
