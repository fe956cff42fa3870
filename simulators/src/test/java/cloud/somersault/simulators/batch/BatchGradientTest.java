package cloud.somersault.simulators.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.PauliString;
import cloud.somersault.circuits.PauliSum;
import cloud.somersault.circuits.PauliSum.Term;
import cloud.somersault.simulators.SplitMix;
import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchGradientTest {
    /** Sums of hundreds of roundings, times coefficients below ten. */
    private static final double F64_ERROR = 1e-11;

    private static final double F32_ERROR = 1e-3;

    private static double error(Precision precision) {
        return precision == Precision.F32 ? F32_ERROR : F64_ERROR;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void workload_w5_has_the_derivatives_of_the_page(Precision precision) {
        var w4 = Workloads.w4();
        var weighted =
                new PauliSum(
                        IntStream.range(0, 8)
                                .mapToObj(i -> new Term(0.1 * (i + 1), PauliString.z(8, i)))
                                .toList());
        var gradients =
                BatchSimulator.of(ParametricCircuit.shapeOf(w4), List.of(weighted), precision)
                        .vjp(ParametricCircuit.anglesOf(w4), 1, new double[] {1}, Checkpoint.none())
                        .gradients();
        assertThat(gradients).hasSize(64);
        assertThat(gradients[0]).isCloseTo(-0.037633, within(1e-6)); // the page has six digits
        assertThat(gradients[8]).isCloseTo(0.005397, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void adjoint_gradients_of_all_gates_are_those_of_the_shift_rules(Precision precision) {
        var random = new SplitMix(Long.getLong("seed", 31));
        for (int n = 1; n <= 5; n++) {
            for (int round = 0; round < 3; round++) {
                var circuit = Ansatz.random(random, n, 5 * n);
                var shape = ParametricCircuit.shapeOf(circuit);
                var row = ParametricCircuit.anglesOf(circuit);
                var sums = List.of(Ansatz.randomSum(random, n), Ansatz.randomSum(random, n));
                double[] cotangent = {0.4, -1.1};
                var shift = ParameterShift.of(shape);
                var values = shift.expectations(row, sums, precision, Checkpoint.none());
                var expected = shift.gradient(values, cotangent);
                var found =
                        BatchSimulator.of(shape, sums, precision)
                                .vjp(row, 1, cotangent, Checkpoint.none());
                for (int k = 0; k < expected.length; k++) {
                    assertThat(found.gradients()[k])
                            .isCloseTo(expected[k], within(error(precision)));
                }
                for (int k = 0; k < 2; k++) {
                    assertThat(found.values()[k]).isCloseTo(values[k], within(error(precision)));
                }
            }
        }
    }

    @Test
    void adjoint_gradients_are_those_of_finite_differences() {
        var random = new SplitMix(32);
        var circuit = Ansatz.qnn(5, 3);
        var sums = PauliSum.everyZ(5);
        var simulator = BatchSimulator.of(circuit, sums, Precision.F64);
        int columns = circuit.parameters();
        var row = Ansatz.parameters(random, columns);
        double[] cotangent = {0.3, -0.2, 1, 0.5, -0.7};
        var found = simulator.vjp(row, 1, cotangent, Checkpoint.none()).gradients();
        // The third derivative is below 100: error h^2 100 / 6, and roundings of 1e-15 / h.
        double h = 1e-5;
        for (int k = 0; k < columns; k++) {
            var both = Arrays.copyOf(row, 2 * columns);
            System.arraycopy(row, 0, both, columns, columns);
            both[k] += h;
            both[columns + k] -= h;
            var values = simulator.expectations(both, 2, Checkpoint.none());
            double difference = 0;
            for (int i = 0; i < 5; i++) {
                difference += cotangent[i] * (values[i] - values[5 + i]);
            }
            assertThat(found[k]).isCloseTo(difference / (2 * h), within(1e-8));
        }
    }

    @Test
    void a_circuit_with_too_many_amplitudes_to_keep_is_taken_back_and_has_the_same_slopes() {
        var circuit = Ansatz.qnn(10, 4);
        assertThat(LaneProgram.of(circuit, PauliSum.everyZ(10)).keepsStates()).isFalse();
        var row = Ansatz.parameters(new SplitMix(34), circuit.parameters());
        var cotangent = Ansatz.parameters(new SplitMix(35), 10);
        var shift = ParameterShift.of(circuit);
        var values = shift.expectations(row, PauliSum.everyZ(10), Precision.F64, Checkpoint.none());
        var expected = shift.gradient(values, cotangent);
        var found =
                BatchSimulator.of(circuit, PauliSum.everyZ(10), Precision.F64)
                        .vjp(row, 1, cotangent, Checkpoint.none());
        for (int k = 0; k < expected.length; k++) {
            assertThat(found.gradients()[k]).isCloseTo(expected[k], within(10 * F64_ERROR));
        }
    }

    @Test
    void an_angle_may_be_a_combination_of_parameters() {
        // <Z> after RY(2 x + 3 y + 1) RY(x - y) is cos(3 x + 2 y + 1).
        var circuit =
                ParametricCircuit.of(1, 2)
                        .gate(
                                Gate.RY,
                                Angle.parameter(0)
                                        .times(2)
                                        .plus(Angle.parameter(1).times(3))
                                        .plus(1),
                                0)
                        .gate(Gate.RY, Angle.parameter(0).plus(Angle.parameter(1).times(-1)), 0)
                        .build();
        double x = 0.3;
        double y = -0.8;
        var found =
                BatchSimulator.of(circuit, PauliSum.everyZ(1), Precision.F64)
                        .vjp(new double[] {x, y}, 1, new double[] {1}, Checkpoint.none());
        double angle = 3 * x + 2 * y + 1;
        assertThat(found.values()[0]).isCloseTo(Math.cos(angle), within(F64_ERROR));
        assertThat(found.gradients()[0]).isCloseTo(-3 * Math.sin(angle), within(F64_ERROR));
        assertThat(found.gradients()[1]).isCloseTo(-2 * Math.sin(angle), within(F64_ERROR));
    }

    @Test
    void a_parameter_that_does_nothing_has_no_slope() {
        var circuit =
                ParametricCircuit.of(2, 3)
                        .gate(Gate.RZ, Angle.parameter(0), 0) // on |0>
                        .gate(Gate.RY, Angle.parameter(1), 0)
                        .gate(Gate.CP, Angle.parameter(2), 0, 1) // its partner is |0>
                        .build();
        var found =
                BatchSimulator.of(circuit, PauliSum.everyZ(2), Precision.F64)
                        .vjp(new double[] {1, 2, 3}, 1, new double[] {1, 1}, Checkpoint.none());
        assertThat(found.gradients()[0]).isZero();
        assertThat(found.gradients()[1]).isCloseTo(-Math.sin(2), within(F64_ERROR));
        assertThat(found.gradients()[2]).isZero();
    }

    @Test
    void a_layer_adds_up_what_its_rows_want_of_the_trained_parameters() {
        var random = new SplitMix(33);
        var circuit = // trained: 0 and 1; inputs: 2 and 3
                ParametricCircuit.of(2, 4)
                        .gate(Gate.RY, Angle.parameter(2), 0)
                        .gate(Gate.RX, Angle.parameter(3), 1)
                        .gate(Gate.CRZ, Angle.parameter(0), 0, 1)
                        .gate(Gate.RX, Angle.parameter(1), 1)
                        .gate(Gate.CX, 1, 0)
                        .build();
        var layer = QuantumLayer.of(circuit, 2, PauliSum.everyZ(2), Precision.F64);
        assertThat(layer.inputs()).isEqualTo(2);
        assertThat(layer.outputs()).isEqualTo(2);
        int rows = 37;
        var theta = Ansatz.parameters(random, 2);
        var input = Ansatz.parameters(random, 2 * rows);
        var cotangent = Ansatz.parameters(random, 2 * rows);
        var found = layer.vjp(theta, input, cotangent, rows, Checkpoint.none());
        assertThat(layer.evaluate(theta, input, rows, Checkpoint.none()))
                .containsExactly(found.outputs());
        var shift = ParameterShift.of(circuit);
        var sum = new double[2];
        for (int row = 0; row < rows; row++) {
            double[] parameters = {theta[0], theta[1], input[2 * row], input[2 * row + 1]};
            var values =
                    shift.expectations(
                            parameters, PauliSum.everyZ(2), Precision.F64, Checkpoint.none());
            var gradient =
                    shift.gradient(values, Arrays.copyOfRange(cotangent, 2 * row, 2 * row + 2));
            sum[0] += gradient[0];
            sum[1] += gradient[1];
            assertThat(found.input()[2 * row]).isCloseTo(gradient[2], within(F64_ERROR));
            assertThat(found.input()[2 * row + 1]).isCloseTo(gradient[3], within(F64_ERROR));
        }
        assertThat(found.theta()[0]).isCloseTo(sum[0], within(10 * F64_ERROR));
        assertThat(found.theta()[1]).isCloseTo(sum[1], within(10 * F64_ERROR));
    }
}
