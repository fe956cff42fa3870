package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Two Toffoli gates on the same qubits, the second undoing what the first has computed, need not be
 * Toffoli gates: up to a diagonal D that commutes with all that is done between, 3 or 4 CX each are
 * enough instead of 6 (Barenco et al., arXiv:quant-ph/9503016, section VI; Maslov, "On the
 * advantages of using relative phase Toffolis", arXiv:1508.03273). Reversible logic is full of such
 * pairs.
 *
 * <p>With T = G D and G a shorter gate, T U T = (G D) U (D^-1 G^-1) = G U G^-1 if D and U commute.
 * D and U commute where each step of U, on each qubit that D acts on, commutes with Z (with X,
 * where D is seen through a Hadamard gate) or is a half turn that reverses it, of which there is an
 * even number. This is asked for
 *
 * <ul>
 *   <li>G of 3 CX (Margolus), D diagonal on all three qubits;
 *   <li>G of 4 CX around one qubit, D a controlled S on the other two; the target's side of it lies
 *       between Hadamard gates.
 * </ul>
 */
final class PairToffolis implements Pass {
    /** How far ahead a partner is looked for, in operations that touch one of the qubits. */
    private static final int REACH = 400;

    /** How far in operations of any kind. */
    private static final int STEPS = 20_000;

    @Override
    public String name() {
        return "pair-toffolis";
    }

    @Override
    public String explanation() {
        return "A Toffoli gate and the one that undoes it become shorter gates with a relative phase"
                + " that cancels.";
    }

    @Override
    public Draft run(Draft draft) {
        var operations = withoutDoubles(draft.circuit().operations(), draft.circuit().qubits());
        return draft.withOperations(paired(operations, draft.cancellation()));
    }

    /** Without H H, X X and the like on one qubit, which hide that two gates meet. */
    static List<Operation> withoutDoubles(List<Operation> operations, int qubits) {
        var gone = new BitSet();
        var stacks = new ArrayList<ArrayList<Integer>>();
        for (int q = 0; q < qubits; q++) {
            stacks.add(new ArrayList<>());
        }
        for (int i = 0; i < operations.size(); i++) {
            var operation = operations.get(i);
            if (operation instanceof Apply(var gate, _, var on)
                    && (gate == Gate.H || gate == Gate.X || gate == Gate.Y || gate == Gate.Z)) {
                var stack = stacks.get(on.getFirst());
                if (!stack.isEmpty() && operations.get(stack.getLast()).equals(operation)) {
                    gone.set(stack.removeLast());
                    gone.set(i);
                } else {
                    stack.add(i);
                }
            } else {
                operation.qubits().forEach(qubit -> stacks.get(qubit).clear());
            }
        }
        var out = new ArrayList<Operation>(operations.size());
        for (int i = 0; i < operations.size(); i++) {
            if (!gone.get(i)) {
                out.add(operations.get(i));
            }
        }
        return out;
    }

    static List<Operation> paired(List<Operation> operations, Cancellation cancellation) {
        var slots = new ArrayList<List<Operation>>(operations.size());
        operations.forEach(operation -> slots.add(List.of(operation)));
        for (int i = 0; i < slots.size(); i++) {
            cancellation.check();
            if (slots.get(i).size() == 1 && isToffoli(slots.get(i).getFirst())) {
                pair(i, slots);
            }
        }
        return slots.stream().flatMap(List::stream).toList();
    }

    private static boolean isToffoli(Operation operation) {
        return operation instanceof Apply apply
                && (apply.gate() == Gate.CCX || apply.gate() == Gate.CCZ);
    }

    private static boolean areSame(Apply one, Operation other) {
        return other instanceof Apply apply
                && apply.gate() == one.gate()
                && apply.qubits().containsAll(one.qubits())
                && (one.gate() == Gate.CCZ
                        || apply.qubits().getLast().equals(one.qubits().getLast()));
    }

    private static void pair(int i, List<List<Operation>> slots) {
        var toffoli = (Apply) slots.get(i).getFirst();
        var qubits = toffoli.qubits();
        var tracks = new ArrayList<Track>();
        for (int qubit : qubits) {
            tracks.add(new Track(qubit));
        }
        int touched = 0;
        int end = Math.min(slots.size(), i + STEPS);
        for (int j = i + 1; j < end && touched < REACH; j++) {
            var slot = slots.get(j);
            if (slot.size() == 1 && areSame(toffoli, slot.getFirst())) {
                var variant = variant(toffoli, tracks);
                if (variant.isEmpty()) {
                    return;
                }
                slots.set(i, inverse(variant));
                slots.set(j, variant);
                return;
            }
            for (var operation : slot) {
                for (var track : tracks) {
                    track.pass(operation);
                }
                touched += operation.qubits().stream().anyMatch(qubits::contains) ? 1 : 0;
            }
            if (tracks.stream().filter(track -> !track.x && !track.z).count() > 1) {
                return;
            }
        }
    }

    /** What lies between on one qubit: whether it all commutes with Z, or with X. */
    private static final class Track {
        private final int qubit;
        private boolean z = true;
        private boolean x = true;
        private int flipsZ;
        private int flipsX;

        Track(int qubit) {
            this.qubit = qubit;
        }

        void pass(Operation operation) {
            int operand = operation.qubits().indexOf(qubit);
            if (operand < 0) {
                return;
            }
            boolean commutesZ = false;
            boolean commutesX = false;
            boolean alone = operation instanceof Apply apply && apply.qubits().size() == 1;
            if (operation instanceof Apply(var gate, _, _)) {
                commutesZ = Axes.commutesWithZ(gate, operand);
                commutesX = Axes.commutesWithX(gate, operand);
                boolean half = gate == Gate.X || gate == Gate.Y || gate == Gate.Z;
                if (half && alone) {
                    flipsZ += gate == Gate.Z ? 0 : 1;
                    flipsX += gate == Gate.X ? 0 : 1;
                    return;
                }
            } else if (operation instanceof Operation.Controlled(var controls, var target)) {
                boolean control = operand < controls.size();
                int inner = operand - controls.size();
                commutesZ = control || Axes.commutesWithZ(target.gate(), inner);
                commutesX = !control && Axes.commutesWithX(target.gate(), inner);
            }
            z &= commutesZ;
            x &= commutesX;
        }

        boolean commutesWithZ() {
            return z && flipsZ % 2 == 0;
        }

        boolean commutesWithX() {
            return x && flipsX % 2 == 0;
        }
    }

    /** The shorter gate that may stand at the end of the pair; none if nothing fits. */
    private static List<Operation> variant(Apply toffoli, List<Track> tracks) {
        int a = toffoli.qubits().get(0);
        int b = toffoli.qubits().get(1);
        int t = toffoli.qubits().get(2);
        boolean flips = toffoli.gate() == Gate.CCX;
        boolean first = tracks.get(0).commutesWithZ();
        boolean second = tracks.get(1).commutesWithZ();
        boolean inFrame = flips ? tracks.get(2).commutesWithX() : tracks.get(2).commutesWithZ();
        if (flips && first && second && tracks.get(2).commutesWithZ()) {
            return margolus(a, b, t);
        }
        var out = new ArrayList<Operation>();
        if (flips) {
            out.add(one(Gate.H, t));
        }
        if (first && second) {
            around(t, a, b, out);
        } else if (second && inFrame) {
            around(a, b, t, out);
        } else if (first && inFrame) {
            around(b, a, t, out);
        } else {
            return List.of();
        }
        if (flips) {
            out.add(one(Gate.H, t));
        }
        return out;
    }

    private static List<Operation> margolus(int a, int b, int t) {
        var turn = new Apply(Gate.RY, List.of(Math.PI / 4), List.of(t));
        return List.of(turn, cx(b, t), turn, cx(a, t), turn.inverse(), cx(b, t), turn.inverse());
    }

    /** CCZ times a controlled S^-1 on u and v: the phases of all parities that contain p. */
    private static void around(int p, int u, int v, List<Operation> out) {
        out.add(cx(v, p));
        out.add(one(Gate.TDG, p));
        out.add(cx(u, p));
        out.add(one(Gate.T, p));
        out.add(cx(v, p));
        out.add(one(Gate.TDG, p));
        out.add(cx(u, p));
        out.add(one(Gate.T, p));
    }

    private static List<Operation> inverse(List<Operation> steps) {
        return steps.reversed().stream().<Operation>map(step -> ((Apply) step).inverse()).toList();
    }

    private static Apply cx(int control, int target) {
        return new Apply(Gate.CX, List.of(), List.of(control, target));
    }

    private static Apply one(Gate gate, int qubit) {
        return new Apply(gate, List.of(), List.of(qubit));
    }
}
