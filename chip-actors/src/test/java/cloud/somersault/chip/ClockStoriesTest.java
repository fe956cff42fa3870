package cloud.somersault.chip;

import static cloud.somersault.chip.Trio.LIFE;
import static cloud.somersault.chip.Trio.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.ChipCommand.Advance;
import cloud.somersault.chip.ChipCommand.AdvanceTo;
import cloud.somersault.chip.ChipCommand.Import;
import cloud.somersault.chip.ChipCommand.Now;
import cloud.somersault.chip.ChipCommand.Publish;
import cloud.somersault.chip.ChipCommand.SetRate;
import cloud.somersault.chip.ChipEvent.CalibrationPublished;
import cloud.somersault.chip.ChipEvent.CalibrationStarted;
import cloud.somersault.chip.ChipEvent.CameAlive;
import cloud.somersault.chip.ChipEvent.ClockAdvanced;
import cloud.somersault.chip.ChipEvent.ClockSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of a chip's life and its virtual clock. */
class ClockStoriesTest {

    private static final ChipSnapshot FIRST = Trio.data().snapshot(1);
    private static final CameAlive ALIVE = new CameAlive("trio", 5, "transmons-1", 1, 0, MONDAY);
    private static final List<ChipEvent> PUBLISHED = List.of(started(FIRST), published(FIRST));
    private static final List<ChipEvent> STANDING = with(PUBLISHED, ALIVE, set(0, 0, MONDAY));
    private static final List<ChipEvent> RUNNING = with(PUBLISHED, ALIVE, set(0, 10, MONDAY));

    @Test
    void nothing_lives_before_its_first_figures() {
        var notReady = new ChipDecision.Refused(new ChipRefusal.NotReady("trio"));
        for (var command :
                List.of(
                        new Now(MONDAY),
                        new Advance(1, "", MONDAY),
                        new AdvanceTo(1, "", MONDAY),
                        new SetRate(1, MONDAY))) {
            assertThat(decide(List.of(), command)).isEqualTo(notReady);
        }
    }

    @Test
    void a_chip_from_before_there_was_a_clock_comes_alive_at_its_next_import() {
        assertThat(decide(PUBLISHED, new Import(Trio.data(), after(3))))
                .isEqualTo(
                        happened(
                                new CameAlive("trio", 5, "transmons-1", 1, 0, after(3)),
                                set(0, LIFE.rate(), after(3))));
    }

    @Test
    void second_0_is_when_the_first_figures_were_measured() {
        var clock = read(STANDING, after(1000));
        assertThat(clock.epoch()).isEqualTo(FIRST.measuredAt());
        assertThat(clock.virtualSeconds()).isZero();
        assertThat(clock.virtualTime()).isEqualTo(FIRST.measuredAt());
        assertThat(clock.truth()).isEqualTo(new Truth(5, "transmons-1", 1, 0, 0));
    }

    @Test
    void a_clock_that_runs_moves_in_whole_ticks_of_a_minute() {
        assertThat(read(RUNNING, after(5.999)).virtualSeconds()).isZero();
        assertThat(read(RUNNING, after(6)).virtualSeconds()).isEqualTo(60);
        assertThat(read(RUNNING, after(17)).virtualSeconds()).isEqualTo(120);
        assertThat(read(RUNNING, after(17)).truth().virtualSeconds()).isEqualTo(120);
    }

    @Test
    void a_wall_clock_that_was_put_back_does_not_put_it_back() {
        assertThat(read(RUNNING, after(-3600)).virtualSeconds()).isZero();
    }

    @Test
    void a_clock_that_stands_moves_only_when_it_is_moved() {
        var moved =
                with(STANDING, new ClockAdvanced("trio", 0.75, 0.75, "an experiment", after(9)));
        assertThat(decide(STANDING, new Advance(0.75, "an experiment", after(9))))
                .isEqualTo(happened(moved.getLast()));
        assertThat(read(moved, after(1e6)).virtualSeconds()).isEqualTo(0.75);
        assertThat(decide(moved, new Advance(0, "nothing", after(10)))).isEqualTo(happened());
    }

    @Test
    void a_clock_that_runs_is_moved_from_where_it_is() {
        assertThat(decide(RUNNING, new Advance(100, "a jump", after(3))))
                .isEqualTo(happened(new ClockAdvanced("trio", 100, 130, "a jump", after(3))));
        var moved = with(RUNNING, new ClockAdvanced("trio", 100, 130, "a jump", after(3)));
        assertThat(read(moved, after(3)).virtualSeconds()).isEqualTo(130);
        assertThat(read(moved, after(8)).virtualSeconds()).isEqualTo(180);
    }

