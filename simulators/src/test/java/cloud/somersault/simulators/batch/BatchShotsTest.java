package cloud.somersault.simulators.batch;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.ShotRange;
import cloud.somersault.simulators.SplitMix;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchShotsTest {
    private static final int ROWS = 40;

    @Test
    void a_batch_counts_as_its_circuits_one_by_one() {
        var circuit = Ansatz.qnn(5, 2);
        var parameters = Ansatz.parameters(new SplitMix(51), ROWS * circuit.parameters());
        var counts =
                BatchSimulator.of(circuit, PauliSum.everyZ(5), Precision.F64)
                        .counts(parameters, ROWS, new RowShots(9, 3, 100, 500), Checkpoint.none());
        for (int row = 0; row < ROWS; row++) {
            int columns = circuit.parameters();
            var own = Arrays.copyOfRange(parameters, row * columns, (row + 1) * columns);
            assertThat(counts.get(row))
                    .isEqualTo(
                            Engines.run(
                                    EngineName.STATE_VECTOR,
                                    circuit.bind(own).withAllMeasured(),
                                    Optional.empty(),
                                    new ShotRange(9, 3 + row, 100, 500),
                                    Cancellation.never()));
        }
    }

    @Test
    void ranges_of_shots_add_up() {
        var circuit = Ansatz.qnn(3, 1);
        var parameters = Ansatz.parameters(new SplitMix(52), circuit.parameters());
        var simulator = BatchSimulator.of(circuit, PauliSum.everyZ(3), Precision.F32);
        var whole = simulator.counts(parameters, 1, new RowShots(1, 0, 0, 1000), Checkpoint.none());
        var first = simulator.counts(parameters, 1, new RowShots(1, 0, 0, 300), Checkpoint.none());
        var rest = simulator.counts(parameters, 1, new RowShots(1, 0, 300, 700), Checkpoint.none());
        assertThat(first.getFirst().plus(rest.getFirst())).isEqualTo(whole.getFirst());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void frequencies_are_the_probabilities(Precision precision) {
        var circuit = Ansatz.qnn(4, 2);
        var parameters = Ansatz.parameters(new SplitMix(53), circuit.parameters());
        var simulator = BatchSimulator.of(circuit, PauliSum.everyZ(4), precision);
        long shots = 300_000;
        Counts counts =
                simulator
                        .counts(parameters, 1, new RowShots(2, 0, 0, shots), Checkpoint.none())
                        .getFirst();
        var probabilities = simulator.probabilities(parameters, 1, Checkpoint.none());
        double chiSquare = 0;
        for (int k = 0; k < 16; k++) {
            String bits = Integer.toBinaryString(16 + k).substring(1);
            double expected = probabilities[k] * shots;
            assertThat(expected).isGreaterThan(5);
            chiSquare += Math.pow(counts.count(bits) - expected, 2) / expected;
        }
        // Fifteen degrees of freedom exceed 75 with a probability below 1e-9.
        assertThat(chiSquare).isLessThan(75);
    }
}
