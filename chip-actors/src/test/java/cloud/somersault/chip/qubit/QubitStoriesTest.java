package cloud.somersault.chip.qubit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.qubit.QubitCommand.Calibrate;
import cloud.somersault.chip.qubit.QubitCommand.Describe;
import cloud.somersault.chip.qubit.QubitCommand.Return;
import cloud.somersault.chip.qubit.QubitCommand.TakeOut;
import cloud.somersault.chip.qubit.QubitEvent.Calibrated;
import cloud.somersault.chip.qubit.QubitEvent.Returned;
import cloud.somersault.chip.qubit.QubitEvent.TakenOut;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of a qubit: given these events, when it is asked this, then that happens. */
class QubitStoriesTest {

    private static final QubitName NAME = new QubitName("wukong", 56);
    private static final QubitFigures FIGURES =
            new QubitFigures(4.2e9, 18.69e-6, 2.37e-6, 2.06e-6, 0.9937, 0.6754, 0.6742);
    private static final QubitFigures NEWER =
            new QubitFigures(4.2e9, 17.5e-6, 2.2e-6, 2.1e-6, 0.9931, 0.68, 0.67);
    private static final Instant MONDAY = Instant.parse("2026-03-09T05:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-10T05:00:00Z");

    private static final Calibrated CALIBRATED = new Calibrated("wukong", 56, FIGURES, 1, MONDAY);
    private static final TakenOut TAKEN_OUT = new TakenOut("wukong", 56, "too noisy", MONDAY);
    private static final Returned RETURNED = new Returned("wukong", 56, TUESDAY);

    @Test
    void a_new_qubit_takes_its_first_figures() {
        given().when(new Calibrate(FIGURES, 1, MONDAY)).then(CALIBRATED);
    }

    @Test
    void a_calibrated_qubit_is_in_service() {
        assertThat(given(CALIBRATED).standing()).isEqualTo(new Qubit.InService(FIGURES, 1, MONDAY));
    }

    @Test
    void the_same_figures_of_the_same_version_twice_make_no_second_event() {
        given(CALIBRATED).when(new Calibrate(FIGURES, 1, TUESDAY)).then();
    }

    @Test
    void a_later_version_replaces_the_figures() {
        var newer = new Calibrated("wukong", 56, NEWER, 2, TUESDAY);
        given(CALIBRATED).when(new Calibrate(NEWER, 2, TUESDAY)).then(newer);
        assertThat(given(CALIBRATED, newer).standing())
                .isEqualTo(new Qubit.InService(NEWER, 2, TUESDAY));
    }

    @Test
    void an_earlier_version_is_refused() {
        given(new Calibrated("wukong", 56, NEWER, 3, MONDAY))
                .when(new Calibrate(FIGURES, 2, TUESDAY))
                .thenRefused(new QubitRefusal.OutdatedVersion(2, 3));
    }

    @Test
    void other_figures_of_the_same_version_are_refused() {
        given(CALIBRATED)
                .when(new Calibrate(NEWER, 1, TUESDAY))
                .thenRefused(new QubitRefusal.VersionTaken(1));
    }

    @Test
    void a_qubit_taken_out_before_it_was_ever_measured_is_dead() {
        given().when(new TakeOut("too noisy", MONDAY)).then(TAKEN_OUT);
        assertThat(given(TAKEN_OUT).standing()).isEqualTo(new Qubit.Dead("too noisy", MONDAY));
    }

    @Test
    void a_qubit_taken_out_keeps_its_figures_and_returns_with_them() {
        assertThat(given(CALIBRATED, TAKEN_OUT).standing())
                .isEqualTo(new Qubit.Withdrawn(FIGURES, 1, MONDAY, "too noisy", MONDAY));
        given(CALIBRATED, TAKEN_OUT).when(new Return(TUESDAY)).then(RETURNED);
        assertThat(given(CALIBRATED, TAKEN_OUT, RETURNED).standing())
                .isEqualTo(new Qubit.InService(FIGURES, 1, MONDAY));
    }

    @Test
    void taking_out_twice_for_the_same_reason_makes_no_second_event() {
        given(TAKEN_OUT).when(new TakeOut("too noisy", TUESDAY)).then();
        given(CALIBRATED, TAKEN_OUT).when(new TakeOut("too noisy", TUESDAY)).then();
    }

    @Test
    void another_reason_is_remembered() {
        var warm = new TakenOut("wukong", 56, "too warm", TUESDAY);
        given(TAKEN_OUT).when(new TakeOut("too warm", TUESDAY)).then(warm);
        assertThat(given(TAKEN_OUT, warm).standing())
                .isEqualTo(new Qubit.Dead("too warm", TUESDAY));
        assertThat(given(CALIBRATED, TAKEN_OUT, warm).standing())
                .isEqualTo(new Qubit.Withdrawn(FIGURES, 1, MONDAY, "too warm", TUESDAY));
    }

    @Test
    void what_was_never_measured_cannot_return() {
        given().when(new Return(TUESDAY)).thenRefused(new QubitRefusal.NeverMeasured());
        given(TAKEN_OUT).when(new Return(TUESDAY)).thenRefused(new QubitRefusal.NeverMeasured());
    }

    @Test
    void returning_twice_makes_no_second_event() {
        given(CALIBRATED).when(new Return(TUESDAY)).then();
    }

    @Test
    void a_new_version_brings_a_qubit_that_was_out_back_into_service() {
        var newer = new Calibrated("wukong", 56, NEWER, 2, TUESDAY);
        given(CALIBRATED, TAKEN_OUT).when(new Calibrate(NEWER, 2, TUESDAY)).then(newer, RETURNED);
        given(TAKEN_OUT).when(new Calibrate(NEWER, 2, TUESDAY)).then(newer, RETURNED);
        assertThat(given(TAKEN_OUT, newer, RETURNED).standing())
                .isEqualTo(new Qubit.InService(NEWER, 2, TUESDAY));
    }

    @Test
    void a_repeated_calibration_does_not_undo_a_later_taking_out() {
        given(CALIBRATED, TAKEN_OUT).when(new Calibrate(FIGURES, 1, TUESDAY)).then();
    }

    @Test
    void describing_changes_nothing() {
        given().when(new Describe()).then();
        given(CALIBRATED, TAKEN_OUT).when(new Describe()).then();
    }

    @Test
    void a_journal_in_which_events_cannot_follow_is_wrong() {
        assertThatThrownBy(() -> given(RETURNED)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> given(TAKEN_OUT, RETURNED))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> given(CALIBRATED, RETURNED))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void its_entity_id_reads_back() {
        assertThat(NAME.entityId()).isEqualTo("wukong-q56");
        assertThat(QubitName.ofEntityId("wukong-q56")).isEqualTo(NAME);
        assertThat(QubitName.ofEntityId("a-c1-q2-q3").chip()).isEqualTo("a-c1-q2");
        assertThatThrownBy(() -> QubitName.ofEntityId("wukong"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Given given(QubitEvent... events) {
        Qubit standing = new Qubit.Unmeasured();
        for (var event : events) {
            standing = standing.after(event);
        }
        return new Given(standing);
    }

    private record Given(Qubit standing) {
        When when(QubitCommand command) {
            return new When(QubitDecider.decide(NAME, standing, command));
        }
    }

    private record When(QubitDecision decision) {
        void then(QubitEvent... events) {
            assertThat(decision).isEqualTo(new QubitDecision.Happened(List.of(events)));
        }

        void thenRefused(QubitRefusal refusal) {
            assertThat(decision).isEqualTo(new QubitDecision.Refused(refusal));
            assertThat(refusal.message()).isNotBlank();
        }
    }
}
