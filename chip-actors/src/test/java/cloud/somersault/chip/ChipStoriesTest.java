package cloud.somersault.chip;

import static cloud.somersault.chip.Trio.DIGEST;
import static cloud.somersault.chip.Trio.MONDAY;
import static cloud.somersault.chip.Trio.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.ChipCommand.Abandon;
import cloud.somersault.chip.ChipCommand.CurrentSnapshot;
import cloud.somersault.chip.ChipCommand.Import;
import cloud.somersault.chip.ChipCommand.Publish;
import cloud.somersault.chip.ChipCommand.SnapshotOfVersion;
import cloud.somersault.chip.ChipEvent.CalibrationAbandoned;
import cloud.somersault.chip.ChipEvent.CalibrationPublished;
import cloud.somersault.chip.ChipEvent.CalibrationStarted;
import cloud.somersault.chip.ChipEvent.CameAlive;
import cloud.somersault.chip.ChipEvent.ClockSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of calibration versions: nothing half-imported is ever seen. */
class ChipStoriesTest {

    private static final ChipSnapshot FIRST = Trio.data().snapshot(1);
    private static final ChipSnapshot SECOND = Trio.dataOfAnotherDay().snapshot(2);

    private static final CalibrationStarted STARTED =
            new CalibrationStarted("trio", 1, FIRST.source(), DIGEST, MONDAY);
    private static final CalibrationPublished PUBLISHED = published(FIRST);
    private static final CameAlive ALIVE =
            new CameAlive("trio", Trio.LIFE.seed(), "transmons-1", 1, 0, MONDAY);
    private static final ClockSet RUNNING = new ClockSet("trio", 0, Trio.LIFE.rate(), MONDAY);
    private static final CalibrationStarted STARTED_SECOND =
            new CalibrationStarted("trio", 2, SECOND.source(), SECOND.digest(), TUESDAY);

    private static CalibrationPublished published(ChipSnapshot snapshot) {
        return new CalibrationPublished(
                "trio",
                snapshot.version(),
                snapshot.measuredAt(),
                snapshot.source(),
                snapshot.digest(),
                snapshot,
                MONDAY);
    }

    @Test
    void the_first_import_starts_version_1_and_is_under_way() {
        given().when(new Import(Trio.data(), MONDAY))
                .then(STARTED)
                .thenAnswered(new ChipAnswer.UnderWay(1));
    }

    @Test
    void before_the_first_publication_there_is_nothing_to_see() {
        var notReady = new ChipRefusal.NotReady("trio");
        given().when(new CurrentSnapshot()).thenRefused(notReady);
        given(STARTED).when(new CurrentSnapshot()).thenRefused(notReady);
        given(STARTED).when(new SnapshotOfVersion(1)).thenRefused(notReady);
    }

    @Test
    void the_version_under_way_is_published_when_all_parts_know_it() {
        given(STARTED)
                .when(new Publish(FIRST, MONDAY))
                .then(PUBLISHED, ALIVE, RUNNING)
                .thenAnswered(new ChipAnswer.Published(FIRST));
        given(STARTED, PUBLISHED, ALIVE, RUNNING)
                .when(new CurrentSnapshot())
                .then()
                .thenAnswered(new ChipAnswer.Published(FIRST));
    }

    @Test
    void the_same_import_again_while_it_is_under_way_makes_no_event() {
        given(STARTED)
                .when(new Import(Trio.data(), TUESDAY))
                .then()
                .thenAnswered(new ChipAnswer.UnderWay(1));
    }

    @Test
    void the_same_import_again_after_publication_answers_the_published_version() {
        given(STARTED, PUBLISHED, ALIVE, RUNNING)
                .when(new Import(Trio.data(), TUESDAY))
                .then()
                .thenAnswered(new ChipAnswer.Published(FIRST));
    }

    @Test
    void other_figures_make_the_next_version_and_the_first_stays_readable() {
        given(STARTED, PUBLISHED, ALIVE, RUNNING)
                .when(new Import(Trio.dataOfAnotherDay(), TUESDAY))
                .then(STARTED_SECOND);
        given(STARTED, PUBLISHED, ALIVE, RUNNING, STARTED_SECOND)
                .when(new CurrentSnapshot())
                .then()
                .thenAnswered(new ChipAnswer.Published(FIRST));
        given(STARTED, PUBLISHED, ALIVE, RUNNING, STARTED_SECOND, published(SECOND))
                .when(new CurrentSnapshot())
                .then()
                .thenAnswered(new ChipAnswer.Published(SECOND));
        given(STARTED, PUBLISHED, ALIVE, RUNNING, STARTED_SECOND, published(SECOND))
                .when(new SnapshotOfVersion(1))
                .then()
                .thenAnswered(new ChipAnswer.Published(FIRST));
    }

