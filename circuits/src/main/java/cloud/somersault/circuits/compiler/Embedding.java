package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks for a layout in which every CZ of the program finds a coupler, so that nothing has to move,
 * and among those for the one that loses least.
 *
 * <p>Depth-first branch and bound over the wires, each next to one that is already placed. What is
 * lost adds up, so a branch ends where its loss plus the least possible rest passes the best known.
 * Starts are tried in the order of their own loss with a fixed number of visits each: a layout is
 * found early if there are many, the best is proved if the search is small, and the work is bounded
 * in any case.
 */
final class Embedding {
    private static final int VISITS_MAX = 150_000;

    private final WorkingChip chip;
    private final Interactions interactions;
    private final int[] order;
    private final int[][] placedPartners;
    private final int[] laterPartners;
    private final boolean[] begins;
    private final int[] partSize;
    private final double[] rest;
    private final int[] place;
    private final BitSet free;
    private double bestCost = Double.POSITIVE_INFINITY;
    private int[] best = {};
    private int visitsLeft;
    private final Cancellation cancellation;

    private Embedding(
            WorkingChip chip, Interactions interactions, int wires, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.chip = chip;
        this.interactions = interactions;
        place = new int[wires];
        Arrays.fill(place, -1);
        free = (BitSet) chip.qubits().clone();
        var parts = interactions.parts();
        int count = parts.stream().mapToInt(BitSet::cardinality).sum();
        order = new int[count];
        begins = new boolean[count];
        partSize = new int[count];
        placedPartners = new int[count][];
        laterPartners = new int[count];
        rest = new double[count + 1];
        int next = 0;
        for (var part : parts) {
            begins[next] = true;
            for (int wire : order(part)) {
                partSize[next] = part.cardinality();
                order[next++] = wire;
            }
        }
        prepare();
    }

    /** The chip qubit of each wire, -1 for wires that need none; empty if nothing was found. */
    static Optional<int[]> find(
            WorkingChip chip, Interactions interactions, int wires, Cancellation cancellation) {
        var search = new Embedding(chip, interactions, wires, cancellation);
        if (!search.isPossible()) {
            return Optional.empty();
        }
        search.run();
        if (search.best.length < wires) {
            return Optional.empty();
        }
        Placement.seatSingles(chip, interactions, search.best);
        return Optional.of(search.best);
    }

    private boolean isPossible() {
        int degreeMax =
                chip.qubits().stream().map(q -> chip.neighboursOf(q).length).max().orElse(0);
        return Arrays.stream(order)
                .allMatch(wire -> interactions.partners(wire).length <= degreeMax);
    }

    /** Breadth by ties to those before: the wire with most placed partners, then most partners. */
    private List<Integer> order(BitSet part) {
        var left = (BitSet) part.clone();
        var placed = new BitSet();
        var found = new ArrayList<Integer>();
        while (!left.isEmpty()) {
            int next =
                    left.stream()
                            .boxed()
                            .max(
                                    Comparator.<Integer>comparingInt(wire -> common(wire, placed))
                                            .thenComparingInt(
                                                    wire -> interactions.partners(wire).length)
                                            .thenComparing(Comparator.reverseOrder()))
                            .orElseThrow();
            found.add(next);
            placed.set(next);
            left.clear(next);
        }
        return found;
    }

    private int common(int wire, BitSet placed) {
        return (int) IntStream.of(interactions.partners(wire)).filter(placed::get).count();
    }

    private void prepare() {
        var placed = new BitSet();
        double czLeast =
                chip.qubits().stream()
                        .boxed()
                        .flatMapToDouble(a ->
                                IntStream.of(chip.neighboursOf(a))
                                        .mapToDouble(b -> chip.czCost(a, b)))
                        .min()
                        .orElse(0);
        var own = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            int wire = order[i];
            placedPartners[i] =
                    IntStream.of(interactions.partners(wire)).filter(placed::get).toArray();
            laterPartners[i] = interactions.partners(wire).length - placedPartners[i].length;
            own[i] =
                    chip.qubits().stream()
                            .mapToDouble(q -> interactions.cost(wire, q, chip))
                            .min()
                            .orElse(0);
            for (int partner : placedPartners[i]) {
                own[i] += interactions.czGates(wire, partner) * czLeast;
            }
            placed.set(wire);
        }
        for (int i = order.length - 1; i >= 0; i--) {
            rest[i] = rest[i + 1] + own[i];
        }
    }

    private void run() {
        if (order.length == 0) {
            best = place.clone();
            return;
        }
        var starts = candidates(0);
        for (var start : starts) {
            visitsLeft = Math.max(500, VISITS_MAX / starts.size());
            tryAt(0, start, 0);
        }
    }

    private record Candidate(int qubit, double cost) {}

    private void descend(int depth, double cost) {
        if (depth == order.length) {
            bestCost = cost;
            best = place.clone();
            return;
        }
        for (var candidate : candidates(depth)) {
            if (!tryAt(depth, candidate, cost)) {
                return;
            }
        }
    }

    /** Whether it is worth to look at later candidates, which cost more. */
    private boolean tryAt(int depth, Candidate candidate, double cost) {
        cancellation.check();
        double with = cost + candidate.cost;
        if (visitsLeft-- <= 0 || with + rest[depth + 1] >= bestCost) {
            return false;
        }
        place[order[depth]] = candidate.qubit;
        free.clear(candidate.qubit);
        descend(depth + 1, with);
        free.set(candidate.qubit);
        place[order[depth]] = -1;
        return true;
    }

    private List<Candidate> candidates(int depth) {
        int wire = order[depth];
        var found = new ArrayList<Candidate>();
        var where =
                begins[depth]
                        ? free.stream().toArray()
                        : chip.neighboursOf(place[placedPartners[depth][0]]);
        for (int qubit : where) {
            if (free.get(qubit) && fits(depth, qubit)) {
                double cost = interactions.cost(wire, qubit, chip);
                for (int partner : placedPartners[depth]) {
                    cost +=
                            interactions.czGates(wire, partner)
                                    * chip.czCost(qubit, place[partner]);
                }
                found.add(new Candidate(qubit, cost));
            }
        }
        found.sort(Comparator.comparingDouble(Candidate::cost).thenComparingInt(Candidate::qubit));
        return found;
    }

    private boolean fits(int depth, int qubit) {
        for (int partner : placedPartners[depth]) {
            if (!chip.areCoupled(qubit, place[partner])) {
                return false;
            }
        }
        int around = 0;
        for (int next : chip.neighboursOf(qubit)) {
            if (free.get(next)) {
                around++;
            }
        }
        return around >= laterPartners[depth] && (!begins[depth] || hasRoom(qubit, depth));
    }

    private boolean hasRoom(int qubit, int depth) {
        int room = 0;
        for (int q = free.nextSetBit(0); q >= 0; q = free.nextSetBit(q + 1)) {
            if (chip.hops(qubit, q) < WorkingChip.UNREACHABLE) {
                room++;
            }
        }
        return room >= partSize[depth];
    }
}
