package cloud.somersault.chip.qubit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A qubit's shell: what was answered is remembered, also after a restart. */
class QubitActorTest {

    private static final ActorTestKit KIT =
            ActorTestKit.create(EventSourcedBehaviorTestKit.config());
    private static final QubitName NAME = new QubitName("wukong", 56);
    private static final QubitFigures FIGURES =
            new QubitFigures(4.2e9, 18.69e-6, 2.37e-6, 2.06e-6, 0.9937, 0.6754, 0.6742);
    private static final Instant MONDAY = Instant.parse("2026-03-09T05:00:00Z");

    private final EventSourcedBehaviorTestKit<QubitActor.Wish, QubitEvent, Qubit> qubit =
            EventSourcedBehaviorTestKit.create(
                    KIT.system(),
                    QubitActor.create(NAME),
                    EventSourcedBehaviorTestKit.enabledSerializationSettings()
                            .withVerifyState(false));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void forget() {
        qubit.clear();
    }

    @Test
    void a_qubit_answers_how_it_stands_after_the_command() {
        var done = ask(new QubitCommand.Calibrate(FIGURES, 1, MONDAY));
        var inService = new Qubit.InService(FIGURES, 1, MONDAY);
        assertThat(done.event())
                .isEqualTo(new QubitEvent.Calibrated("wukong", 56, FIGURES, 1, MONDAY));
        assertThat(done.reply()).isEqualTo(new QubitAnswer.Stands(new QubitView(NAME, inService)));
        assertThat(new QubitView(NAME, inService).inService()).isTrue();
    }

    @Test
    void a_command_that_changes_nothing_stores_nothing() {
        ask(new QubitCommand.Calibrate(FIGURES, 1, MONDAY));
        assertThat(ask(new QubitCommand.Calibrate(FIGURES, 1, MONDAY)).hasNoEvents()).isTrue();
        assertThat(ask(new QubitCommand.Describe()).hasNoEvents()).isTrue();
    }

    @Test
    void a_refusal_is_answered_and_stores_nothing() {
        var refused = ask(new QubitCommand.Return(MONDAY));
        assertThat(refused.hasNoEvents()).isTrue();
        assertThat(refused.reply())
                .isEqualTo(new QubitAnswer.Refused(NAME, new QubitRefusal.NeverMeasured()));
    }

    @Test
    void after_a_restart_a_qubit_stands_as_before() {
        ask(new QubitCommand.Calibrate(FIGURES, 1, MONDAY));
        ask(new QubitCommand.TakeOut("too noisy", MONDAY));
        assertThat(qubit.restart().state())
                .isEqualTo(new Qubit.Withdrawn(FIGURES, 1, MONDAY, "too noisy", MONDAY));
    }

    private EventSourcedBehaviorTestKit.CommandResultWithReply<
                    QubitActor.Wish, QubitEvent, Qubit, QubitAnswer>
            ask(QubitCommand command) {
        return qubit.runCommand(replyTo -> new QubitActor.Wish(command, replyTo));
    }
}
