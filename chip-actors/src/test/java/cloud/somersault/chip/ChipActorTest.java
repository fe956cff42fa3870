package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.coupler.CouplerEvent;
import cloud.somersault.chip.qubit.QubitActor;
import cloud.somersault.chip.qubit.QubitAnswer;
import cloud.somersault.chip.qubit.QubitCommand;
import cloud.somersault.chip.qubit.QubitEvent;
import cloud.somersault.chip.qubit.QubitFigures;
import cloud.somersault.chip.qubit.QubitName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chip's shell: an import tells every part, survives a stop in its middle, and is seen whole. */
class ChipActorTest {

    private static final Instant TUESDAY = Trio.TUESDAY;

    private final ActorTestKit kit = ActorTestKit.create(PersistenceTestKitPlugin.config());
    private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
    private final TestProbe<ChipAnswer> answers = kit.createTestProbe(ChipAnswer.class);
    private final LocalParts parts = new LocalParts(kit);

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void an_import_tells_every_part_and_then_publishes() {
        var chip = start();
        published(chip);
        assertThat(journal.persistedInStorage("Qubit|trio-q0"))
                .containsExactly(new QubitEvent.Calibrated("trio", 0, figures(0), 1, Trio.MONDAY));
        assertThat(journal.persistedInStorage("Qubit|trio-q2"))
                .containsExactly(
                        new QubitEvent.TakenOut("trio", 2, "no figures published", Trio.MONDAY));
        assertThat(journal.persistedInStorage("Coupler|trio-c0-1"))
                .hasOnlyElementsOfType(CouplerEvent.Calibrated.class)
                .hasSize(1);
        assertThat(journal.persistedInStorage("Coupler|trio-c1-2"))
                .hasOnlyElementsOfType(CouplerEvent.TakenOut.class)
                .hasSize(1);
        assertThat(journal.persistedInStorage("Chip|trio"))
                .extracting(event -> (Object) event.getClass())
                .containsExactly(
                        ChipEvent.CalibrationStarted.class,
                        ChipEvent.CalibrationPublished.class,
                        ChipEvent.CameAlive.class,
                        ChipEvent.ClockSet.class);
    }

    @Test
    void while_a_part_is_silent_nothing_is_published_and_it_is_told_again() {
        parts.deaf.add("trio-c0-1");
        var chip = start();
        assertThat(ask(chip, bring())).isEqualTo(new ChipAnswer.UnderWay(1));
        waitUntilTold("trio-c0-1", 3);
        assertThat(ask(chip, new ChipCommand.CurrentSnapshot()))
                .isEqualTo(new ChipAnswer.Refused(new ChipRefusal.NotReady("trio")));
        parts.deaf.clear();
        published(chip);
    }

    @Test
    void an_import_stopped_in_its_middle_is_resumed_without_a_second_event() {
        parts.deaf.add("trio-q1");
        parts.deaf.add("trio-c0-1");
        var chip = start();
        assertThat(ask(chip, bring())).isEqualTo(new ChipAnswer.UnderWay(1));
        waitUntilTold("trio-c1-2", 1);
        kit.stop(chip);

        parts.deaf.clear();
        var again = start();
        assertThat(ask(again, new ChipCommand.CurrentSnapshot()))
                .isEqualTo(new ChipAnswer.Refused(new ChipRefusal.NotReady("trio")));
        published(again);
        for (var part : List.of("Qubit|trio-q0", "Qubit|trio-q1", "Coupler|trio-c0-1")) {
            assertThat(journal.persistedInStorage(part)).as(part).hasSize(1);
        }
        assertThat(journal.persistedInStorage("Chip|trio")).hasSize(4);
        assertThat(
                        ((ChipEvent.CalibrationPublished)
                                        journal.persistedInStorage("Chip|trio").get(1))
                                .snapshot())
                .isEqualTo(Trio.data().snapshot(1));
    }

