package cloud.somersault.tuning.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.tuning.session.TuningEvent.Checkpoint;
import cloud.somersault.tuning.session.TuningEvent.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TuningDeciderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final TuningSpec SPEC = Specs.of(3, 2);

    @Test
    void a_session_is_created_once() {
        var created = given(new Tuning.Unknown(), create(SPEC));
        assertThat(created.phase()).isEqualTo("running");
        assertThat(TuningDecider.decide(created, create(SPEC)))
                .isEqualTo(new TuningDecision.Unchanged());
        assertThat(code(created, create(Specs.of(4, 2)))).isEqualTo("idempotency-key-reused");
    }

    @Test
    void steps_follow_one_another_and_the_last_one_completes() {
        var tuning = given(new Tuning.Unknown(), create(SPEC), step(1), step(2));
        assertThat(TuningDecider.decide(tuning, step(2))).isEqualTo(new TuningDecision.Unchanged());
        assertThat(TuningDecider.decide(tuning, step(4))).isEqualTo(new TuningDecision.Unchanged());
        assertThat(given(tuning, step(3)).phase()).isEqualTo("completed");
    }

    @Test
    void a_step_under_way_counts_although_the_session_was_paused_meanwhile() {
        var paused = given(new Tuning.Unknown(), create(SPEC), step(1), pause());
        assertThat(paused.phase()).isEqualTo("paused");
        var later = given(paused, step(2));
        assertThat(later.phase()).isEqualTo("paused");
        assertThat(((Tuning.Known) later).progress().step()).isEqualTo(2);
        assertThat(given(later, new TuningCommand.Resume(NOON)).phase()).isEqualTo("running");
    }

    @Test
    void after_a_checkpoint_only_the_losses_since_then_are_remembered() {
        var tuning =
                (Tuning.Known)
                        given(
                                new Tuning.Unknown(),
                                create(Specs.of(9, 2)),
                                step(1),
                                step(2),
                                step(3));
        assertThat(tuning.progress().checkpoints())
                .extracting(Checkpoint::step)
                .containsExactly(2L);
        assertThat(tuning.progress().sinceCheckpoint()).containsExactly(0.25);
    }

    @Test
    void a_fork_begins_where_its_checkpoint_is() {
        var origin = new Origin("parent", new Checkpoint(2, "digest", 10));
        var create = new TuningCommand.Create("fork", SPEC, Optional.of(origin), NOON);
        var fork = (Tuning.Known) given(new Tuning.Unknown(), create);
        assertThat(fork.progress().step()).isEqualTo(2);
        assertThat(given(fork, step(3)).phase()).isEqualTo("completed");
    }

    @Test
    void what_has_ended_can_not_be_paused_resumed_or_cancelled() {
        var completed = given(new Tuning.Unknown(), create(SPEC), step(1), step(2), step(3));
        assertThat(code(completed, pause())).isEqualTo("tuning-already-ended");
        assertThat(code(completed, new TuningCommand.Resume(NOON)))
                .isEqualTo("tuning-already-ended");
        assertThat(code(completed, new TuningCommand.Cancel(NOON)))
                .isEqualTo("tuning-already-ended");
        var cancelled = given(new Tuning.Unknown(), create(SPEC), new TuningCommand.Cancel(NOON));
        assertThat(TuningDecider.decide(cancelled, step(1)))
                .isEqualTo(new TuningDecision.Unchanged());
    }

    @Test
    void nothing_can_be_asked_of_a_session_that_is_not_there() {
        assertThat(code(new Tuning.Unknown(), pause())).isEqualTo("tuning-not-found");
    }

    @Test
    void an_event_that_can_not_follow_means_a_broken_journal() {
        assertThatThrownBy(() -> new Tuning.Unknown().after(new TuningEvent.Completed(NOON)))
                .hasMessageContaining("broken journal");
        var running = given(new Tuning.Unknown(), create(SPEC));
        assertThatThrownBy(() -> running.after(step(2).taken()))
                .hasMessageContaining("broken journal");
    }

    private static TuningCommand create(TuningSpec spec) {
        return new TuningCommand.Create("one", spec, Optional.empty(), NOON);
    }

    private static TuningCommand pause() {
        return new TuningCommand.Pause("asked", "A user asked for it.", NOON);
    }

    private static TuningCommand.TakeStep step(long number) {
        return new TuningCommand.TakeStep(
                new TuningEvent.StepTaken(
                        number,
                        1.0 / (number + 1),
                        1,
                        0.01,
                        0,
                        List.of(),
                        Optional.empty(),
                        0.5,
                        Optional.empty(),
                        number % 2 == 0
                                ? Optional.of(new Checkpoint(number, "digest-" + number, 10))
                                : Optional.empty(),
                        NOON));
    }

    private static Tuning given(Tuning tuning, TuningCommand... commands) {
        for (var command : commands) {
            var happened = (TuningDecision.Happened) TuningDecider.decide(tuning, command);
            for (var event : happened.events()) {
                tuning = tuning.after(event);
            }
        }
        return tuning;
    }

    private static String code(Tuning tuning, TuningCommand command) {
        return ((TuningDecision.Refused) TuningDecider.decide(tuning, command)).refusal().code();
    }
}
