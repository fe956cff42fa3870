package cloud.somersault.simulators.stabilizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.SurfaceCode;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurfaceCodeTest {
    private static final int SHOTS = 200_000;
    private static final ShotRandom RANDOM = new ShotRandom(8, 0, 0);
    private static final List<Matrix> PAULIS =
            List.of(Matrix.identity(2), Gate.X.matrix(), Gate.Y.matrix(), Gate.Z.matrix());

    private static boolean odd(ShotRecords records, int shot, List<Integer> bits) {
        return bits.stream().filter(bit -> records.get(shot, bit)).count() % 2 == 1;
    }

    /** One shot without noise but for these steps, inserted after some step, by a tableau. */
    private static boolean[] fired(
            SurfaceCode code, List<Step> steps, int after, List<Step> inserted) {
        var quiet = new ArrayList<Step>();
        for (int at = 0; at < steps.size(); at++) {
            switch (steps.get(at)) {
                case Step.Measure(int qubit, int bit, _) ->
                        quiet.add(new Step.Measure(qubit, bit, Readout.PERFECT));
                case Step.Depolarize _, Step.PauliChannel _ -> {}
                default -> quiet.add(steps.get(at));
            }
            if (at == after) {
                quiet.addAll(inserted);
            }
        }
        var records = new ShotRecords(code.bits(), 1);
        new ShotByShot(new Plan(code.qubits(), quiet, List.of()), RANDOM, Checkpoint.none())
                .run(0, records);
        var fired = new boolean[code.detectors().size() + 1];
        for (int i = 0; i < fired.length; i++) {
            fired[i] = odd(records, 0, parity(code, i));
        }
        return fired;
    }

    /** A detector, or the observable after the last of them. */
    private static List<Integer> parity(SurfaceCode code, int number) {
        return number < code.detectors().size() ? code.detectors().get(number) : code.observable();
    }

    /**
     * How often each parity is odd: a channel makes it odd with the sum q of the probabilities of
     * those of its errors that do, and channels are independent: (1 - product of (1 - 2q)) / 2.
     * Each error is tried alone.
     */
    private static double[] expected(SurfaceCode code) {
        var steps = code.steps();
        var product = new double[code.detectors().size() + 1];
        Arrays.fill(product, 1);
        for (int at = 0; at < steps.size(); at++) {
            var odd = new double[product.length];
            switch (steps.get(at)) {
                case Step.Depolarize(double probability, var qubits) -> {
                    int paulis = 1 << 2 * qubits.size();
                    for (int pauli = 1; pauli < paulis; pauli++) {
                        add(odd, probability / paulis, errors(code, at, pauli, qubits));
                    }
                }
                case Step.PauliChannel(var probabilities, var qubits) -> {
                    for (int pauli = 1; pauli < probabilities.size(); pauli++) {
                        if (probabilities.get(pauli) > 0) {
                            add(odd, probabilities.get(pauli), errors(code, at, pauli, qubits));
                        }
                    }
                }
                case Step.Measure(_, int bit, var readout) -> {
                    for (int i = 0; i < odd.length; i++) {
                        odd[i] = parity(code, i).contains(bit) ? 1 - readout.oneGivenOne() : 0;
                    }
                }
                default -> {}
            }
            for (int i = 0; i < product.length; i++) {
                product[i] *= 1 - 2 * odd[i];
            }
        }
        return Arrays.stream(product).map(left -> (1 - left) / 2).toArray();
    }

    private static boolean[] errors(SurfaceCode code, int at, int pauli, List<Integer> qubits) {
        var inserted = new ArrayList<Step>();
        for (int i = 0; i < qubits.size(); i++) {
            var one = PAULIS.get(pauli >> 2 * i & 3);
            inserted.add(new Step.Unitary(one, List.of(qubits.get(i)), List.of()));
        }
        return fired(code, code.steps(), at, inserted);
    }

    private static void add(double[] sum, double probability, boolean[] where) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += where[i] ? probability : 0;
        }
    }

    @Test
    void every_detector_fires_as_often_as_all_errors_taken_one_by_one_say() {
        var code = new SurfaceCode(3, 3, 0.01);
        var expected = expected(code);
        var records = new ShotRecords(code.bits(), SHOTS);
        StabilizerEngine.run(
                new Plan(code.qubits(), code.steps(), List.of()),
                RANDOM,
                0,
                records,
                Checkpoint.none());
        for (int i = 0; i < expected.length; i++) {
            double seen = 0;
            for (int shot = 0; shot < SHOTS; shot++) {
                seen += odd(records, shot, parity(code, i)) ? 1 : 0;
            }
            // Seven standard deviations, 25 times: a false alarm below 1e-10.
            double spread = Math.sqrt(expected[i] * (1 - expected[i]) / SHOTS);
            assertThat(seen / SHOTS).isCloseTo(expected[i], within(7 * spread));
        }
    }

    @Test
    void a_single_error_is_seen_and_moves_the_logical_qubit_only_on_its_row() {
        var code = new SurfaceCode(3, 2, 0);
        int start = 9; // after the resets of the data qubits
        for (int qubit = 0; qubit < 9; qubit++) {
            var flip = new Step.Unitary(Gate.X.matrix(), List.of(qubit), List.of());
            var fired = fired(code, code.steps(), start - 1, List.of(flip));
            assertThat(fired[fired.length - 1]).isEqualTo(qubit < 3);
            boolean any = false;
            for (int i = 0; i < fired.length - 1; i++) {
                any |= fired[i];
            }
            assertThat(any).isTrue();
        }
    }
}
