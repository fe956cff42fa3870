package cloud.somersault.tuning.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.simulators.batch.Precision;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactLayerTest {
    /** The published digits. */
    private static final double PUBLISHED = 5e-13;

    @ParameterizedTest
    @CsvSource({
        "2, 1, 0.826423818216 0.699289075952",
        "4, 1, 0.546703905802 0.374252927957 0.191812039703 0.002661561592",
        "4, 2, 0.403797287871 0.206505897214 0.349423450220 0.251161171418",
        "4, 4, 0.012272189794 -0.082431655175 -0.120556134796 -0.043274315681",
        "8, 1, -0.155997195228 -0.343188573209 -0.480674632898 -0.581958554810 -0.637813451196"
                + " -0.641184490830 -0.588302065659 -0.750983429427"
    })
    void values_are_the_golden_vectors(int n, int layers, String golden) {
        var theta = new double[4 * n * layers];
        for (int k = 0; k < layers; k++) {
            for (int t = 0; t < 4; t++) {
                for (int i = 0; i < n; i++) {
                    theta[4 * n * k + n * t + i] = 0.05 * (1 + i + n * t + 4 * n * k);
                }
            }
        }
        var inputs = new double[n];
        for (int i = 0; i < n; i++) {
            inputs[i] = 0.1 * (i + 1);
        }
        var values = layer(n, layers, Precision.F64).evaluate(theta, inputs, 1);
        var words = golden.split(" ");
        for (int i = 0; i < n; i++) {
            assertThat(values[i]).isCloseTo(Double.parseDouble(words[i]), within(PUBLISHED));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 2", "4, 1", "4, 4", "5, 1"})
    void values_and_gradients_are_those_of_a_dense_state(int n, int layers) {
        var random = new Random(7);
        int rows = 3;
        var theta = angles(random, 4 * n * layers);
        var inputs = angles(random, rows * n);
        var cotangent = angles(random, rows * n);
        var layer = layer(n, layers, Precision.F64);
        var values = layer.evaluate(theta, inputs, rows);
        for (int row = 0; row < rows; row++) {
            var expected =
                    RingReference.values(
                            n,
                            layers,
                            theta,
                            java.util.Arrays.copyOfRange(inputs, row * n, (row + 1) * n));
            for (int i = 0; i < n; i++) {
                assertThat(values[row * n + i]).isCloseTo(expected[i], within(1e-12));
            }
        }
        var found = layer.linearize(theta, inputs, rows).pullBack(cotangent);
        for (int k = 0; k < theta.length; k++) {
            double slope = slope(n, layers, theta, inputs, cotangent, theta, k);
            assertThat(found.theta()[k]).isCloseTo(slope, within(DIFFERENCE_ERROR));
        }
        for (int k = 0; k < inputs.length; k++) {
            double slope = slope(n, layers, theta, inputs, cotangent, inputs, k);
            assertThat(found.inputs()[k]).isCloseTo(slope, within(DIFFERENCE_ERROR));
        }
    }

    private static final double STEP = 5e-3;

    /**
     * Of a difference of fourth order: STEP^4 / 30 times the fifth derivative, at most 4^5 for an
     * input of four layers times cotangents of 2 for each of 4 values: 1.7e-7.
     */
    private static final double DIFFERENCE_ERROR = 5e-7;

    private static double slope(
            int n, int layers, double[] theta, double[] u, double[] c, double[] varied, int k) {
        double at = varied[k];
        double sum = 0;
        for (int step : new int[] {-2, -1, 1, 2}) {
            varied[k] = at + step * STEP;
            double value = 0;
            for (int row = 0; row < u.length / n; row++) {
                var of = java.util.Arrays.copyOfRange(u, row * n, (row + 1) * n);
                var values = RingReference.values(n, layers, theta, of);
                for (int i = 0; i < n; i++) {
                    value += c[row * n + i] * values[i];
                }
            }
            sum += (Math.abs(step) == 1 ? 8 : -1) * Math.signum(step) * value;
        }
        varied[k] = at;
        return sum / (12 * STEP);
    }

    private static double[] angles(Random random, int count) {
        return random.doubles(count, -2, 2).toArray();
    }

    static ExactLayer layer(int n, int layers, Precision precision) {
        return ExactLayer.of(new RingAnsatz(n, layers), precision, Checkpoint.none());
    }
}
