package cloud.somersault.job.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDurations;
import cloud.somersault.job.model.ChipPlacement.Disturbed;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.QubitNoise;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NeighbourNoiseTest {
    private static final ChipDurations TIMES = new ChipDurations(30e-9, 40e-9, 1e-6, 200e-6);

    private static NoiseModel quiet() {
        var qubits = new TreeMap<Integer, QubitNoise>();
        qubits.put(0, QubitNoise.NONE);
        qubits.put(1, QubitNoise.NONE);
        return new NoiseModel(qubits, List.of(new CouplerNoise(0, 1, 0)));
    }

    @Test
    void without_neighbours_the_noise_is_the_very_same() {
        var noise = ChipData.wukong().snapshot(1).noise();

        assertThat(NeighbourNoise.of(List.of(), TIMES).on(noise)).isSameAs(noise);
    }

    @Test
    void a_pulse_loses_as_much_as_is_recorded() {
        var noise = NeighbourNoise.of(List.of(new Disturbed(0, 0.01)), TIMES).on(quiet());

        // The average infidelity of depolarizing by p is p / 2.
        assertThat(noise.qubit(0).gateDepolarizing() / 2).isCloseTo(0.01, within(1e-12));
        assertThat(noise.qubit(1)).isEqualTo(QubitNoise.NONE);
    }

    @Test
    void a_wait_of_a_pulse_loses_about_as_much_as_a_pulse() {
        double error = 1e-4;
        var qubit = NeighbourNoise.of(List.of(new Disturbed(0, error)), TIMES).on(quiet()).qubit(0);

        // 1/2 - e^{-t/T1}/6 - e^{-t/T2}/3, the average infidelity of waiting
        double waits =
                0.5
                        - Math.exp(-30e-9 / qubit.t1Seconds()) / 6
                        - Math.exp(-30e-9 / qubit.t2Seconds()) / 3;
        assertThat(waits).isCloseTo(error, within(2 * error * error));
    }

    @Test
    void a_cz_loses_what_its_disturbed_qubit_loses_in_as_many_pulse_times_as_it_lasts() {
        double error = 1e-3;
        var coupler =
                NeighbourNoise.of(List.of(new Disturbed(1, error)), TIMES)
                        .on(quiet())
                        .couplers()
                        .getFirst();

        // On four levels: entanglement fidelity of one depolarized qubit is 1 - 3 p / 4, and the
        // average infidelity is 4/5 of what is missing; with p = 2 e for each pulse time.
        double expected = 0.8 * 0.75 * 2 * error * 40 / 30;
        // Depolarizing both by p: the average infidelity is 3 p / 4.
        assertThat(coupler.czDepolarizing() * 3 / 4).isCloseTo(expected, within(1e-12));
    }

    @Test
    void what_is_there_already_stays_and_both_come_one_after_the_other() {
        var chip = ChipData.wukong().snapshot(1);
        var before = chip.noise().qubit(52);

        var after =
                NeighbourNoise.of(List.of(new Disturbed(52, 1e-3)), chip.durations())
                        .on(chip.noise())
                        .qubit(52);

        assertThat(1 - after.gateDepolarizing())
                .isCloseTo((1 - before.gateDepolarizing()) * (1 - 2e-3), within(1e-15));
        assertThat(1 / after.t1Seconds() - 1 / before.t1Seconds())
                .isCloseTo(2e-3 / 30e-9, within(1e-6));
        assertThat(after.readOneGivenOne()).isEqualTo(before.readOneGivenOne());
    }
}
