package cloud.somersault.chip.coupler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A coupler's shell: what was answered is remembered, also after a restart. */
class CouplerActorTest {

    private static final ActorTestKit KIT =
            ActorTestKit.create(EventSourcedBehaviorTestKit.config());
    private static final CouplerName NAME = new CouplerName("wukong", 56, 62);
    private static final CouplerFigures FIGURES = new CouplerFigures(0.9663);
    private static final Instant MONDAY = Instant.parse("2026-03-09T05:00:00Z");

    private final EventSourcedBehaviorTestKit<CouplerActor.Wish, CouplerEvent, Coupler> coupler =
            EventSourcedBehaviorTestKit.create(
                    KIT.system(),
                    CouplerActor.create(NAME),
                    EventSourcedBehaviorTestKit.enabledSerializationSettings()
                            .withVerifyState(false));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void forget() {
        coupler.clear();
    }

    @Test
    void a_coupler_answers_how_it_stands_after_the_command() {
        var done = ask(new CouplerCommand.Calibrate(FIGURES, 1, MONDAY));
        var inService = new Coupler.InService(FIGURES, 1, MONDAY);
        assertThat(done.event())
                .isEqualTo(new CouplerEvent.Calibrated("wukong", 56, 62, FIGURES, 1, MONDAY));
        assertThat(done.reply())
                .isEqualTo(new CouplerAnswer.Stands(new CouplerView(NAME, inService)));
        assertThat(new CouplerView(NAME, inService).inService()).isTrue();
    }

    @Test
    void a_command_that_changes_nothing_stores_nothing() {
        ask(new CouplerCommand.Calibrate(FIGURES, 1, MONDAY));
        assertThat(ask(new CouplerCommand.Calibrate(FIGURES, 1, MONDAY)).hasNoEvents()).isTrue();
        assertThat(ask(new CouplerCommand.Describe()).hasNoEvents()).isTrue();
    }

    @Test
    void a_refusal_is_answered_and_stores_nothing() {
        var refused = ask(new CouplerCommand.Return(MONDAY));
        assertThat(refused.hasNoEvents()).isTrue();
        assertThat(refused.reply())
                .isEqualTo(new CouplerAnswer.Refused(NAME, new CouplerRefusal.NeverMeasured()));
    }

    @Test
    void after_a_restart_a_coupler_stands_as_before() {
        ask(new CouplerCommand.Calibrate(FIGURES, 1, MONDAY));
        ask(new CouplerCommand.TakeOut("too noisy", MONDAY));
        assertThat(coupler.restart().state())
                .isEqualTo(new Coupler.Withdrawn(FIGURES, 1, MONDAY, "too noisy", MONDAY));
    }

    private EventSourcedBehaviorTestKit.CommandResultWithReply<
                    CouplerActor.Wish, CouplerEvent, Coupler, CouplerAnswer>
            ask(CouplerCommand command) {
        return coupler.runCommand(replyTo -> new CouplerActor.Wish(command, replyTo));
    }
}
