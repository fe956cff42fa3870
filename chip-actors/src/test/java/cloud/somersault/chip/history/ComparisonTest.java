package cloud.somersault.chip.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDurations;
import cloud.somersault.chip.ChipLimits;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Lattice;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.history.Comparison.Change;
import cloud.somersault.chip.history.Comparison.FigureChange;
import cloud.somersault.chip.qubit.QubitFigures;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final QubitFigures FIGURES =
            new QubitFigures(4e9, 20e-6, 5e-6, 6e-6, 0.998, 0.97, 0.9);

    private static ChipSnapshot chip(double readoutSeconds, ChipQubit second, ChipCoupler coupler) {
        return new ChipSnapshot(
                "pair",
                1,
                Instant.EPOCH,
                "made up",
                new Lattice(2, 1),
                new ChipDurations(3e-8, 4e-8, readoutSeconds, 2e-4),
                new ChipLimits(500, 1000, 10),
                List.of(new ChipQubit.InService(0, 0, 0, FIGURES), second),
                List.of(coupler));
    }

    private static ChipSnapshot whole(double t1Seconds, double czFidelity) {
        return chip(
                1e-6,
                new ChipQubit.InService(
                        1, 0, 1, new QubitFigures(4.5e9, t1Seconds, 5e-6, 6e-6, 0.998, 0.97, 0.9)),
                new ChipCoupler.InService(0, 1, new CouplerFigures(czFidelity)));
    }

    private static ChipSnapshot broken() {
        return chip(
                2e-6,
                new ChipQubit.OutOfService(1, 0, 1, "warm"),
                new ChipCoupler.OutOfService(0, 1, "its qubit is warm"));
    }

    @Test
    void what_is_the_same_is_left_out() {
        assertThat(Comparison.of(whole(2e-5, 0.96), whole(2e-5, 0.96)).isEmpty()).isTrue();
    }

    @Test
    void a_figure_that_changed_is_named_with_both_values() {
        var found = Comparison.of(whole(2e-5, 0.96), whole(3e-5, 0.97));
        assertThat(found.chip()).isEmpty();
        assertThat(found.qubits())
                .singleElement()
                .isEqualTo(
                        new Comparison.QubitChange(
                                1,
                                new Comparison.PartChange(
                                        Change.MEASURED,
                                        List.of(change("t1Seconds", 2e-5, 3e-5)),
                                        Optional.empty())));
        assertThat(found.couplers().getFirst().change().figures())
                .containsExactly(change("czFidelity", 0.96, 0.97));
    }

    private static FigureChange change(String figure, double from, double to) {
        return new FigureChange(figure, Optional.of(from), Optional.of(to));
    }

    @Test
    void a_part_that_is_taken_out_loses_its_figures_and_has_a_reason() {
        var found = Comparison.of(whole(2e-5, 0.96), broken());
        var qubit = found.qubits().getFirst().change();
        assertThat(qubit.change()).isEqualTo(Change.TAKEN_OUT);
        assertThat(qubit.reason()).contains("warm");
        assertThat(qubit.figures()).hasSize(7).allMatch(one -> one.to().isEmpty());
        assertThat(found.couplers().getFirst().change().change()).isEqualTo(Change.TAKEN_OUT);
        assertThat(found.chip()).containsExactly(change("durations.readoutSeconds", 1e-6, 2e-6));
    }

    @Test
    void a_part_that_returns_gains_figures() {
        var qubit = Comparison.of(broken(), whole(2e-5, 0.96)).qubits().getFirst().change();
        assertThat(qubit.change()).isEqualTo(Change.RETURNED);
        assertThat(qubit.reason()).isEmpty();
        assertThat(qubit.figures()).hasSize(7).allMatch(one -> one.from().isEmpty());
    }

    @Test
    void chips_of_two_shapes_are_not_compared() {
        var other = ChipData.wukong().snapshot(1);
        assertThatThrownBy(() -> Comparison.of(other, broken()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_figure_has_its_name() {
        assertThat(Figures.OF_QUBITS).isEqualTo(components(QubitFigures.class));
        assertThat(Figures.OF_COUPLERS).isEqualTo(components(CouplerFigures.class));
        assertThat(Figures.of(FIGURES)).containsEntry("t2Seconds", 5e-6).hasSize(7);
    }

    private static List<String> components(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }
}
