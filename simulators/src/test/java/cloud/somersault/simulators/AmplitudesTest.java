package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Amplitudes and exact expectation values, by closed forms. */
class AmplitudesTest {
    private static final double EXACT = 1e-12;
    private static final Cancellation NEVER = () -> false;

    @Test
    void a_bell_state_has_two_amplitudes_and_no_others() {
        var state = Amplitudes.of(bell(), NEVER);
        assertThat(state.size()).isEqualTo(4);
        assertThat(state.re(0)).isCloseTo(Math.sqrt(0.5), within(EXACT));
        assertThat(state.re(3)).isCloseTo(Math.sqrt(0.5), within(EXACT));
        assertThat(state.probability(1) + state.probability(2)).isCloseTo(0, within(EXACT));
    }

    @Test
    void a_bell_state_has_the_correlations_of_the_textbook() {
        var state = Amplitudes.of(bell(), NEVER);
        assertThat(state.expectation(0, 0b11)).isCloseTo(1, within(EXACT));
        assertThat(state.expectation(0b11, 0)).isCloseTo(1, within(EXACT));
        assertThat(state.expectation(0b11, 0b11)).isCloseTo(-1, within(EXACT));
        assertThat(state.expectation(0, 0b01)).isCloseTo(0, within(EXACT));
        assertThat(state.expectation(0, 0)).isCloseTo(1, within(EXACT));
    }

    @Test
    void a_rotated_qubit_points_where_it_was_turned() {
        double theta = 0.7;
        double phi = 0.4;
        var turned =
                Circuit.of(1, 0)
                        .gate(Gate.RY, List.of(theta), 0)
                        .gate(Gate.RZ, List.of(phi), 0)
                        .build();
        var state = Amplitudes.of(turned, NEVER);
        assertThat(state.expectation(1, 0))
                .isCloseTo(Math.sin(theta) * Math.cos(phi), within(EXACT));
        assertThat(state.expectation(1, 1))
                .isCloseTo(Math.sin(theta) * Math.sin(phi), within(EXACT));
        assertThat(state.expectation(0, 1)).isCloseTo(Math.cos(theta), within(EXACT));
    }

    @Test
    void a_measurement_has_no_amplitudes() {
        var measured = Circuit.of(1, 1).gate(Gate.H, 0).measureAll().build();
        assertThatThrownBy(() -> Amplitudes.of(measured, NEVER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Circuit bell() {
        return Circuit.of(2, 0).gate(Gate.H, 0).gate(Gate.CX, 0, 1).build();
    }
}
