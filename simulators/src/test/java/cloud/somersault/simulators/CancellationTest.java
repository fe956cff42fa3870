package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.If;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * A cancelled run ends at its next question; so it is enough that questions come often. Gaps are
 * measured in processor time of the running thread, which a busy machine doesn't stretch.
 */
class CancellationTest {
    private static final double PROMISED_SECONDS = 0.100;

    /** Lets a run go on for a while, and keeps the gaps between its questions. */
    private static final class Asked implements Cancellation {
        private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        private final long start = clock.getCurrentThreadCpuTime();
        private final double seconds;
        private final List<Double> gaps = new ArrayList<>();
        private long last = start;

        Asked(double seconds) {
            this.seconds = seconds;
        }

        @Override
        public boolean requested() {
            long now = clock.getCurrentThreadCpuTime();
            gaps.add((now - last) * 1e-9);
            last = now;
            return (now - start) * 1e-9 > seconds;
        }
    }

    private static void assertStops(
            EngineName engine, Circuit circuit, Optional<NoiseModel> noise, int shots) {
        // The best of three: compiling the code and whatever else the machine does only adds.
        double longest =
                IntStream.range(0, 3)
                        .mapToDouble(_ -> longestSilence(engine, circuit, noise, shots))
                        .min()
                        .orElseThrow();
        assertThat(longest).isLessThan(PROMISED_SECONDS);
    }

    private static double longestSilence(
            EngineName engine, Circuit circuit, Optional<NoiseModel> noise, int shots) {
        var asked = new Asked(0.7);
        Executable run =
                () -> Engines.run(engine, circuit, noise, new ShotRange(1, 0, 0, shots), asked);
        assertThatThrownBy(run::execute).isInstanceOf(CancelledRunException.class);
        var gaps = asked.gaps.stream().sorted().toList();
        // All but one: the virtual machine zeroes the memory of a large state in one go.
        return gaps.get(Math.max(0, gaps.size() - 2));
    }

    @Test
    void a_state_vector_of_25_qubits_stops() {
        assertStops(
                EngineName.STATE_VECTOR,
                Workloads.w1(25, 25).measureAll().build(),
                Optional.empty(),
                1000);
    }

    @Test
    void noisy_trajectories_stop() {
        assertStops(
                EngineName.TRAJECTORIES,
                Noises.random(18, 50, 3).measureAll().build(),
                Noises.strong(18),
                10_000);
    }

    @Test
    void a_density_matrix_stops() {
        assertStops(
                EngineName.DENSITY_MATRIX,
                Noises.random(10, 400, 3).measureAll().build(),
                Noises.strong(10),
                1);
    }

    @Test
    void a_conditional_tableau_stops() {
        var circuit = Circuit.of(600, 600);
        for (int q = 0; q < 600; q++) {
            circuit.gate(Gate.H, q).gate(Gate.CX, q, (q + 1) % 600);
        }
        circuit.measure(0, 0);
        for (int q = 0; q < 600; q++) {
            var x = new Apply(Gate.CX, List.of(), List.of(q, (q + 7) % 600));
            circuit.add(new If(Condition.bit(0), List.of(x), List.of()));
        }
        assertStops(
                EngineName.STABILIZER, circuit.measureAll().build(), Optional.empty(), 1_000_000);
    }

    @Test
    void a_matrix_product_state_with_large_bonds_stops() {
        var circuit = Workloads.w1(36, 36);
        assertStops(
                EngineName.MATRIX_PRODUCT_STATE,
                circuit.measureAll().build(),
                Optional.empty(),
                1000);
    }

    @Test
    void a_cancelled_run_does_not_even_start() {
        var circuit = Workloads.w1(26, 26).measureAll().build();
        assertThatThrownBy(() ->
                        Engines.run(
                                EngineName.STATE_VECTOR,
                                circuit,
                                Optional.empty(),
                                new ShotRange(1, 0, 0, 1),
                                () -> true))
                .isInstanceOf(CancelledRunException.class);
    }
}
