package cloud.somersault.persistence.journal;

import static cloud.somersault.persistence.journal.Events.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** Persistent actors on the embedded log. */
class PersistentActorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path folder;

    private record Say(String word, org.apache.pekko.actor.typed.ActorRef<String> replyTo) {}

    /** Remembers every word; its state is all of them. */
    private static final class Diary extends EventSourcedBehavior<Say, String, String> {
        Diary(String id) {
            super(PersistenceId.ofUniqueId(id));
        }

        @Override
        public String emptyState() {
            return "";
        }

        @Override
        public CommandHandler<Say, String, String> commandHandler() {
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onAnyCommand(say ->
                            say.word().isEmpty()
                                    ? Effect().reply(say.replyTo(), "")
                                    : Effect()
                                            .persist(say.word())
                                            .thenReply(say.replyTo(), words -> words));
        }

        @Override
        public EventHandler<String, String> eventHandler() {
            return (words, word) -> words + word;
        }

        @Override
        public Set<String> tagsFor(String word) {
            return Set.of("length-" + word.length());
        }

        @Override
        public RetentionCriteria retentionCriteria() {
            return RetentionCriteria.snapshotEvery(3, 1).withDeleteEventsOnSnapshot();
        }
    }

    @Test
    void an_actor_goes_on_where_it_was_after_a_restart_of_everything() {
        var words = "";
        for (int life = 0; life < 3; life++) {
            var system =
                    ActorSystem.create(new Diary("diary|1"), "life-" + life, Tck.config(folder));
            for (int i = 0; i < 4; i++) {
                words += "abcd".charAt(i);
                assertThat(say(system, "" + "abcd".charAt(i))).isEqualTo(words);
            }
            end(system);
        }
        try (var log = Events.open(folder)) {
            assertThat(log.ofEntity("diary|1", 1, 99, 99)).hasSize(12);
            assertThat(log.withTagAfter("length-1", 0, 99)).hasSize(12);
            assertThat(log.check().sound()).isTrue();
        }
    }

    @Test
    void systems_of_one_process_with_the_same_folder_share_the_log_until_the_last_has_ended() {
        var first = ActorSystem.create(new Diary("diary|1"), "first", Tck.config(folder));
        var second = ActorSystem.create(new Diary("diary|2"), "second", Tck.config(folder));
        say(first, "one");
        say(second, "two");
        assertThat(EventLogs.of(first)).isSameAs(EventLogs.of(second));

        end(first);
        assertThat(say(second, "three")).isEqualTo("twothree");
        assertThatThrownBy(() -> Events.open(folder)).isInstanceOf(DataFolderHeldException.class);

        end(second);
        Events.open(folder).close();
    }

    @Test
    void a_system_without_a_data_folder_says_what_to_set() {
        var system =
                ActorSystem.create(
                        new Diary("diary|1"),
                        "nowhere",
                        ConfigFactory.parseString("somersault.data-directory = \"\"")
                                .withFallback(Tck.config(folder)));
        assertThatThrownBy(() -> EventLogs.of(system))
                .hasMessageContaining("somersault.data-directory is not set");
        end(system);
    }

    @Test
    void an_entitys_recovery_waits_for_its_writes_under_way() throws InterruptedException {
        var system = org.apache.pekko.actor.ActorSystem.create("recovery", Tck.config(folder));
        try {
            var journal =
                    Persistence.get(system).journalFor("somersault.journal", ConfigFactory.empty());
            var probe = new TestKit(system);
            var writing = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            EventLogs.of(system)
                    .write(_ -> {
                        writing.countDown();
                        release.await();
                    });
            writing.await();
            var event =
                    PersistentRepr.apply(
                            "event", 1, "a", "", false, ActorRef.noSender(), "writer-1");
            journal.tell(
                    new JournalProtocol.WriteMessages(
                            CollectionConverters.<PersistentEnvelope>asScala(
                                            List.of(AtomicWrite.apply(event)))
                                    .toSeq(),
                            probe.getRef(),
                            1),
                    probe.getRef());
            journal.tell(
                    new JournalProtocol.ReplayMessages(
                            1, Long.MAX_VALUE, Long.MAX_VALUE, "a", probe.getRef()),
                    probe.getRef());
            probe.expectNoMessage(Duration.ofMillis(200));

            release.countDown();

            var answers = probe.receiveN(4, PATIENCE);
            assertThat(answers)
                    .anyMatch(JournalProtocol.WriteMessageSuccess.class::isInstance)
                    .anyMatch(JournalProtocol.ReplayedMessage.class::isInstance)
                    .contains(new JournalProtocol.RecoverySuccess(1));
        } finally {
            TestKit.shutdownActorSystem(system);
        }
    }

    private static String say(ActorSystem<Say> diary, String word) {
        return await(
                AskPattern.<Say, String>ask(
                        diary, replyTo -> new Say(word, replyTo), PATIENCE, diary.scheduler()));
    }

    private static void end(ActorSystem<?> system) {
        system.terminate();
        await(CompletableFuture.allOf(system.getWhenTerminated().toCompletableFuture()));
    }
}
