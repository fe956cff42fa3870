package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * How far chip qubits are from each other, for routing: in couplers, or weighted by their errors.
 */
final class Distances {
    private Distances() {}

    private record Reached(int qubit, double distance) {}

    /** Number of couplers. */
    static double[][] hops(WorkingChip chip) {
        var distance = new double[chip.size()][chip.size()];
        for (int a = 0; a < chip.size(); a++) {
            for (int b = 0; b < chip.size(); b++) {
                distance[a][b] = chip.hops(a, b);
            }
        }
        return distance;
    }

    /**
     * Half the number of couplers plus half their cost in units of the mean: an average coupler
     * counts 1 either way, and a detour around a bad one can pay.
     */
    static double[][] weighted(WorkingChip chip) {
        double mean = meanCost(chip);
        if (!(mean > 0)) {
            return hops(chip);
        }
        var all = new double[chip.size()][];
        for (int start = 0; start < chip.size(); start++) {
            var distance = new double[chip.size()];
            Arrays.fill(distance, WorkingChip.UNREACHABLE);
            var queue =
                    new PriorityQueue<Reached>(
                            Comparator.comparingDouble(Reached::distance)
                                    .thenComparingInt(Reached::qubit));
            distance[start] = 0;
            queue.add(new Reached(start, 0));
            while (!queue.isEmpty()) {
                var at = queue.remove();
                if (at.distance > distance[at.qubit]) {
                    continue;
                }
                for (int next : chip.neighboursOf(at.qubit)) {
                    double via = at.distance + 0.5 + 0.5 * chip.czCost(at.qubit, next) / mean;
                    if (via < distance[next]) {
                        distance[next] = via;
                        queue.add(new Reached(next, via));
                    }
                }
            }
            all[start] = distance;
        }
        return all;
    }

    private static double meanCost(WorkingChip chip) {
        var costs = new ArrayList<Double>();
        for (int a = 0; a < chip.size(); a++) {
            for (int b : chip.neighboursOf(a)) {
                costs.add(chip.czCost(a, b));
            }
        }
        return costs.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
