package cloud.somersault.simulators.stabilizer;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.SurfaceCode;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.stabilizer.StraightLine.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Error columns and Pauli frames share nothing but the gates' tables and the dice. */
class StraightLineTest {
    private static final List<Gate> GATES =
            List.of(Gate.H, Gate.S, Gate.SX, Gate.CX, Gate.CZ, Gate.SWAP, Gate.ISWAP, Gate.CY);

    private static ShotRecords sample(Plan plan, int bits, Way way, long first, int shots) {
        var records = new ShotRecords(bits, shots);
        var transcript = Transcript.of(plan, new Cliffords(), Checkpoint.none());
        new StraightLine(transcript, way, new ShotRandom(3, 1, 0), Checkpoint.none())
                .sample(first, records, 0, records.words());
        return records;
    }

    /** Gates, measurements and resets in the middle, every kind of noise. */
    private static Plan random(int qubits, int length, int bits, long seed) {
        var random = new SplittableRandom(seed);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < length; i++) {
            int first = random.nextInt(qubits);
            int second = (first + 1 + random.nextInt(qubits - 1)) % qubits;
            switch (random.nextInt(12)) {
                case 0 -> steps.add(new Step.Reset(first));
                case 1 -> steps.add(measure(first, random.nextInt(bits), random));
                case 2 -> steps.add(new Step.Depolarize(0.05, List.of(first)));
                case 3 -> steps.add(new Step.Depolarize(0.08, List.of(first, second)));
                case 4 -> steps.add(new Step.Relax(first, 0.06, 0.9));
                default -> {
                    var gate = GATES.get(random.nextInt(GATES.size()));
                    var on = gate.qubits() == 1 ? List.of(first) : List.of(first, second);
                    steps.add(new Step.Unitary(gate.matrix(), on, List.of()));
                }
            }
        }
        var finals = new ArrayList<Step.Measure>();
        for (int qubit = 0; qubit < qubits; qubit++) {
            finals.add(measure(qubit, bits + qubit, random));
        }
        return new Plan(qubits, steps, finals);
    }

    private static Step.Measure measure(int qubit, int bit, SplittableRandom random) {
        var readout = random.nextBoolean() ? Readout.PERFECT : new Readout(0.97, 0.9);
        return new Step.Measure(qubit, bit, readout);
    }

    @Test
    void columns_and_frames_give_every_shot_the_same_bits() {
        for (int trial = 0; trial < 20; trial++) {
            int qubits = 2 + 7 * trial;
            var plan = random(qubits, 60 * (trial + 1), 30, trial);
            long first = 1000 * trial;
            var columns = sample(plan, 30 + qubits, Way.COLUMNS, first, 1500);
            var frames = sample(plan, 30 + qubits, Way.FRAMES, first, 1500);
            assertThat(columns.data()).isEqualTo(frames.data());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_shot_is_the_same_in_whatever_range_it_is_asked_for(Way way) {
        var plan = random(9, 200, 5, 77);
        var whole = sample(plan, 14, way, 0, 5000);
        for (int first : List.of(0, 1, 1023, 1024, 2500, 4096, 4999)) {
            for (int count : List.of(1, 3, 700, 2049)) {
                int shots = Math.min(count, 5000 - first);
                var some = sample(plan, 14, way, first, shots);
                assertThat(some.data())
                        .isEqualTo(
                                java.util.Arrays.copyOfRange(whole.data(), first, first + shots));
            }
        }
    }

    @Test
    void a_surface_code_of_distance_five_agrees_with_itself_both_ways() {
        var code = new SurfaceCode(5, 5, 0.01);
        var plan = new Plan(code.qubits(), code.steps(), List.of());
        assertThat(sample(plan, code.bits(), Way.COLUMNS, 10_000, 3000).data())
                .isEqualTo(sample(plan, code.bits(), Way.FRAMES, 10_000, 3000).data());
    }

    @Test
    void without_noise_every_detector_is_silent_and_the_logical_qubit_is_zero() {
        for (int distance = 2; distance <= 7; distance++) {
            var code = new SurfaceCode(distance, 3, 0);
            var plan = new Plan(code.qubits(), code.steps(), List.of());
            var records = sample(plan, code.bits(), Way.COLUMNS, 0, 200);
            var parities = new ArrayList<>(code.detectors());
            parities.add(code.observable());
            for (var parity : parities) {
                for (int shot = 0; shot < 200; shot++) {
                    int at = shot;
                    assertThat(parity.stream().filter(bit -> records.get(at, bit)).count() % 2)
                            .isZero();
                }
            }
        }
    }
}
