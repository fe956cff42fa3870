package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalFormTest {
    /** A dozen products of 4x4 matrices of rounding 1e-16. */
    private static final double ROUNDING = 1e-13;

    static Stream<Gate> gatesOnTwoQubits() {
        return Arrays.stream(Gate.values()).filter(gate -> gate.qubits() == 2);
    }

    @ParameterizedTest
    @MethodSource("gatesOnTwoQubits")
    void the_parts_of_every_gate_multiply_to_the_gate_with_its_phase(Gate gate) {
        var random = new Random(Long.getLong("seed", 31));
        for (int i = 0; i < 50; i++) {
            var angles = random.doubles(gate.parameters().size(), -7, 7).toArray();
            assertAgrees(gate.matrix(angles));
        }
    }

    @Test
    void the_parts_of_products_of_gates_multiply_to_the_product() {
        var random = new Random(Long.getLong("seed", 32));
        for (int i = 0; i < 200; i++) {
            var product = Matrix.identity(4);
            for (int k = 0; k < 6; k++) {
                var one =
                        Gate.U3.matrix(
                                random.nextDouble(7), random.nextDouble(7), random.nextDouble(7));
                var two =
                        Gate.U3.matrix(
                                random.nextDouble(7), random.nextDouble(7), random.nextDouble(7));
                product =
                        Gate.ISWAPTHETA
                                .matrix(random.nextDouble(7))
                                .times(both(one, two))
                                .times(product);
            }
            assertAgrees(product);
        }
    }

    private static void assertAgrees(Matrix unitary) {
        var form = CanonicalForm.of(unitary);
        // exp(i (x XX + y YY + z ZZ)): the registry's gates are exp(-i theta/2 PP).
        var core =
                Gate.RXX
                        .matrix(-2 * form.x())
                        .times(Gate.RYY.matrix(-2 * form.y()))
                        .times(Gate.RZZ.matrix(-2 * form.z()));
        var product =
                both(form.afterFirst(), form.afterSecond())
                        .times(core)
                        .times(both(form.beforeFirst(), form.beforeSecond()))
                        .scaled(Math.cos(form.phase()), Math.sin(form.phase()));
        assertThat(product.distance(unitary)).isLessThan(ROUNDING);
        assertThat(Math.abs(form.x()))
                .isBetween(Math.abs(form.y()) - ROUNDING, Math.PI / 4 + ROUNDING);
        assertThat(Math.abs(form.z()))
                .isBetween(Math.abs(form.x()) - ROUNDING, Math.PI / 4 + ROUNDING);
    }

    /** The first qubit is the less significant bit. */
    private static Matrix both(Matrix first, Matrix second) {
        var pairs = new double[32];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                double a = first.re(row & 1, column & 1);
                double b = first.im(row & 1, column & 1);
                double c = second.re(row >> 1, column >> 1);
                double d = second.im(row >> 1, column >> 1);
                pairs[2 * (4 * row + column)] = a * c - b * d;
                pairs[2 * (4 * row + column) + 1] = a * d + b * c;
            }
        }
        return Matrix.of(4, pairs);
    }
}
