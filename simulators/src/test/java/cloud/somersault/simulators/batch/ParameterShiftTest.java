package cloud.somersault.simulators.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.ShotRange;
import cloud.somersault.simulators.SplitMix;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterShiftTest {
    @Test
    void a_neural_network_takes_fourteen_circuits_a_qubit_and_layer_and_one() {
        assertThat(ParameterShift.of(Ansatz.qnn(4, 1)).circuits()).isEqualTo(57);
        assertThat(ParameterShift.of(Ansatz.qnn(4, 4)).circuits()).isEqualTo(225);
        assertThat(ParameterShift.of(Ansatz.qnn(8, 8)).circuits()).isEqualTo(897);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void circuits_that_start_from_a_common_prefix_give_the_bits_of_circuits_that_do_not(
            Precision precision) {
        var random = new SplitMix(41);
        var circuits = List.of(Ansatz.qnn(4, 3), Ansatz.qnn(7, 2));
        for (var circuit : circuits) {
            var row = Ansatz.parameters(random, circuit.parameters());
            var sums = PauliSum.everyZ(circuit.qubits());
            var shift = ParameterShift.of(circuit);
            var shared = shift.expectations(row, sums, precision, Checkpoint.none());
            assertThat(shared)
                    .containsExactly(
                            BatchSimulator.of(shift.shiftable(), sums, precision)
                                    .expectations(
                                            shift.shifted(row),
                                            shift.circuits(),
                                            Checkpoint.none()));
            int next = 0;
            for (var one : shift.circuits(row)) {
                var alone =
                        BatchSimulator.of(ParametricCircuit.shapeOf(one), sums, precision)
                                .expectations(
                                        ParametricCircuit.anglesOf(one), 1, Checkpoint.none());
                for (double value : alone) { // angles are added up in another order
                    assertThat(shared[next++]).isCloseTo(value, within(1e-4));
                }
            }
            assertThat(next).isEqualTo(shared.length);
        }
    }

    @Test
    void shots_of_shifted_circuits_are_those_of_the_engines_and_give_the_gradient() {
        var random = new SplitMix(42);
        var circuit = Ansatz.qnn(3, 1);
        var row = Ansatz.parameters(random, circuit.parameters());
        var shift = ParameterShift.of(circuit);
        int shots = 20_000;
        var counts =
                shift.counts(row, new RowShots(5, 10, 0, shots), Precision.F64, Checkpoint.none());
        var circuits = shift.circuits(row);
        var values = new ArrayList<Double>();
        for (int k = 0; k < circuits.size(); k++) {
            assertThat(counts.get(k))
                    .isEqualTo(
                            Engines.run(
                                    EngineName.STATE_VECTOR,
                                    circuits.get(k).withAllMeasured(),
                                    Optional.empty(),
                                    new ShotRange(5, 10 + k, 0, shots),
                                    Cancellation.never()));
            for (int qubit = 0; qubit < 3; qubit++) {
                values.add(meanZ(counts.get(k), qubit));
            }
        }
        double[] cotangent = {1, 1, 1};
        var estimated =
                shift.gradient(
                        values.stream().mapToDouble(Double::doubleValue).toArray(), cotangent);
        var exact =
                BatchSimulator.of(circuit, PauliSum.everyZ(3), Precision.F64)
                        .vjp(row, 1, cotangent, Checkpoint.none())
                        .gradients();
        // A sum of three <Z> spreads by at most 3 / sqrt(shots) a circuit; four of them with the
        // coefficients of the four-term rule by 0.61 of that. Seven times: 1e-10 for all 15.
        double spread = 3 * 0.75 / Math.sqrt(shots);
        for (int k = 0; k < exact.length; k++) {
            assertThat(estimated[k]).isCloseTo(exact[k], within(7 * spread));
        }
    }

    private static double meanZ(Counts counts, int qubit) {
        double sum = 0;
        for (var entry : counts.byBitstring().entrySet()) {
            int at = entry.getKey().length() - 1 - qubit;
            sum += entry.getKey().charAt(at) == '1' ? -entry.getValue() : entry.getValue();
        }
        return sum / counts.shots();
    }
}