    @Test
    void moving_it_to_a_moment_twice_moves_it_once() {
        var to = new AdvanceTo(50, "chip time", after(1));
        var moved = with(STANDING, new ClockAdvanced("trio", 50, 50, "chip time", after(1)));
        assertThat(decide(STANDING, to)).isEqualTo(happened(moved.getLast()));
        assertThat(decide(moved, to)).isEqualTo(happened());
        assertThat(decide(moved, new AdvanceTo(40, "the past", after(2)))).isEqualTo(happened());
    }

    @Test
    void another_rate_begins_where_the_clock_is() {
        assertThat(decide(RUNNING, new SetRate(0, after(3.5))))
                .isEqualTo(happened(set(35, 0, after(3.5))));
        assertThat(decide(RUNNING, new SetRate(10, after(3.5)))).isEqualTo(happened());
    }

    @Test
    void no_clock_shows_more_than_a_thousand_years() {
        assertThat(decide(STANDING, new Advance(4e10, "for ever", MONDAY)))
                .isEqualTo(
                        new ChipDecision.Refused(
                                new ChipRefusal.TooFarAhead("trio", 0, ChipLife.SECONDS_MAX)));
    }

    @Test
    void what_was_measured_on_the_chip_does_not_change_what_it_is() {
        var measured = Trio.measured();
        var underWay = with(STANDING, started(measured));
        assertThat(decide(underWay, new Publish(measured, MONDAY)))
                .isEqualTo(happened(published(measured)));
    }

    @Test
    void figures_from_outside_are_true_from_the_moment_they_are_published() {
        var other = Trio.dataOfAnotherDay().snapshot(2);
        var underWay =
                with(STANDING, new ClockAdvanced("trio", 90, 90, "", MONDAY), started(other));
        var alive = new CameAlive("trio", 5, "transmons-1", 2, 90, MONDAY);
        assertThat(decide(underWay, new Publish(other, MONDAY)))
                .isEqualTo(happened(published(other), alive));
        var clock = read(with(underWay, published(other), alive), MONDAY);
        assertThat(clock.truth()).isEqualTo(new Truth(5, "transmons-1", 2, 90, 90));
        assertThat(clock.epoch()).isEqualTo(FIRST.measuredAt());
    }

    @Test
    void a_journal_whose_clock_goes_back_is_wrong() {
        assertThatThrownBy(
                        () -> given(with(STANDING, new ClockAdvanced("trio", 1, -1, "", MONDAY))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> given(with(PUBLISHED, set(0, 1, MONDAY))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        given(with(PUBLISHED, new CameAlive("trio", 1, "magic", 1, 0, MONDAY))))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Instant after(double seconds) {
        return MONDAY.plus(Duration.ofMillis(Math.round(1000 * seconds)));
    }

    private static ClockSet set(double virtualSeconds, double rate, Instant at) {
        return new ClockSet("trio", virtualSeconds, rate, at);
    }

    private static ChipEvent started(ChipSnapshot snapshot) {
        return new CalibrationStarted(
                "trio", snapshot.version(), snapshot.source(), snapshot.digest(), MONDAY);
    }

    private static ChipEvent published(ChipSnapshot snapshot) {
        return new CalibrationPublished(
                "trio",
                snapshot.version(),
                snapshot.measuredAt(),
                snapshot.source(),
                snapshot.digest(),
                snapshot,
                MONDAY);
    }

    private static List<ChipEvent> with(List<ChipEvent> events, ChipEvent... more) {
        var all = new ArrayList<>(events);
        all.addAll(List.of(more));
        return all;
    }

    private static Chip given(List<ChipEvent> events) {
        var chip = Chip.fresh();
        for (var event : events) {
            chip = chip.after(event);
        }
        return chip;
    }

    private static ChipDecision decide(List<ChipEvent> events, ChipCommand command) {
        return ChipDecider.decide("trio", LIFE, given(events), command);
    }

    private static ChipDecision happened(ChipEvent... events) {
        return new ChipDecision.Happened(List.of(events));
    }

    private static ChipClock read(List<ChipEvent> events, Instant at) {
        return ((ChipAnswer.Stands) ChipDecider.answer("trio", given(events), new Now(at)))
                .now()
                .clock();
    }
}
