package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.compiler.DeviceCoupler;
import cloud.somersault.circuits.compiler.DeviceQubit;
import org.junit.jupiter.api.Test;

/** What the compiler and the engines are told about the chip. */
class ChipModelsTest {

    private static final ChipSnapshot WUKONG = ChipData.wukong().snapshot(1);

    /** A difference of two numbers near 1, in binary. */
    private static final double ROUNDING = 1e-15;

    @Test
    void the_device_has_the_parts_that_work_and_the_durations() {
        var device = WUKONG.device();
        assertThat(device.name()).isEqualTo("wukong");
        assertThat(device.qubits()).hasSize(72);
        assertThat(device.qubits().stream().filter(DeviceQubit::inService)).hasSize(63);
        assertThat(device.couplers()).hasSize(126);
        assertThat(device.couplers().stream().filter(DeviceCoupler::inService)).hasSize(54);
        assertThat(device.oneQubitGateSeconds()).isEqualTo(30e-9);
        assertThat(device.twoQubitGateSeconds()).isEqualTo(40e-9);
        assertThat(device.readoutSeconds()).isEqualTo(1e-6);
        assertThat(device.layersMax()).isEqualTo(500);
    }

    @Test
    void device_errors_are_one_minus_fidelity_and_zero_for_what_is_out() {
        var qubit = WUKONG.device().qubits().get(50);
        assertThat(qubit.gateError()).isCloseTo(0.0063, within(ROUNDING));
        assertThat(qubit.readoutError()).isCloseTo(1 - 0.6748, within(ROUNDING));
        assertThat(qubit.t1Seconds()).isEqualTo(18.69e-6);
        assertThat(qubit.t2Seconds()).isEqualTo(2.37e-6);
        assertThat(WUKONG.device().qubits().getFirst())
                .isEqualTo(new DeviceQubit(0, false, 0, 0, 0, 0));
    }

    @Test
    void noise_gives_back_the_published_fidelities() {
        var noise = WUKONG.noise();
        assertThat(noise.qubits()).hasSize(63).doesNotContainKey(0);
        assertThat(noise.couplers()).hasSize(54);
        var qubit = noise.qubit(50);
        // Averaged over all inputs, depolarizing with p keeps 1 - p/2 on one qubit, 1 - 3p/4 on
        // two.
        assertThat(1 - qubit.gateDepolarizing() / 2).isCloseTo(0.9937, within(ROUNDING));
        assertThat(qubit.readZeroGivenZero()).isEqualTo(0.6754);
        assertThat(qubit.readOneGivenOne()).isEqualTo(0.6742);
        var best =
                noise.couplers().stream()
                        .filter(coupler -> coupler.first() == 4 && coupler.second() == 5)
                        .findFirst()
                        .orElseThrow();
        assertThat(1 - 3 * best.czDepolarizing() / 4).isCloseTo(0.9889, within(ROUNDING));
    }
}
