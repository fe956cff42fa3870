package cloud.somersault.circuits.compiler;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A program being routed: which pieces have been done, where the wires are, and what it has cost so
 * far in CZ. Swap-based search with lookahead as in {@link Sabre}, with three differences.
 *
 * <p>Its pieces are blocks whose order is free where they commute. A SWAP is charged what it really
 * adds once {@link Resynthesize} has merged it: 3 CZ alone, 2 beside an idle qubit (which is |0>),
 * 1 right after a block on the same pair, nothing after a block that takes 3 already. And it can be
 * copied, so that {@link Flock} lets many go on side by side and keeps those that do well.
 */
final class Router {
    private static final int FREE = -1;
    private static final double DECAY = 0.004;
    private static final int DECAY_RESET = 6;

    /**
     * What all routers of a program share.
     *
     * @param chip what works
     * @param graph of the program's pieces
     * @param wires of the program
     * @param readouts how often each wire is measured
     * @param uniform whether only the number of CZ counts
     * @param cancellation asked before each swap
     */
    record Plan(
            WorkingChip chip,
            BlockGraph graph,
            int wires,
            int[] readouts,
            boolean uniform,
            Cancellation cancellation) {}

    /**
     * How a router judges a SWAP.
     *
     * @param distance between chip qubits
     * @param price how much shorter the mean distance of waiting pairs must get for one CZ
     * @param aheadWeight what later pairs count, against waiting ones
     * @param ahead how many later pairs are looked at
     * @param waiting how many pairs count as waiting if more could be next
     * @param first which those are
     */
    record Taste(
            double[][] distance,
            double price,
            double aheadWeight,
            int ahead,
            int waiting,
            First first) {}

    /** Which of many pairs that could be next count as waiting. */
    enum First {
        IN_PROGRAM,
        NEAREST,
        CRITICAL
    }

    private final Plan plan;
    private final BlockGraph graph;
    private final WorkingChip chip;
    private Taste taste;
    private SplittableRandom dice;

    private final int[] place;
    private final int[] occupant;
    private final int[] open;

    /**
     * The group in which each wire is; of each ordered pair of wires the group of its last block.
     */
    private final int[] group;

    private final int[] lastGroup;
    private final byte[] runCz;
    private int fresh = -2;

    private int[] front = new int[16];
    private int frontSize;
    private int done;
    private int cost;
    private double stepLoss;
    private final Waits waits;
    private final int[] recent;
    private int swapsSinceReset;
    private int idle;
    private Trail trail;

    private final Lookahead lookahead;

    Router(Plan plan, Taste taste, int[] start, SplittableRandom dice) {
        this.plan = plan;
        this.graph = plan.graph;
        this.chip = plan.chip;
        this.taste = taste;
        this.dice = dice;
        place = start.clone();
        occupant = new int[chip.size()];
        Arrays.fill(occupant, FREE);
        for (int wire = 0; wire < place.length; wire++) {
            if (place[wire] >= 0) {
                occupant[place[wire]] = wire;
            }
        }
        open = graph.predecessors.clone();
        int wires = plan.wires;
        group = new int[wires];
        Arrays.fill(group, FREE);
        lastGroup = new int[wires * wires];
        Arrays.fill(lastGroup, Integer.MIN_VALUE);
        runCz = new byte[wires * wires];
        recent = new int[wires + 1];
        trail = new Trail(null);
        waits = new Waits(chip);
        lookahead = new Lookahead(plan);
        for (int node = 0; node < graph.size(); node++) {
            if (graph.predecessors[node] == 0) {
                reach(node);
            }
        }
        settle();
    }

    private Router(Router other, Taste taste, SplittableRandom dice) {
        plan = other.plan;
        graph = other.graph;
        chip = other.chip;
        this.taste = taste;
        this.dice = dice;
        place = other.place.clone();
        occupant = other.occupant.clone();
        open = other.open.clone();
        group = other.group.clone();
        lastGroup = other.lastGroup.clone();
        runCz = other.runCz.clone();
        fresh = other.fresh;
        front = other.front.clone();
        frontSize = other.frontSize;
        done = other.done;
        cost = other.cost;
        stepLoss = other.stepLoss;
        waits = other.waits.copy();
        recent = other.recent.clone();
        swapsSinceReset = other.swapsSinceReset;
        idle = other.idle;
        other.trail = new Trail(other.trail);
        trail = new Trail(other.trail.before());
        lookahead = new Lookahead(plan);
        look();
    }

    /** Another one at the same place, that will go its own way. */
    Router copy(Taste otherTaste, SplittableRandom otherDice) {
        return new Router(this, otherTaste, otherDice);
    }

    boolean isFinished() {
        return frontSize == 0;
    }

    /** CZ so far; weighing losses, what has been lost so far in units of a CZ with its pulses. */
    double cost() {
        return plan.uniform ? cost : (stepLoss + waits.loss()) / chip.meanStepCost();
    }

    /** About the -log of the success at the end: steps, waits and the readout of all wires. */
    double estimate() {
        double loss = stepLoss + waits.loss();
        for (int wire = 0; wire < place.length; wire++) {
            if (place[wire] >= 0) {
                loss += plan.readouts[wire] * chip.readoutCost(place[wire]);
                loss += plan.readouts[wire] * waits.untilTheEnd(place[wire]);
            }
        }
        return loss;
    }

    /** Pairs looked at so far: what the search has taken. */
    long work() {
        return lookahead.work();
    }

    int[] place() {
        return place.clone();
    }

    Trail trail() {
        return trail;
    }