    @Test
    void an_import_of_old_figures_does_not_bring_them_back() {
        given(STARTED, PUBLISHED, ALIVE, RUNNING, STARTED_SECOND, published(SECOND))
                .when(new Import(Trio.data(), TUESDAY))
                .then()
                .thenAnswered(new ChipAnswer.Published(FIRST));
    }

    @Test
    void other_figures_while_a_version_is_under_way_abandon_it_for_ever() {
        given(STARTED)
                .when(new Import(Trio.dataOfAnotherDay(), TUESDAY))
                .then(
                        new CalibrationAbandoned(
                                "trio",
                                1,
                                "other figures were imported before it was published",
                                TUESDAY),
                        STARTED_SECOND)
                .thenAnswered(new ChipAnswer.UnderWay(2));
    }

    @Test
    void a_late_publication_of_an_abandoned_version_is_refused() {
        var abandoned = new CalibrationAbandoned("trio", 1, "a part refused it", MONDAY);
        given(STARTED, abandoned)
                .when(new Publish(FIRST, TUESDAY))
                .thenRefused(new ChipRefusal.NotUnderWay("trio", 1));
        given(STARTED, abandoned, STARTED_SECOND)
                .when(new Publish(FIRST, TUESDAY))
                .thenRefused(new ChipRefusal.NotUnderWay("trio", 1));
        given(STARTED, abandoned)
                .when(new Import(Trio.data(), TUESDAY))
                .then(new CalibrationStarted("trio", 2, FIRST.source(), DIGEST, TUESDAY));
    }

    @Test
    void a_version_is_published_only_with_the_figures_it_was_started_with() {
        given(STARTED)
                .when(new Publish(Trio.dataOfAnotherDay().snapshot(1), TUESDAY))
                .thenRefused(new ChipRefusal.NotUnderWay("trio", 1));
    }

    @Test
    void publishing_twice_makes_no_second_event() {
        given(STARTED, PUBLISHED, ALIVE, RUNNING).when(new Publish(FIRST, TUESDAY)).then();
    }

    @Test
    void a_version_under_way_can_be_abandoned_once() {
        given(STARTED)
                .when(new Abandon(1, "a part refused it", TUESDAY))
                .then(new CalibrationAbandoned("trio", 1, "a part refused it", TUESDAY))
                .thenAnswered(new ChipAnswer.Abandoned(1));
        given(STARTED, PUBLISHED, ALIVE, RUNNING).when(new Abandon(1, "too late", TUESDAY)).then();
    }

    @Test
    void the_data_of_another_chip_are_refused() {
        given().when(new Import(ChipData.wukong(), MONDAY))
                .thenRefused(new ChipRefusal.WrongChip("trio", "wukong"));
    }

    @Test
    void a_version_that_never_was_is_refused_with_the_current_one() {
        given(STARTED, PUBLISHED, ALIVE, RUNNING)
                .when(new SnapshotOfVersion(7))
                .thenRefused(new ChipRefusal.UnknownVersion("trio", 7, 1));
    }

    @Test
    void a_journal_whose_snapshot_was_altered_is_wrong() {
        var altered = Trio.dataOfAnotherDay().snapshot(1);
        var forged =
                new CalibrationPublished(
                        "trio", 1, altered.measuredAt(), altered.source(), DIGEST, altered, MONDAY);
        assertThatThrownBy(() -> given(STARTED, forged)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> given(PUBLISHED)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> given(STARTED, STARTED_SECOND))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_digest_is_the_sha_256_of_the_canonical_form() {
        assertThat(FIRST.digest()).isEqualTo(DIGEST);
        assertThat(Trio.measured().digest()).isEqualTo(Trio.MEASURED_DIGEST);
    }

    private static Given given(ChipEvent... events) {
        var chip = Chip.fresh();
        for (var event : events) {
            chip = chip.after(event);
        }
        return new Given(chip);
    }

    private record Given(Chip chip) {
        When when(ChipCommand command) {
            return new When(chip, command, ChipDecider.decide("trio", Trio.LIFE, chip, command));
        }
    }

    private record When(Chip before, ChipCommand command, ChipDecision decision) {
        Then then(ChipEvent... events) {
            assertThat(decision).isEqualTo(new ChipDecision.Happened(List.of(events)));
            var after = before;
            for (var event : events) {
                after = after.after(event);
            }
            return new Then(ChipDecider.answer("trio", after, command));
        }

        void thenRefused(ChipRefusal refusal) {
            assertThat(decision).isEqualTo(new ChipDecision.Refused(refusal));
            assertThat(refusal.message()).isNotBlank();
            assertThat(refusal.hint()).isNotBlank();
        }
    }

    private record Then(ChipAnswer answer) {
        void thenAnswered(ChipAnswer expected) {
            assertThat(answer).isEqualTo(expected);
        }
    }
}
