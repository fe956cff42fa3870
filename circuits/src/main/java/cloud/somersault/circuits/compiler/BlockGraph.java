package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which piece must come before which: a directed acyclic graph, node i being piece i. On each wire
 * the pieces that commute with Z and follow each other are a group; all of a group wait for the
 * piece before it, the piece after it waits for all of them, and among themselves their order is
 * free.
 */
final class BlockGraph {
    private static final int NONE = -1;

    /** The wires of a block, -1 for other pieces. */
    final int[] first;

    final int[] second;

    /** CZ of a block alone. */
    final int[] czGates;

    /** The number of the group on either wire of a block, counted along the wire. */
    final int[] groupFirst;

    final int[] groupSecond;
    final int[] predecessors;
    final int[][] successors;

    /** Blocks on the longest way from a node to the end, its own included. */
    final int[] height;

    private BlockGraph(int size) {
        first = new int[size];
        second = new int[size];
        czGates = new int[size];
        groupFirst = new int[size];
        groupSecond = new int[size];
        predecessors = new int[size];
        successors = new int[size][];
        height = new int[size];
        Arrays.fill(first, NONE);
        Arrays.fill(second, NONE);
    }

    int size() {
        return first.length;
    }

    boolean isBlock(int node) {
        return first[node] != NONE;
    }

    static BlockGraph of(List<Piece> pieces, int wires, int bits) {
        var graph = new BlockGraph(pieces.size());
        var chains = new Chain[wires + bits];
        for (int wire = 0; wire < chains.length; wire++) {
            chains[wire] = new Chain();
        }
        var before = new ArrayList<List<Integer>>(pieces.size());
        for (int node = 0; node < pieces.size(); node++) {
            var waits = new ArrayList<Integer>();
            switch (pieces.get(node)) {
                case Piece.Turn(int qubit, var rotation) ->
                        chains[qubit].add(node, rotation.isDiagonal(), false, waits);
                case Piece.Block(int a, int b, var core) -> {
                    boolean diagonal = core.isDiagonal();
                    graph.first[node] = a;
                    graph.second[node] = b;
                    graph.czGates[node] = core.czGates();
                    graph.groupFirst[node] = chains[a].add(node, diagonal, true, waits);
                    graph.groupSecond[node] = chains[b].add(node, diagonal, true, waits);
                }
                case Piece.Wall(var operation) -> {
                    for (int qubit : operation.qubits()) {
                        chains[qubit].add(node, false, true, waits);
                    }
                    for (int bit : Wires.bits(operation).stream().toArray()) {
                        chains[wires + bit].add(node, false, true, waits);
                    }
                }
            }
            before.add(waits);
        }
        graph.connect(before);
        return graph;
    }

    private void connect(List<List<Integer>> before) {
        var count = new int[size()];
        for (int node = 0; node < size(); node++) {
            var waits = before.get(node).stream().distinct().toList();
            before.set(node, waits);
            predecessors[node] = waits.size();
            waits.forEach(earlier -> count[earlier]++);
        }
        for (int node = 0; node < size(); node++) {
            successors[node] = new int[count[node]];
        }
        var filled = new int[size()];
        for (int node = 0; node < size(); node++) {
            for (int earlier : before.get(node)) {
                successors[earlier][filled[earlier]++] = node;
            }
        }
        for (int node = size() - 1; node >= 0; node--) {
            for (int next : successors[node]) {
                height[node] = Math.max(height[node], height[next]);
            }
            height[node] += isBlock(node) ? 1 : 0;
        }
    }

    /** One wire while the graph is made. */
    private static final class Chain {
        private List<Integer> earlier = List.of();
        private List<Integer> current = new ArrayList<>();
        private int group;

        /** The number of the group that the node is in. */
        int add(int node, boolean commutes, boolean wide, List<Integer> waits) {
            if (commutes) {
                waits.addAll(earlier);
                current.add(node);
                return group;
            }
            waits.addAll(current.isEmpty() ? earlier : current);
            earlier = List.of(node);
            current = new ArrayList<>();
            group++;
            return wide ? group++ : group;
        }
    }
}
