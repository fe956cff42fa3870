package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The counts of {@link Engines#VERSION} 1, for ever: a replay of an old job has to find them on any
 * machine. The digests are the same in the interpreter, under C1 and C2, with and without AVX. If a
 * change of the engines has to break this test, the version moves with it.
 */
class DeterminismTest {
    private static String digest(EngineName engine, Circuit circuit, Optional<NoiseModel> noise) {
        return Engines.run(
                        engine, circuit, noise, new ShotRange(1, 0, 0, 5000), Cancellation.never())
                .digest();
    }

    @Test
    void noisy_counts_of_this_version_stay() {
        var circuit = Noises.random(5, 10, 3).measureAll().build();
        assertThat(Engines.VERSION).isEqualTo("3");
        assertThat(digest(EngineName.TRAJECTORIES, circuit, Noises.strong(5)))
                .isEqualTo("1eadb6e1b00073526ffb9e89171cc3b25027c1fcbbf74879b07de2841a78d29e");
        assertThat(digest(EngineName.DENSITY_MATRIX, circuit, Noises.strong(5)))
                .isEqualTo("76500d376e6d0294d25746ce8d5a305e94463a13b3abb08e470c4cfe76747ade");
    }

    @Test
    void ideal_counts_of_this_version_stay() {
        var circuit = Workloads.w1(12, 12).measureAll().build();
        assertThat(digest(EngineName.STATE_VECTOR, circuit, Optional.empty()))
                .isEqualTo("37f86de2b780d450735a14f49b1028ba4e958ec442cac7d94b6613e5f2933e72");
        var ring = Circuit.of(80, 80);
        for (int q = 0; q < 80; q++) {
            ring.gate(Gate.H, q);
        }
        for (int q = 0; q < 80; q++) {
            ring.gate(Gate.CZ, q, (q + 1) % 80).gate(Gate.SX, q);
        }
        assertThat(digest(EngineName.STABILIZER, ring.measureAll().build(), Optional.empty()))
                .isEqualTo("79e5e235924bde8adadc40e25a72d5fa6f8791a2daadaa90356e0af6025fda41");
    }

    @Test
    void amplitudes_are_the_same_to_the_last_bit() {
        var state = new StateVector(12);
        var circuit = Workloads.w1(12, 0).build();
        for (var step : Lowering.steps(circuit, Optional.empty(), Checkpoint.none())) {
            state.apply((Step.Unitary) step, Checkpoint.none());
        }
        long hash = 0;
        for (int i = 0; i < state.size(); i++) {
            hash = 31 * hash + Double.doubleToRawLongBits(state.re(i));
            hash = 31 * hash + Double.doubleToRawLongBits(state.im(i));
        }
        assertThat(hash).isEqualTo(0xec8815f80ae5a53L);
    }
}
