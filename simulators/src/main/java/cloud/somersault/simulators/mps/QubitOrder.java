package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * In which order qubits stand in the chain. A few orders are tried against the bounds of what they
 * would cost, and the cheapest is taken: the circuit's own; the Cuthill-McKee order of the graph of
 * interactions, which keeps edges short; and a greedy one that adds next whoever is tied most to
 * those inside and least to those outside, which keeps cuts small.
 */
final class QubitOrder {
    /** Orders are compared on the first steps; what comes later is like what came before. */
    private static final int STEPS_TRIED = 20_000;

    private final int n;
    private final int[][] weights;

    private QubitOrder(Plan plan) {
        n = plan.qubits();
        weights = new int[n][n];
        count(plan.steps());
    }

    /** The qubits from left to right. */
    static int[] of(Plan plan, MpsOptions options, Checkpoint checkpoint) {
        var own = new int[plan.qubits()];
        Arrays.setAll(own, i -> i);
        if (own.length < 3) {
            return own;
        }
        var graph = new QubitOrder(plan);
        if (graph.isLine()) {
            return own;
        }
        var sample =
                plan.steps().size() <= STEPS_TRIED
                        ? plan
                        : new Plan(plan.qubits(), plan.steps().subList(0, STEPS_TRIED), List.of());
        var best = own;
        double least = Double.POSITIVE_INFINITY;
        for (var order : List.of(own, graph.cuthillMcKee(), graph.greedy())) {
            double cost = MpsCost.of(sample, order, options, least, checkpoint).seconds();
            if (cost < least) {
                least = cost;
                best = order;
            }
        }
        return best;
    }

    private void count(List<Step> steps) {
        for (var step : steps) {
            switch (step) {
                case Step.Unitary unitary -> tie(unitary.qubits());
                case Step.Kraus kraus -> tie(kraus.qubits());
                case Step.Branch(_, var then, var otherwise) -> {
                    count(then);
                    count(otherwise);
                }
                case Step.Loop(_, var body, _) -> count(body);
                case Step.Depolarize _,
                        Step.PauliChannel _,
                        Step.Relax _,
                        Step.Measure _,
                        Step.Reset _,
                        Step.Assign _ -> {}
            }
        }
    }

    private void tie(List<Integer> qubits) {
        for (int a : qubits) {
            for (int b : qubits) {
                weights[a][b] += a == b ? 0 : 1;
            }
        }
    }

    private boolean isLine() {
        for (int a = 0; a < n; a++) {
            for (int b = a + 2; b < n; b++) {
                if (weights[a][b] > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private int degree(int qubit) {
        int degree = 0;
        for (int other = 0; other < n; other++) {
            degree += weights[qubit][other] > 0 ? 1 : 0;
        }
        return degree;
    }

    /** Breadth first from a start, neighbours of few first; parts that don't meet follow. */
    private int[] breadthFirst(int start) {
        var order = new int[n];
        var placed = new boolean[n];
        int filled = 0;
        for (int seed = start, next = 0; filled < n; ) {
            placed[seed] = true;
            order[filled++] = seed;
            for (; next < filled; next++) {
                int qubit = order[next];
                var neighbours = new ArrayList<Integer>();
                for (int other = 0; other < n; other++) {
                    if (weights[qubit][other] > 0 && !placed[other]) {
                        neighbours.add(other);
                        placed[other] = true;
                    }
                }
                neighbours.sort(Comparator.comparingInt(this::degree));
                for (int other : neighbours) {
                    order[filled++] = other;
                }
            }
            seed = 0;
            while (seed < n && placed[seed]) {
                seed++;
            }
        }
        return order;
    }

    /** From one end of the graph: the last that a search from anywhere finds, twice. */
    private int[] cuthillMcKee() {
        return breadthFirst(breadthFirst(breadthFirst(0)[n - 1])[n - 1]);
    }

    private int[] greedy() {
        var order = new int[n];
        var placed = new boolean[n];
        var inside = new long[n];
        var outside = new long[n];
        for (int a = 0; a < n; a++) {
            outside[a] = Arrays.stream(weights[a]).asLongStream().sum();
        }
        int next = cuthillMcKee()[0];
        for (int filled = 0; filled < n; filled++) {
            order[filled] = next;
            placed[next] = true;
            for (int other = 0; other < n; other++) {
                inside[other] += weights[next][other];
                outside[other] -= weights[next][other];
            }
            int best = -1;
            for (int other = 0; other < n; other++) {
                if (!placed[other]
                        && (best < 0
                                || inside[other] - outside[other] > inside[best] - outside[best])) {
                    best = other;
                }
            }
            next = best;
        }
        return order;
    }
}
