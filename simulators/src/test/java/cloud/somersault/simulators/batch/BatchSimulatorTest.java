package cloud.somersault.simulators.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.PauliString;
import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.DenseReference;
import cloud.somersault.simulators.SplitMix;
import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchSimulatorTest {
    /** A few hundred gates of a few roundings each, on numbers up to one. */
    private static final double F64_ERROR = 1e-12;

    private static final double F32_ERROR = 1e-4;

    private static double error(Precision precision) {
        return precision == Precision.F32 ? F32_ERROR : F64_ERROR;
    }

    private static double[] expectations(
            ParametricCircuit circuit, List<PauliSum> sums, Precision precision, double[] row) {
        return BatchSimulator.of(circuit, sums, precision).expectations(row, 1, Checkpoint.none());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void workload_w4_has_the_expectation_values_of_the_page(Precision precision) {
        var w4 = Workloads.w4();
        var values =
                expectations(
                        ParametricCircuit.shapeOf(w4),
                        PauliSum.everyZ(8),
                        precision,
                        ParametricCircuit.anglesOf(w4));
        double[] page = {
            -0.341756, -0.137610, 0.268950, -0.131407, -0.030868, -0.357036, 0.120577, 0.773662
        };
        for (int i = 0; i < 8; i++) { // the page has six digits
            assertThat(values[i]).isCloseTo(page[i], within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void the_neural_network_of_the_tuning_page_has_its_golden_vectors(Precision precision) {
        golden(2, 1, precision, 0.826423818216, 0.699289075952);
        golden(4, 1, precision, 0.546703905802, 0.374252927957, 0.191812039703, 0.002661561592);
        golden(4, 2, precision, 0.403797287871, 0.206505897214, 0.349423450220, 0.251161171418);
        golden(4, 4, precision, 0.012272189794, -0.082431655175, -0.120556134796, -0.043274315681);
        golden(
                8,
                1,
                precision,
                -0.155997195228,
                -0.343188573209,
                -0.480674632898,
                -0.581958554810,
                -0.637813451196,
                -0.641184490830,
                -0.588302065659,
                -0.750983429427);
    }

    private static void golden(int n, int layers, Precision precision, double... expected) {
        var row = new double[n + 4 * n * layers];
        for (int i = 0; i < row.length; i++) { // inputs 0.1 (i + 1); angles 0.05 (1 + number)
            row[i] = i < n ? 0.1 * (i + 1) : 0.05 * (1 + i - n);
        }
        var values = expectations(Ansatz.qnn(n, layers), PauliSum.everyZ(n), precision, row);
        for (int i = 0; i < n; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(error(precision)));
        }
    }

    @Test
    void every_gate_of_the_registry_acts_as_its_matrix_says() {
        var random = new SplitMix(21);
        int n = 4;
        for (var gate : Gate.values()) {
            for (int round = 0; round < 3; round++) {
                var circuit = Circuit.of(n, 0);
                Ansatz.start(random, n).forEach(circuit::add);
                if (gate.qubits() > 0) {
                    circuit.add(Workloads.random(gate, random, n));
                }
                if (round > 0) {
                    circuit.add(Ansatz.controlled(gate, random, n));
                }
                Ansatz.start(random, n).forEach(circuit::add);
                agrees(gate.id(), circuit.build(), random, Precision.F64);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void random_circuits_of_all_gates_agree_with_the_dense_reference(Precision precision) {
        var random = new SplitMix(Long.getLong("seed", 22));
        for (int n = 1; n <= 6; n++) {
            for (int round = 0; round < 4; round++) {
                agrees("round " + round, Ansatz.random(random, n, 6 * n), random, precision);
            }
        }
    }

    /** Values, variances and probabilities of a circuit against dense matrices. */
    private static void agrees(String what, Circuit circuit, SplitMix random, Precision precision) {
        int n = circuit.qubits();
        var amplitudes = DenseReference.amplitudes(circuit);
        var sums = new ArrayList<>(PauliSum.everyZ(n));
        sums.add(Ansatz.randomSum(random, n));
        sums.add(Ansatz.randomSum(random, n));
        var shape = ParametricCircuit.shapeOf(circuit);
        var row = ParametricCircuit.anglesOf(circuit);
        var simulator = BatchSimulator.of(shape, sums, precision);
        var values = simulator.expectations(row, 1, Checkpoint.none());
        var variances = simulator.variances(row, 1, Checkpoint.none());
        for (int k = 0; k < sums.size(); k++) {
            double mean = dense(sums.get(k), amplitudes, 1);
            double square = dense(sums.get(k), amplitudes, 2);
            assertThat(values[k]).as(what).isCloseTo(mean, within(error(precision)));
            assertThat(variances[k])
                    .as(what)
                    .isCloseTo(square - mean * mean, within(10 * error(precision)));
        }
        var probabilities =
                BatchSimulator.of(shape, List.of(), precision)
                        .probabilities(row, 1, Checkpoint.none());
        for (int i = 0; i < amplitudes.length; i++) {
            double p = amplitudes[i][0] * amplitudes[i][0] + amplitudes[i][1] * amplitudes[i][1];
            assertThat(probabilities[i]).as(what).isCloseTo(p, within(error(precision)));
        }
    }

    /** The expectation value of a power of a sum, from the matrices of its strings. */
    private static double dense(PauliSum sum, double[][] amplitudes, int power) {
        int n = sum.terms().getFirst().string().qubits();
        int size = 1 << n;
        var re = new double[size];
        var im = new double[size];
        for (int i = 0; i < size; i++) {
            re[i] = amplitudes[i][0];
            im[i] = amplitudes[i][1];
        }
        for (int k = 0; k < power; k++) {
            var nextRe = new double[size];
            var nextIm = new double[size];
            for (var term : sum.terms()) {
                Matrix matrix = term.string().matrix();
                for (int row = 0; row < size; row++) {
                    int column = row ^ (int) term.string().x();
                    double a = term.coefficient() * matrix.re(row, column);
                    double b = term.coefficient() * matrix.im(row, column);
                    nextRe[row] += a * re[column] - b * im[column];
                    nextIm[row] += a * im[column] + b * re[column];
                }
            }
            re = nextRe;
            im = nextIm;
        }
        double value = 0;
        for (int i = 0; i < size; i++) {
            value += amplitudes[i][0] * re[i] + amplitudes[i][1] * im[i];
        }
        return value;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void a_row_gives_the_same_bits_alone_and_among_others(Precision precision) {
        for (int n : new int[] {1, 3, 4, 8}) {
            var random = new SplitMix(23 + n);
            var circuit = Ansatz.qnn(Math.max(2, n), 2);
            int columns = circuit.parameters();
            int rows = 700; // more than a block of the smallest
            var sums = List.of(Ansatz.randomSum(random, circuit.qubits()));
            var simulator = BatchSimulator.of(circuit, sums, precision);
            var parameters = Ansatz.parameters(random, rows * columns);
            var cotangents = new double[rows];
            Arrays.fill(cotangents, 0.7);
            var all = simulator.vjp(parameters, rows, cotangents, Checkpoint.none());
            for (int row : new int[] {0, 1, 15, 16, 17, 255, 256, 699}) {
                var own = Arrays.copyOfRange(parameters, row * columns, (row + 1) * columns);
                var alone = simulator.vjp(own, 1, new double[] {0.7}, Checkpoint.none());
                assertThat(alone.values()).containsExactly(all.values()[row]);
                assertThat(alone.gradients())
                        .containsExactly(
                                Arrays.copyOfRange(
                                        all.gradients(), row * columns, (row + 1) * columns));
                assertThat(simulator.expectations(own, 1, Checkpoint.none()))
                        .containsExactly(all.values()[row]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void angles_of_many_turns_are_angles_of_few(Precision precision) {
        var circuit =
                ParametricCircuit.of(1, 1).gate(Gate.RX, Angle.parameter(0).times(3), 0).build();
        double turns = 1e6 * Math.PI;
        var value = expectations(circuit, PauliSum.everyZ(1), precision, new double[] {turns});
        // One unit in the last place of three million, and twice that of the reduction.
        assertThat(value[0]).isCloseTo(StrictMath.cos(3 * turns), within(1e-8 + error(precision)));
    }

    @Test
    void an_angle_that_is_not_finite_is_refused() {
        var simulator = BatchSimulator.of(Ansatz.qnn(2, 1), PauliSum.everyZ(2), Precision.F32);
        var row = new double[simulator.parameters()];
        row[3] = Double.NaN;
        assertThatThrownBy(() -> simulator.expectations(row, 1, Checkpoint.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not finite");
    }

    @Test
    void rows_that_do_not_fit_the_circuit_are_refused() {
        var simulator = BatchSimulator.of(Ansatz.qnn(2, 1), PauliSum.everyZ(2), Precision.F32);
        assertThatThrownBy(() -> simulator.expectations(new double[7], 1, Checkpoint.none()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        expectations(
                                Ansatz.qnn(2, 1),
                                List.of(PauliSum.of(PauliString.z(3, 0))),
                                Precision.F64,
                                new double[10]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_circuit_without_gates_reads_zero_everywhere() {
        var nothing = ParametricCircuit.of(3, 0).build();
        assertThat(expectations(nothing, PauliSum.everyZ(3), Precision.F32, new double[0]))
                .containsExactly(1, 1, 1);
        assertThat(
                        BatchSimulator.of(nothing, PauliSum.everyZ(3), Precision.F64)
                                .expectations(new double[0], 2, Checkpoint.none()))
                .containsExactly(1, 1, 1, 1, 1, 1);
    }

    @Test
    void a_gate_after_a_measurement_is_no_batch() {
        var circuit = Circuit.of(1, 1).gate(Gate.H, 0).measureAll().gate(Gate.H, 0).build();
        assertThatThrownBy(() -> ParametricCircuit.shapeOf(circuit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_bound_shape_is_the_circuit_again() {
        var circuit = Ansatz.random(new SplitMix(24), 4, 20);
        assertThat(ParametricCircuit.shapeOf(circuit).bind(ParametricCircuit.anglesOf(circuit)))
                .isEqualTo(circuit);
    }

    @Test
    void a_warm_up_can_be_cancelled() {
        assertThatThrownBy(() ->
                        BatchWarmUp.run(() -> {
                            throw new IllegalStateException("enough");
                        }))
                .hasMessage("enough");
    }
}
