package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.SplitMix;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints a hash of every bit that batches of all kinds give, after so many rounds that the kernels
 * have been interpreted and compiled; fails if a round gives other bits than the first.
 */
final class BatchDigest {
    private static final int ROUNDS = 60;

    private BatchDigest() {}

    public static void main(String[] arguments) {
        long first = digest();
        for (int round = 1; round < ROUNDS; round++) {
            long again = digest();
            if (again != first) {
                throw new IllegalStateException("round " + round + " gives other bits");
            }
        }
        System.out.println(Long.toHexString(first));
    }

    private static long digest() {
        long hash = 1;
        for (var precision : Precision.values()) {
            var random = new SplitMix(61);
            for (int n = 1; n <= 8; n++) {
                var shape =
                        n < 6
                                ? ParametricCircuit.shapeOf(Ansatz.random(random, n, 3 * n))
                                : Ansatz.qnn(n, 1);
                int rows = 21;
                var parameters = Ansatz.parameters(random, rows * shape.parameters());
                var sums = new ArrayList<>(PauliSum.everyZ(n));
                if (n % 2 == 0) {
                    sums.add(Ansatz.randomSum(random, n));
                }
                var cotangents = Ansatz.parameters(random, rows * sums.size());
                var simulator = BatchSimulator.of(shape, sums, precision);
                var found = simulator.vjp(parameters, rows, cotangents, Checkpoint.none());
                for (var numbers : List.of(found.values(), found.gradients())) {
                    hash = 31 * hash + java.util.Arrays.hashCode(numbers);
                }
            }
        }
        return hash;
    }
}
