package cloud.somersault.circuits.compiler;

import java.util.Arrays;

/** The pairs that wait and those that come next, by wire, so that a SWAP is judged quickly. */
final class Lookahead {
    private static final double LAYER_DECAY = 0.9;

    /** What a coupler of distance costs in CZ, as a guess for comparing routers. */
    private static final double CZ_PER_HOP = 1.0;

    private final BlockGraph graph;
    private final int[] count;
    private final int[][] partner;
    private final double[][] weight;
    private final boolean[] movable;
    private final int[] seen;
    private int stamp;
    private int[] queue = new int[64];
    private int[] depth = new int[64];
    private final int[] aheadNodes;
    private final double[] aheadWeights;
    private int aheadSize;
    private int[] waiting = new int[16];
    private long[] keys = new long[16];
    private int waitingSize;
    private int chosenFrom;
    private long work;

    Lookahead(Router.Plan plan) {
        graph = plan.graph();
        int wires = plan.wires();
        count = new int[wires];
        partner = new int[wires][8];
        weight = new double[wires][8];
        movable = new boolean[wires];
        seen = new int[graph.size()];
        aheadNodes = new int[256];
        aheadWeights = new double[256];
    }

    /**
     * Looks anew. Of a large front only some pairs count as waiting, as the taste has it; others
     * are ahead.
     */
    void look(int[] front, int frontSize, int[] place, Router.Taste taste) {
        choose(front, frontSize, place, taste);
        collectAhead(Math.min(taste.ahead(), aheadNodes.length));
        Arrays.fill(count, 0);
        Arrays.fill(movable, false);
        work += 4L * (frontSize + aheadSize);
        for (int i = 0; i < waitingSize; i++) {
            add(waiting[i], 1.0 / waitingSize);
            movable[graph.first[waiting[i]]] = true;
            movable[graph.second[waiting[i]]] = true;
        }
        double sum = 0;
        for (int i = 0; i < aheadSize; i++) {
            sum += aheadWeights[i];
        }
        for (int i = 0; i < aheadSize; i++) {
            add(aheadNodes[i], taste.aheadWeight() * aheadWeights[i] / sum);
        }
    }

    private void choose(int[] front, int frontSize, int[] place, Router.Taste taste) {
        if (waiting.length < frontSize) {
            waiting = new int[2 * frontSize];
            keys = new long[2 * frontSize];
        }
        chosenFrom = frontSize;
        if (frontSize <= taste.waiting() || taste.first() == Router.First.IN_PROGRAM) {
            System.arraycopy(front, 0, waiting, 0, frontSize);
        } else {
            for (int i = 0; i < frontSize; i++) {
                int node = front[i];
                double far = taste.distance()[place[graph.first[node]]][place[graph.second[node]]];
                long key =
                        taste.first() == Router.First.NEAREST
                                ? (long) (far * 16)
                                : Integer.MAX_VALUE - graph.height[node];
                keys[i] = key << 32 | node;
            }
            Arrays.sort(keys, 0, frontSize);
            for (int i = 0; i < frontSize; i++) {
                waiting[i] = (int) keys[i];
            }
        }
        waitingSize = Math.min(frontSize, taste.waiting());
    }

    private void add(int node, double w) {
        add(graph.first[node], graph.second[node], w);
        add(graph.second[node], graph.first[node], w);
    }

    private void add(int a, int b, double w) {
        if (count[a] == partner[a].length) {
            partner[a] = Arrays.copyOf(partner[a], 2 * count[a]);
            weight[a] = Arrays.copyOf(weight[a], 2 * count[a]);
        }
        partner[a][count[a]] = b;
        weight[a][count[a]++] = w;
    }

    /** The rest of the front, then breadth first what is behind it. */
    private void collectAhead(int most) {
        stamp++;
        aheadSize = 0;
        int tail = 0;
        for (int i = 0; i < chosenFrom && aheadSize < most; i++) {
            tail = push(waiting[i], 0, tail);
            if (i >= waitingSize) {
                aheadNodes[aheadSize] = waiting[i];
                aheadWeights[aheadSize++] = 1;
            }
        }
        for (int head = 0; head < tail && aheadSize < most; head++) {
            for (int next : graph.successors[queue[head]]) {
                if (seen[next] != stamp) {
                    boolean block = graph.isBlock(next);
                    tail = push(next, depth[head] + (block ? 1 : 0), tail);
                    if (block && aheadSize < most) {
                        aheadNodes[aheadSize] = next;
                        aheadWeights[aheadSize++] = decay(depth[tail - 1]);
                    }
                }
            }
        }
    }

    long work() {
        return work;
    }

    private static double decay(int layers) {
        double d = 1;
        for (int i = 1; i < layers; i++) {
            d *= LAYER_DECAY;
        }
        return d;
    }

    private int push(int node, int layers, int tail) {
        seen[node] = stamp;
        if (tail == queue.length) {
            queue = Arrays.copyOf(queue, 2 * tail);
            depth = Arrays.copyOf(depth, 2 * tail);
        }
        queue[tail] = node;
        depth[tail] = layers;
        return tail + 1;
    }

    boolean isMovable(int wire) {
        return movable[wire];
    }

    /** How much farther apart the pairs are on average after a SWAP. */
    double change(int wire, int other, int from, int to, int[] place, double[][] distance) {
        double sum = moved(wire, other, distance[from], distance[to], place);
        return other < 0 ? sum : sum + moved(other, wire, distance[to], distance[from], place);
    }

    private double moved(int wire, int except, double[] before, double[] after, int[] place) {
        double sum = 0;
        work += 2 + count[wire];
        var partners = partner[wire];
        var weights = weight[wire];
        for (int i = 0; i < count[wire]; i++) {
            int p = partners[i];
            if (p != except) {
                sum += weights[i] * (after[place[p]] - before[place[p]]);
            }
        }
        return sum;
    }

    /** What bringing the waiting pairs together may take, and half of what the next ones may. */
    double rest(int[] front, int frontSize, int[] place, double[][] distance) {
        double sum = 0;
        for (int i = 0; i < frontSize; i++) {
            sum += gap(front[i], place, distance);
        }
        double later = 0;
        for (int i = 0; i < aheadSize; i++) {
            later += aheadWeights[i] * gap(aheadNodes[i], place, distance);
        }
        return CZ_PER_HOP * (sum + later / 2);
    }

    private double gap(int node, int[] place, double[][] distance) {
        return Math.max(0, distance[place[graph.first[node]]][place[graph.second[node]]] - 1);
    }
}
