package cloud.somersault.tuning.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.Device;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.ShotRange;
import cloud.somersault.simulators.batch.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareLayersTest {
    private static final double[] THETA = new Random(1).doubles(16, -3, 3).toArray();
    private static final double[] INPUTS = new Random(2).doubles(8, -3, 3).toArray();
    private static final double[] COTANGENT = new Random(3).doubles(8, -1, 1).toArray();

    /** Counts of the exact target are right to 1e-12; a gradient adds up a hundred or two. */
    private static final double ROUNDING = 1e-9;

    @ParameterizedTest
    @CsvSource({"4, 1, 57", "4, 4, 225", "8, 8, 897"})
    void a_row_takes_14_n_l_and_one_circuits(int n, int layers, int circuits) {
        assertThat(new RingAnsatz(n, layers).shiftCircuits()).isEqualTo(circuits);
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "2, 2", "3, 1"})
    void shifts_give_the_gradients_of_the_adjoint_method(int n, int layers) {
        var theta = new Random(4).doubles(4L * n * layers, -3, 3).toArray();
        var inputs = Arrays.copyOf(INPUTS, 2 * n);
        var cotangent = Arrays.copyOf(COTANGENT, 2 * n);
        var jobs = new ExactJobs();
        var ansatz = new RingAnsatz(n, layers);
        var layer = new ShiftLayer(ansatz, runs(jobs));
        var exact = ExactLayerTest.layer(n, layers, Precision.F64);

        var found = layer.linearize(theta, inputs, 2);
        close(found.values(), exact.evaluate(theta, inputs, 2));
        close(layer.evaluate(theta, inputs, 2), exact.evaluate(theta, inputs, 2));
        var gradients = found.pullBack(cotangent);
        var expected = exact.vjp(theta, inputs, cotangent, 2);
        close(gradients.theta(), expected.theta());
        close(gradients.inputs(), expected.inputs());
        assertThat(jobs.requests.getFirst().circuits()).hasSize(2 * ansatz.shiftCircuits());
    }

    @Test
    void equal_circuits_are_sent_once() {
        var jobs = new ExactJobs();
        var same = Arrays.copyOf(INPUTS, 8);
        System.arraycopy(same, 0, same, 4, 4);
        var runs = runs(jobs);
        var values = new ShiftLayer(new RingAnsatz(4, 1), runs).linearize(THETA, same, 2).values();
        assertThat(runs.circuits()).isEqualTo(57);
        assertThat(Arrays.copyOf(values, 4)).isEqualTo(Arrays.copyOfRange(values, 4, 8));
    }

    @Test
    void a_job_has_at_most_200_circuits() {
        var jobs = new ExactJobs();
        var inputs = new Random(5).doubles(4 * 8, -3, 3).toArray();
        new ShiftLayer(new RingAnsatz(4, 1), runs(jobs)).linearize(THETA, inputs, 8);
        assertThat(jobs.requests)
                .extracting(one -> one.circuits().size())
                .containsExactly(200, 200, 56);
    }

    @Test
    void a_step_taken_again_asks_for_the_same_jobs_and_another_step_for_others() {
        var jobs = new ExactJobs();
        var layer = new ShiftLayer(new RingAnsatz(4, 1), runs(jobs));
        layer.evaluate(THETA, INPUTS, 2);
        var again = runs(jobs);
        new ShiftLayer(new RingAnsatz(4, 1), again).evaluate(THETA, INPUTS, 2);
        again.beginStep(1);
        new ShiftLayer(new RingAnsatz(4, 1), again).evaluate(THETA, INPUTS, 2);
        assertThat(jobs.requests.get(1)).isEqualTo(jobs.requests.get(0));
        assertThat(jobs.requests.get(2).key()).isNotEqualTo(jobs.requests.get(0).key());
        assertThat(jobs.requests.get(2).seed()).isNotEqualTo(jobs.requests.get(0).seed());
    }

    @Test
    void a_step_knows_its_jobs() {
        var jobs = new ExactJobs();
        var runs = runs(jobs);
        new ShiftLayer(new RingAnsatz(4, 1), runs).evaluate(THETA, INPUTS, 2);
        assertThat(runs.sent())
                .extracting(QuantumJobs.Provenance::jobId)
                .containsExactly(jobs.requests.getFirst().key());
        runs.beginStep(1);
        assertThat(runs.sent()).isEmpty();
    }

    @Test
    void perturbations_estimate_the_gradient_of_the_average_with_three_circuits_a_row() {
        var jobs = new ExactJobs();
        var runs = runs(jobs);
        var layer = new SpsaLayer(new RingAnsatz(4, 1), runs, 9);
        var exact = ExactLayerTest.layer(4, 1, Precision.F64).vjp(THETA, INPUTS, COTANGENT, 2);
        int steps = 2000;
        var sum = new double[16];
        for (int step = 0; step < steps; step++) {
            runs.beginStep(step);
            var found = layer.vjp(THETA, INPUTS, COTANGENT, 2);
            for (int k = 0; k < 16; k++) {
                sum[k] += found.theta()[k] / steps;
            }
        }
        assertThat(jobs.requests.getFirst().circuits()).hasSize(6);
        // An estimate's noise is the other 19 derivatives of two rows, at most 2 in square sum
        // here: 6 deviations of the mean of 2000 are 0.2. The bias is below c^2 / 2 = 0.05 of it.
        double difference = 0;
        double size = 0;
        for (int k = 0; k < 16; k++) {
            assertThat(sum[k]).isCloseTo(exact.theta()[k], within(0.25));
            difference += Math.pow(sum[k] - exact.theta()[k], 2);
            size += Math.pow(exact.theta()[k], 2);
        }
        assertThat(Math.sqrt(difference / size)).isLessThan(0.3);
    }

    @Test
    void rings_side_by_side_on_a_chip_are_read_each_for_itself() {
        var device = RingPackingTest.lattice(12, 6, Set.of(7));
        var side = SideBySide.on(Optional.of(device), 4);
        assertThat(side.places()).isEqualTo(17);
        var rings = new ArrayList<Circuit>();
        var expected = new double[40 * 4];
        for (int ring = 0; ring < 40; ring++) {
            var operations = new ArrayList<Operation>();
            for (int i = 0; i < 4; i++) {
                boolean one = (ring >> i & 1) == 1;
                expected[ring * 4 + i] = one ? -1 : 1;
                operations.add(
                        new Operation.Apply(Gate.RY, List.of(one ? Math.PI : 0), List.of(i)));
            }
            rings.add(new Circuit(4, List.of(), operations));
        }
        var packed = side.packed(rings);
        assertThat(packed).hasSize(3);
        var counts =
                packed.stream()
                        .map(circuit ->
                                Engines.run(
                                        EngineName.STATE_VECTOR,
                                        circuit,
                                        Optional.empty(),
                                        new ShotRange(1, 0, 0, 10),
                                        Cancellation.never()))
                        .toList();
        assertThat(side.values(counts, 40)).isEqualTo(expected);
    }

    @Test
    void a_failed_batch_says_why() {
        var broken =
                new QuantumJobs() {
                    @Override
                    public CompletionStage<Optional<Device>> device(String target) {
                        return CompletableFuture.completedFuture(Optional.empty());
                    }

                    @Override
                    public CompletionStage<Batch> run(Request request) {
                        return CompletableFuture.failedFuture(
                                new QuantumBatchException("Job 7 gave no counts."));
                    }
                };
        assertThatThrownBy(() ->
                        new ShiftLayer(new RingAnsatz(4, 1), runs(broken))
                                .evaluate(THETA, INPUTS, 2))
                .isInstanceOf(QuantumBatchException.class)
                .hasMessage("Job 7 gave no counts.");
    }

    private static RingRuns runs(QuantumJobs jobs) {
        return new RingRuns(jobs, "session", "ideal", 1000);
    }

    private static void close(double[] found, double[] expected) {
        assertThat(found).hasSize(expected.length);
        for (int k = 0; k < found.length; k++) {
            assertThat(found[k]).isCloseTo(expected[k], within(ROUNDING));
        }
    }
}
