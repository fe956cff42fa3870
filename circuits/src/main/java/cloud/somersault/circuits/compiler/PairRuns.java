package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Brings the blocks on each pair together and makes one of them where that is better.
 *
 * <p>The order of the program is changed first, within what commutes: a block that would begin a
 * longer run if others went first lets them.
 */
final class PairRuns {
    private final List<Piece> pieces;
    private final boolean diagonal;
    private final Cancellation cancellation;
    private final BlockGraph graph;
    private final int[] open;
    private final List<Integer> order = new ArrayList<>();
    private final TreeSet<Integer> ready = new TreeSet<>();

    private PairRuns(
            List<Piece> pieces, int wires, int bits, boolean diagonal, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.diagonal = diagonal;
        this.pieces = pieces;
        graph = BlockGraph.of(pieces, wires, bits);
        open = graph.predecessors.clone();
    }

    /**
     * The same program.
     *
     * @param diagonal whether as many CZ are enough for a block that is diagonal
     */
    static List<Piece> rewritten(
            List<Piece> pieces, int wires, int bits, boolean diagonal, Cancellation cancellation) {
        var runs = new PairRuns(pieces, wires, bits, diagonal, cancellation);
        runs.arrange();
        return runs.rewritten();
    }

    private void arrange() {
        for (int node = 0; node < graph.size(); node++) {
            if (open[node] == 0) {
                ready.add(node);
            }
        }
        int a = -1;
        int b = -1;
        while (!ready.isEmpty()) {
            cancellation.check();
            int next = single();
            if (next < 0) {
                next = on(a, b);
            }
            if (next < 0) {
                next = longestRun();
            }
            if (graph.isBlock(next)) {
                a = graph.first[next];
                b = graph.second[next];
            }
            emit(next);
        }
    }

    private void emit(int node) {
        ready.remove(node);
        order.add(node);
        for (int next : graph.successors[node]) {
            if (--open[next] == 0) {
                ready.add(next);
            }
        }
    }

    /** What is no block stands in nobody's way. */
    private int single() {
        for (int node : ready) {
            if (!graph.isBlock(node)) {
                return node;
            }
        }
        return -1;
    }

    private int on(int a, int b) {
        for (int node : ready) {
            if (isOn(node, a, b)) {
                return node;
            }
        }
        return -1;
    }

    private boolean isOn(int node, int a, int b) {
        return graph.first[node] == a && graph.second[node] == b
                || graph.first[node] == b && graph.second[node] == a;
    }

    private int longestRun() {
        int best = -1;
        int longest = Integer.MIN_VALUE;
        for (int node : ready) {
            int length = runFrom(node);
            if (length > longest) {
                longest = length;
                best = node;
            }
        }
        return best;
    }

    /** How many blocks could follow each other on its pair; -1 if one could but for others. */
    private int runFrom(int node) {
        int a = graph.first[node];
        int b = graph.second[node];
        var released = new ArrayList<Integer>(List.of(node));
        var closed = new HashMap<Integer, Integer>();
        int length = 1;
        boolean partner = false;
        for (int i = 0; i < released.size(); i++) {
            for (int next : graph.successors[released.get(i)]) {
                int left = closed.merge(next, 1, Integer::sum);
                boolean same = isOn(next, a, b);
                boolean free = left == open[next];
                partner |= same && !free;
                if (free && (same || pieces.get(next) instanceof Piece.Turn)) {
                    length += same ? 1 : 0;
                    released.add(next);
                } else if (!same && pieces.get(next) instanceof Piece.Turn) {
                    for (int later : graph.successors[next]) {
                        partner |= isOn(later, a, b);
                    }
                }
            }
        }
        return length == 1 && partner ? -1 : length;
    }

    private List<Piece> rewritten() {
        var out = new ArrayList<Piece>(pieces.size());
        var runOf = new HashMap<Integer, Run>();
        var runs = new ArrayList<Run>();
        for (int node : order) {
            cancellation.check();
            switch (pieces.get(node)) {
                case Piece.Turn turn -> {
                    var run = runOf.get(turn.qubit());
                    if (run == null) {
                        out.add(turn);
                    } else {
                        run.add(turn);
                    }
                }
                case Piece.Block block -> {
                    var run = runOf.get(block.first());
                    if (run == null || run != runOf.get(block.second())) {
                        close(runOf, block.first(), out);
                        close(runOf, block.second(), out);
                        run = new Run(block.first(), block.second());
                        runs.add(run);
                        runOf.put(block.first(), run);
                        runOf.put(block.second(), run);
                    }
                    run.add(block);
                }
                case Piece.Wall wall -> {
                    wall.qubits().forEach(qubit -> close(runOf, qubit, out));
                    out.add(wall);
                }
            }
        }
        runs.forEach(run -> close(runOf, run.a, out));
        return out;
    }

    private void close(Map<Integer, Run> runOf, int qubit, List<Piece> out) {
        var run = runOf.get(qubit);
        if (run != null) {
            runOf.remove(run.a);
            runOf.remove(run.b);
            out.addAll(run.best(diagonal));
        }
    }

    /** Blocks on one pair with the turns between and after them. */
    private static final class Run {
        private final int a;
        private final int b;
        private final List<Piece> pieces = new ArrayList<>();
        private int blocks;

        Run(int a, int b) {
            this.a = a;
            this.b = b;
        }

        void add(Piece piece) {
            pieces.add(piece);
            blocks += piece instanceof Piece.Block ? 1 : 0;
        }

        List<Piece> best(boolean diagonal) {
            if (blocks < 2) {
                return pieces;
            }
            var unitary = Unitary4.of(Rotation.NOTHING, Rotation.NOTHING);
            var turns = new Rotation[] {Rotation.NOTHING, Rotation.NOTHING};
            for (var piece : pieces) {
                if (piece instanceof Piece.Turn(int qubit, var rotation)) {
                    int side = qubit == a ? 0 : 1;
                    turns[side] = rotation.after(turns[side]);
                } else if (piece instanceof Piece.Block block) {
                    unitary = Unitary4.of(turns[0], turns[1]).after(unitary);
                    unitary = Unitary4.of(block.core()).after(unitary);
                    Arrays.fill(turns, Rotation.NOTHING);
                }
            }
            var kak = Kak.of(unitary);
            int saved = Pieces.czGates(pieces) - kak.core().czGates();
            if (saved < 0 || saved == 0 && !(diagonal && kak.core().isDiagonal())) {
                return pieces;
            }
            var out = new ArrayList<Piece>();
            out.add(new Piece.Turn(a, kak.beforeFirst()));
            out.add(new Piece.Turn(b, kak.beforeSecond()));
            if (kak.core().czGates() > 0) {
                out.add(new Piece.Block(a, b, kak.core()));
            }
            out.add(new Piece.Turn(a, turns[0].after(kak.afterFirst())));
            out.add(new Piece.Turn(b, turns[1].after(kak.afterSecond())));
            return out;
        }
    }
}
