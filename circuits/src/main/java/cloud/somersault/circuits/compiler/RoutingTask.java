package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must come before what, and which two wires must be neighbours for it: a directed acyclic
 * graph over the operations of a circuit.
 *
 * <p>An operation waits for the last ones on its qubits and bits. Where CZ may change places (at
 * level 1), steps that commute on a wire don't wait for each other but all for the step before
 * them.
 */
final class RoutingTask {
    private static final int FREE = -1;

    private final int[] first;
    private final int[] second;
    private final int[][] successors;
    private final int[] predecessors;

    private RoutingTask(int[] first, int[] second, List<Set<Integer>> before) {
        this.first = first;
        this.second = second;
        this.predecessors = before.stream().mapToInt(Set::size).toArray();
        var after = new ArrayList<List<Integer>>();
        before.forEach(_ -> after.add(new ArrayList<>()));
        for (int node = 0; node < before.size(); node++) {
            for (int earlier : before.get(node)) {
                after.get(earlier).add(node);
            }
        }
        this.successors =
                after.stream()
                        .map(list -> list.stream().mapToInt(Integer::intValue).sorted().toArray())
                        .toArray(int[][]::new);
    }

    /** Node i is operation i. */
    static RoutingTask of(List<Operation> operations, int wires, int bits, boolean commute) {
        int count = operations.size();
        var first = new int[count];
        var second = new int[count];
        Arrays.fill(first, FREE);
        Arrays.fill(second, FREE);
        var chains = new Chains(wires + bits);
        for (int i = 0; i < count; i++) {
            var operation = operations.get(i);
            var pairs = pairs(operation);
            if (pairs.size() == 1) {
                first[i] = pairs.getFirst()[0];
                second[i] = pairs.getFirst()[1];
            }
            boolean diagonal = commute && Wires.isDiagonal(operation);
            chains.begin();
            for (int qubit : operation.qubits()) {
                chains.add(i, qubit, diagonal);
            }
            var bitsOf = Wires.bits(operation);
            for (int bit = bitsOf.nextSetBit(0); bit >= 0; bit = bitsOf.nextSetBit(bit + 1)) {
                chains.add(i, wires + bit, false);
            }
        }
        return new RoutingTask(first, second, chains.before);
    }

    /** Only the given pairs, in their order. */
    static RoutingTask ofPairs(List<int[]> pairs, int wires) {
        var chains = new Chains(wires);
        for (int i = 0; i < pairs.size(); i++) {
            chains.begin();
            chains.add(i, pairs.get(i)[0], false);
            chains.add(i, pairs.get(i)[1], false);
        }
        return new RoutingTask(
                pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                pairs.stream().mapToInt(pair -> pair[1]).toArray(),
                chains.before);
    }

    /** The different pairs of wires that CZ join in it, branches included. */
    static List<int[]> pairs(Operation operation) {
        var all = new ArrayList<int[]>();
        collect(operation, all);
        var seen = new HashSet<List<Integer>>();
        all.removeIf(pair -> !seen.add(List.of(pair[0], pair[1])));
        return all;
    }

    /** One pair for each CZ, smaller wire first, branches included. */
    static void collect(Operation operation, List<int[]> pairs) {
        if (operation instanceof Operation.If(_, var then, var otherwise)) {
            then.forEach(inner -> collect(inner, pairs));
            otherwise.forEach(inner -> collect(inner, pairs));
        } else if (Wires.isCz(operation)) {
            int a = operation.qubits().get(0);
            int b = operation.qubits().get(1);
            pairs.add(new int[] {Math.min(a, b), Math.max(a, b)});
        }
    }

    int size() {
        return first.length;
    }

    /** Whether it names two wires that must be neighbours. */
    boolean isPair(int node) {
        return first[node] != FREE;
    }

    int first(int node) {
        return first[node];
    }

    int second(int node) {
        return second[node];
    }

    int[] successors(int node) {
        return successors[node];
    }

    /** A copy, to be counted down. */
    int[] predecessors() {
        return predecessors.clone();
    }

    /** The last group of commuting steps on every wire, and the group before it. */
    private static final class Chains {
        private final List<Set<Integer>> before = new ArrayList<>();
        private final List<List<Integer>> earlier = new ArrayList<>();
        private final List<List<Integer>> current = new ArrayList<>();
        private final boolean[] diagonal;

        Chains(int wires) {
            diagonal = new boolean[wires];
            for (int wire = 0; wire < wires; wire++) {
                earlier.add(List.of());
                current.add(List.of());
            }
        }

        void begin() {
            before.add(new HashSet<>());
        }

        void add(int node, int wire, boolean commutes) {
            if (!(commutes && diagonal[wire])) {
                earlier.set(wire, current.get(wire));
                current.set(wire, new ArrayList<>());
            }
            diagonal[wire] = commutes;
            before.get(node).addAll(earlier.get(wire));
            current.get(wire).add(node);
        }
    }
}