    @Test
    void after_a_restart_every_published_version_is_still_answered() {
        var chip = start();
        published(chip);
        var second = new ChipCommand.Import(Trio.dataOfAnotherDay(), TUESDAY);
        answers.awaitAssert(() -> {
            var answer = ask(chip, second);
            assertThat(answer).isInstanceOf(ChipAnswer.Published.class);
            return answer;
        });
        kit.stop(chip);

        var again = start();
        assertThat(ask(again, new ChipCommand.CurrentSnapshot()))
                .isEqualTo(new ChipAnswer.Published(Trio.dataOfAnotherDay().snapshot(2)));
        assertThat(ask(again, new ChipCommand.SnapshotOfVersion(1)))
                .isEqualTo(new ChipAnswer.Published(Trio.data().snapshot(1)));
        assertThat(ask(again, new ChipCommand.SnapshotOfVersion(3)))
                .isEqualTo(new ChipAnswer.Refused(new ChipRefusal.UnknownVersion("trio", 3, 2)));
    }

    @Test
    void a_version_that_a_part_refuses_is_abandoned_and_the_next_one_is_published() {
        TestProbe<QubitAnswer> qubit = kit.createTestProbe(QubitAnswer.class);
        parts.tell(
                new QubitName("trio", 1),
                new QubitActor.Wish(
                        new QubitCommand.Calibrate(figures(0), 1, Trio.MONDAY), qubit.ref()));
        qubit.receiveMessage();
        var chip = start();
        ask(chip, bring());
        answers.awaitAssert(() -> {
            var answer = ask(chip, bring());
            assertThat(answer).isEqualTo(new ChipAnswer.Published(Trio.data().snapshot(2)));
            return answer;
        });
        assertThat(ask(chip, new ChipCommand.SnapshotOfVersion(1)))
                .isEqualTo(new ChipAnswer.Refused(new ChipRefusal.UnknownVersion("trio", 1, 2)));
    }

    @Test
    void a_courier_lost_on_its_way_is_followed_by_another_at_the_next_import() {
        var sent = new AtomicInteger();
        var chip =
                kit.spawn(
                        ChipActor.create(
                                "trio",
                                new ChipActor.Surroundings(
                                        Trio.LIFE,
                                        (errand, home) ->
                                                sent.incrementAndGet() == 1
                                                        ? Behaviors.stopped()
                                                        : CourierActor.create(
                                                                errand,
                                                                parts,
                                                                Duration.ofMillis(50),
                                                                InstantSource.fixed(TUESDAY),
                                                                home))));
        published(chip);
        assertThat(sent).hasValue(2);
        assertThat(journal.persistedInStorage("Chip|trio")).hasSize(4);
    }

    private ActorRef<ChipActor.Message> start() {
        return kit.spawn(
                ChipActor.create(
                        "trio",
                        Trio.LIFE,
                        parts,
                        Duration.ofMillis(50),
                        InstantSource.fixed(TUESDAY)));
    }

    private static ChipCommand bring() {
        return new ChipCommand.Import(Trio.data(), Trio.MONDAY);
    }

    private ChipAnswer ask(ActorRef<ChipActor.Message> chip, ChipCommand command) {
        chip.tell(new ChipActor.Wish(command, answers.ref()));
        return answers.receiveMessage();
    }

    private void published(ActorRef<ChipActor.Message> chip) {
        answers.awaitAssert(() -> {
            var answer = ask(chip, bring());
            assertThat(answer).isEqualTo(new ChipAnswer.Published(Trio.data().snapshot(1)));
            return answer;
        });
    }

    private void waitUntilTold(String part, int times) {
        answers.awaitAssert(() -> {
            assertThat(parts.told.getOrDefault(part, 0)).isGreaterThanOrEqualTo(times);
            return part;
        });
    }

    private static QubitFigures figures(int qubit) {
        return Trio.data().snapshot(1).qubitFigures(qubit).orElseThrow();
    }
}