    /** Cost so far and a guess of what bringing the waiting pairs together will take. */
    double value() {
        double pending = plan.uniform ? 0 : waits.pending() / chip.meanStepCost();
        return cost() + pending + lookahead.rest(front, frontSize, place, taste.distance);
    }

    void runToEnd() {
        while (!isFinished()) {
            step();
        }
    }

    /** Goes on until so many blocks are done in all. */
    void runTo(int blocks) {
        while (!isFinished() && done < blocks) {
            step();
        }
    }

    private void step() {
        plan.cancellation.check();
        if (idle > 2 * chip.size() + 10) {
            walkNearestTogether();
        } else {
            swapBest();
            idle++;
        }
        if (anyNear()) {
            settle();
        }
    }

    private boolean anyNear() {
        for (int i = 0; i < frontSize; i++) {
            if (isNear(front[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean isNear(int node) {
        return chip.areCoupled(place[graph.first[node]], place[graph.second[node]]);
    }

    /** Does all that can be done where the wires are. */
    private void settle() {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (int i = 0; i < frontSize; i++) {
                int node = front[i];
                if (isNear(node)) {
                    front[i--] = front[--frontSize];
                    execute(node);
                    progress = true;
                }
            }
        }
        Arrays.sort(front, 0, frontSize);
        idle = 0;
        Arrays.fill(recent, 0);
        look();
    }

    private void look() {
        lookahead.look(front, frontSize, place, taste);
    }

    private void execute(int node) {
        trail.add(node);
        if (graph.isBlock(node)) {
            done++;
            int a = graph.first[node];
            int b = graph.second[node];
            int before = isBeside(a, b) ? runCz[a * plan.wires + b] : 0;
            int after = Math.min(3, before + graph.czGates[node]);
            charge(place[a], place[b], after - before);
            enter(a, b, graph.groupFirst[node], graph.groupSecond[node], after);
        }
        for (int next : graph.successors[node]) {
            if (--open[next] == 0) {
                reach(next);
            }
        }
    }

    private void charge(int p, int q, int czGates) {
        if (czGates > 0) {
            cost += czGates;
            stepLoss += czGates * chip.stepCost(p, q);
            waits.step(p, q, czGates);
        }
    }

    private void enter(int a, int b, int groupA, int groupB, int czGates) {
        group[a] = groupA;
        group[b] = groupB;
        lastGroup[a * plan.wires + b] = groupA;
        lastGroup[b * plan.wires + a] = groupB;
        runCz[a * plan.wires + b] = (byte) czGates;
        runCz[b * plan.wires + a] = (byte) czGates;
    }

    /** Whether nothing that doesn't commute has come between since the last block of the two. */
    private boolean isBeside(int a, int b) {
        return lastGroup[a * plan.wires + b] == group[a]
                && lastGroup[b * plan.wires + a] == group[b];
    }

    private void reach(int node) {
        if (!graph.isBlock(node)) {
            execute(node);
            return;
        }
        if (frontSize == front.length) {
            front = Arrays.copyOf(front, 2 * frontSize);
        }
        front[frontSize++] = node;
    }

    /** What a SWAP adds in CZ. */
    private int swapCz(int p, int q) {
        int a = occupant[p];
        int b = occupant[q];
        if (a < 0 || b < 0) {
            return 2;
        }
        return isBeside(a, b) ? (runCz[a * plan.wires + b] < 3 ? 1 : 0) : 3;
    }

    private double relative(int from, int to) {
        return plan.uniform ? 1 : chip.stepCost(from, to) / chip.meanStepCost();
    }

    private void swapBest() {
        double best = Double.POSITIVE_INFINITY;
        int bestFrom = -1;
        int bestTo = -1;
        int ties = 0;
        for (int wire = 0; wire < place.length; wire++) {
            if (!lookahead.isMovable(wire)) {
                continue;
            }
            int from = place[wire];
            for (int to : chip.neighboursOf(from)) {
                int other = occupant[to];
                if (other >= 0 && other < wire && lookahead.isMovable(other)) {
                    continue;
                }
                double score =
                        lookahead.change(wire, other, from, to, place, taste.distance)
                                + taste.price * swapCz(from, to) * relative(from, to)
                                + DECAY * (recent[wire] + recent[other < 0 ? plan.wires : other]);
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
        swap(bestFrom, bestTo);
        if (++swapsSinceReset % DECAY_RESET == 0) {
            Arrays.fill(recent, 0);
        }
    }

    private void swap(int p, int q) {
        int a = occupant[p];
        int b = occupant[q];
        int added = swapCz(p, q);
        charge(p, q, added);
        trail.addSwap(p, q, chip.size());
        occupant[p] = b;
        occupant[q] = a;
        if (a >= 0) {
            place[a] = q;
            recent[a]++;
        }
        if (b >= 0) {
            place[b] = p;
            recent[b]++;
        }
        if (a >= 0 && b >= 0) {
            int before = isBeside(a, b) ? runCz[a * plan.wires + b] : 0;
            enter(a, b, fresh, fresh, Math.min(3, before + added));
        } else {
            group[Math.max(a, b)] = fresh;
        }
        fresh--;
    }

    private void walkNearestTogether() {
        int nearest = front[0];
        for (int i = 1; i < frontSize; i++) {
            if (hops(front[i]) < hops(nearest)) {
                nearest = front[i];
            }
        }
        while (!isNear(nearest)) {
            int from = place[graph.first[nearest]];
            int goal = place[graph.second[nearest]];
            for (int to : chip.neighboursOf(from)) {
                if (chip.hops(to, goal) < chip.hops(from, goal)) {
                    swap(from, to);
                    break;
                }
            }
        }
    }

    private int hops(int node) {
        return chip.hops(place[graph.first[node]], place[graph.second[node]]);
    }
}
