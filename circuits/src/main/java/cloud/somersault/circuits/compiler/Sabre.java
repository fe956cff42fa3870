package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Swap-based routing with lookahead after Li, Ding, Xie, "Tackling the qubit mapping problem for
 * NISQ-era quantum devices", arXiv:1809.02573.
 *
 * <p>What can run runs. Otherwise the swap next to a waiting pair is taken that brings the waiting
 * pairs, and with half the weight the next {@value #AHEAD} pairs, closest together; ties fall by
 * the dice. Swapping the same wires again costs a little, and where no pair has become neighbours
 * for long, the nearest one is walked together, so that it always ends. A step costs the number of
 * candidate swaps times the pairs looked at, some thousand additions.
 */
final class Sabre {
    private static final int AHEAD = 20;
    private static final double AHEAD_WEIGHT = 0.5;
    private static final double DECAY = 0.001;
    private static final int DECAY_RESET = 5;

    /**
     * Where routing happens.
     *
     * @param chip what works
     * @param distance between chip qubits, what the swaps shall shorten
     * @param beside how much farther a SWAP may leave the pairs, on average, if it stands beside a
     *     CZ on the same two qubits, where {@link AbsorbSwaps} does it for one CZ more instead of
     *     three
     * @param cancellation asked before each swap
     */
    record Ground(
            WorkingChip chip, double[][] distance, double beside, Cancellation cancellation) {}

    private final WorkingChip chip;
    private final double[][] distance;
    private final double beside;
    private final Cancellation cancellation;
    private final RoutingTask task;
    private final int[] place;
    private final int[] occupant;
    private final SplittableRandom dice;
    private final int[] open;
    private final double[] decay;

    /** With whom each chip qubit has had its last CZ, -1 after a SWAP. */
    private final int[] lastPartner;

    private final List<Integer> front = new ArrayList<>();
    private final Steps steps = new Steps();
    private List<Integer> ahead = List.of();

    private Sabre(Ground ground, RoutingTask task, int[] place, SplittableRandom dice) {
        this.chip = ground.chip;
        this.distance = ground.distance;
        this.beside = ground.beside;
        this.cancellation = ground.cancellation;
        this.task = task;
        this.place = place;
        this.dice = dice;
        occupant = new int[chip.size()];
        Arrays.fill(occupant, -1);
        for (int wire = 0; wire < place.length; wire++) {
            if (place[wire] >= 0) {
                occupant[place[wire]] = wire;
            }
        }
        open = task.predecessors();
        lastPartner = new int[chip.size()];
        Arrays.fill(lastPartner, -1);
        decay = new double[chip.size()];
    }

    /**
     * Routes a task.
     *
     * @param place the chip qubit of each wire, -1 for none; afterwards where each has ended
     * @return the nodes in order, with swaps between them
     */
    static Steps route(Ground ground, RoutingTask task, int[] place, SplittableRandom dice) {
        var sabre = new Sabre(ground, task, place, dice);
        sabre.run();
        return sabre.steps;
    }

    private void run() {
        var ready = new ArrayList<Integer>();
        for (int node = 0; node < task.size(); node++) {
            if (open[node] == 0) {
                ready.add(node);
            }
        }
        advance(ready);
        int patience = 2 * chip.size() + 10;
        int idle = 0;
        Arrays.fill(decay, 1);
        while (!front.isEmpty()) {
            cancellation.check();
            if (idle >= patience) {
                walkNearestTogether();
            } else {
                swapBest();
                idle++;
                if (idle % DECAY_RESET == 0) {
                    Arrays.fill(decay, 1);
                }
            }
            ready.clear();
            for (int node : front) {
                if (isNear(node)) {
                    ready.add(node);
                }
            }
            if (!ready.isEmpty()) {
                front.removeAll(ready);
                advance(ready);
                idle = 0;
                Arrays.fill(decay, 1);
            }
        }
    }

    private boolean isNear(int node) {
        return chip.areCoupled(place[task.first(node)], place[task.second(node)]);
    }

    /** Runs what can run, and all that can run after it; the rest joins the front. */
    private void advance(List<Integer> ready) {
        var queue = new java.util.PriorityQueue<>(ready);
        while (!queue.isEmpty()) {
            int node = queue.remove();
            if (task.isPair(node) && !isNear(node)) {
                front.add(node);
                continue;
            }
            steps.add(node);
            if (task.isPair(node)) {
                int first = place[task.first(node)];
                int second = place[task.second(node)];
                lastPartner[first] = second;
                lastPartner[second] = first;
            }
            for (int next : task.successors(node)) {
                if (--open[next] == 0) {
                    queue.add(next);
                }
            }
        }
        ahead = ahead();
    }

    /** The next pairs behind the front, breadth first. */
    private List<Integer> ahead() {
        var found = new ArrayList<Integer>();
        var seen = new java.util.HashSet<Integer>(front);
        var queue = new java.util.ArrayDeque<Integer>(front);
        while (!queue.isEmpty() && found.size() < AHEAD) {
            for (int next : task.successors(queue.remove())) {
                if (seen.add(next)) {
                    queue.add(next);
                    if (task.isPair(next) && found.size() < AHEAD) {
                        found.add(next);
                    }
                }
            }
        }
        return found;
    }

    private void swapBest() {
        double best = Double.POSITIVE_INFINITY;
        int bestFrom = -1;
        int bestTo = -1;
        int ties = 0;
        for (int node : front) {
            for (int end = 0; end < 2; end++) {
                int from = place[end == 0 ? task.first(node) : task.second(node)];
                for (int to : chip.neighboursOf(from)) {
                    double score = score(from, to);
                    if (score < best - 1e-9) {
                        best = score;
                        ties = 1;
                        bestFrom = from;
                        bestTo = to;
                    } else if (score <= best + 1e-9 && dice.nextInt(++ties) == 0) {
                        bestFrom = from;
                        bestTo = to;
                    }
                }
            }
        }
        swap(bestFrom, bestTo);
        decay[bestFrom] += DECAY;
        decay[bestTo] += DECAY;
    }

    private double score(int from, int to) {
        double sum = sum(front, from, to) / front.size();
        if (!ahead.isEmpty()) {
            sum += AHEAD_WEIGHT * sum(ahead, from, to) / ahead.size();
        }
        boolean cheap = lastPartner[from] == to && lastPartner[to] == from;
        return (sum - (cheap ? beside : 0)) * Math.max(decay[from], decay[to]);
    }

    private double sum(List<Integer> nodes, int from, int to) {
        double sum = 0;
        for (int i = 0; i < nodes.size(); i++) {
            int node = nodes.get(i);
            sum +=
                    distance[swapped(place[task.first(node)], from, to)][
                            swapped(place[task.second(node)], from, to)];
        }
        return sum;
    }

    private static int swapped(int qubit, int from, int to) {
        return qubit == from ? to : qubit == to ? from : qubit;
    }

    private void swap(int from, int to) {
        int moved = occupant[from];
        int other = occupant[to];
        occupant[from] = other;
        occupant[to] = moved;
        if (moved >= 0) {
            place[moved] = to;
        }
        if (other >= 0) {
            place[other] = from;
        }
        steps.addSwap(from, to);
        lastPartner[from] = -1;
        lastPartner[to] = -1;
    }

    private void walkNearestTogether() {
        int nearest = front.getFirst();
        for (int node : front) {
            if (hops(node) < hops(nearest)) {
                nearest = node;
            }
        }
        while (!isNear(nearest)) {
            int from = place[task.first(nearest)];
            int goal = place[task.second(nearest)];
            for (int to : chip.neighboursOf(from)) {
                if (chip.hops(to, goal) < chip.hops(from, goal)) {
                    swap(from, to);
                    break;
                }
            }
        }
    }

    private int hops(int node) {
        return chip.hops(place[task.first(node)], place[task.second(node)]);
    }

    /** Nodes and swaps in the order in which they happen. */
    static final class Steps {
        private static final long SWAP = 1L << 62;
        private long[] steps = new long[64];
        private int size;
        private int swaps;

        private void add(long step) {
            if (size == steps.length) {
                steps = Arrays.copyOf(steps, 2 * size);
            }
            steps[size++] = step;
        }

        private void addSwap(int from, int to) {
            add(SWAP | (long) from << 31 | to);
            swaps++;
        }

        int size() {
            return size;
        }

        int swaps() {
            return swaps;
        }

        boolean isSwap(int index) {
            return (steps[index] & SWAP) != 0;
        }

        int node(int index) {
            return (int) steps[index];
        }

        int from(int index) {
            return (int) ((steps[index] & ~SWAP) >>> 31);
        }

        int to(int index) {
            return (int) (steps[index] & Integer.MAX_VALUE);
        }
    }
}
