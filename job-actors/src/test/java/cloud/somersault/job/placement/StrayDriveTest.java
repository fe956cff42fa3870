package cloud.somersault.job.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.chip.ChipData;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrayDriveTest {
    private static final double PULSE_SECONDS = 30e-9;

    /** A rectangular pulse on a qubit off resonance (Rabi 1937), times 2/3 for the mean state. */
    private static double exact(double detuningHz) {
        double driven = StrayDrive.AMPLITUDE * Math.PI / PULSE_SECONDS;
        double off = 2 * Math.PI * detuningHz;
        double generalized = Math.hypot(driven, off);
        double share = driven / generalized;
        double sine = Math.sin(generalized * PULSE_SECONDS / 2);
        return 2 * share * share * sine * sine / 3;
    }

    @Test
    void the_error_is_never_less_than_what_a_pulse_does_exactly() {
        for (double detuningHz = 0; detuningHz < 1e9; detuningHz += 1e5) {
            assertThat(StrayDrive.error(detuningHz, PULSE_SECONDS))
                    .isGreaterThanOrEqualTo(exact(detuningHz));
        }
    }

    @Test
    void in_resonance_it_is_that_of_a_small_rotation() {
        double angle = StrayDrive.AMPLITUDE * Math.PI;

        // 1 - F = angle^2 / 6 up to the fourth order
        assertThat(StrayDrive.error(0, PULSE_SECONDS))
                .isCloseTo(angle * angle / 6, within(Math.pow(angle, 4)));
    }

    @Test
    void it_is_the_same_for_either_sign_and_falls_with_the_distance_in_frequency() {
        assertThat(StrayDrive.error(-80e6, PULSE_SECONDS))
                .isEqualTo(StrayDrive.error(80e6, PULSE_SECONDS));
        assertThat(StrayDrive.error(200e6, PULSE_SECONDS) / StrayDrive.error(100e6, PULSE_SECONDS))
                .isCloseTo(0.25, within(1e-12));
    }

    @Test
    void neighbours_add_up_and_a_circuit_alone_is_not_disturbed() {
        var chip = ChipData.wukong().snapshot(1);
        var by44 = StrayDrive.on(List.of(52), List.of(44), chip).getFirst().errorPerPulse();
        var by50 = StrayDrive.on(List.of(52), List.of(50), chip).getFirst().errorPerPulse();

        assertThat(StrayDrive.on(List.of(52), List.of(44, 50), chip).getFirst().errorPerPulse())
                .isCloseTo(by44 + by50, within(1e-15));
        assertThat(StrayDrive.on(List.of(52), List.of(), chip)).isEmpty();
    }
}
