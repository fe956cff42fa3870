package cloud.somersault.persistence.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.persistence.retention.RetentionProtocol.Erase;
import cloud.somersault.persistence.retention.RetentionProtocol.Message;
import cloud.somersault.persistence.retention.RetentionProtocol.These;
import cloud.somersault.persistence.retention.RetentionProtocol.Which;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has contents erased, over a real journal. */
class RetentionTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private ActorTestKit kit;
    private KeyFile keys;

    @BeforeEach
    void open() {
        keys = KeyFile.open(folder.resolve("k"), folder.resolve("k/master.key"), now::get, true);
        kit =
                ActorTestKit.create(
                        "retention",
                        ConfigFactory.parseMap(
                                        Map.of(
                                                "somersault.data-directory",
                                                folder.toString(),
                                                "pekko.persistence.journal.plugin",
                                                "somersault.journal",
                                                "pekko.persistence.snapshot-store.plugin",
                                                "somersault.snapshot-store",
                                                "pekko.actor.provider",
                                                "local"))
                                .withFallback(ConfigFactory.load()));
    }

    @AfterEach
    void close() {
        kit.shutdownTestKit();
        keys.close();
    }

    private ActorRef<Message> start(Map<String, Integer> days) {
        var settings =
                new RetentionSettings(
                        true, folder, folder, 0, days, Duration.ofHours(1), Duration.ofSeconds(20));
        return kit.spawn(RetentionActor.create(keys, settings, now::get));
    }

    private String key(String tenant) {
        return keys.keyFor(tenant, now.get()).toCompletableFuture().join().orElseThrow();
    }

    private List<Erasure> erasures(ActorRef<Message> retention, String tenant) {
        TestProbe<These> probe = kit.createTestProbe(These.class);
        retention.tell(new Which(tenant, probe.getRef()));
        return probe.receiveMessage(PATIENCE).erasures();
    }

    @Test
    void what_is_older_than_its_tenants_days_is_erased_by_itself() {
        var alices = key("alice");
        var bobs = key("bob");
        now.set(NOON.plus(Duration.ofDays(30)));
        var retention = start(Map.of("alice", 30));
        assertThat(erasures(retention, "alice")).isEmpty();
        kit.stop(retention);
        now.set(NOON.plus(Duration.ofDays(31)));
        var fresh = key("alice");

        var later = start(Map.of("alice", 30));
        kit.createTestProbe()
                .awaitAssert(
                        PATIENCE,
                        () -> {
                            assertThat(erasures(later, "alice"))
                                    .singleElement()
                                    .satisfies(one -> assertThat(one.done()).isTrue());
                            return true;
                        });
        assertThat(erasures(later, "alice").getFirst().keys()).isEqualTo(1);
        assertThat(erasures(later, "alice").getFirst().by()).isEqualTo("retention");
        assertThat(keys.destroyed(alices)).isTrue();
        assertThat(keys.has(fresh)).isTrue();
        assertThat(keys.has(bobs)).isTrue();
        assertThat(erasures(later, "bob")).isEmpty();
    }

    @Test
    void the_same_erasure_again_is_answered_as_it_was_and_spares_what_came_since() {
        key("alice");
        var retention = start(Map.of());
        TestProbe<Erasure> probe = kit.createTestProbe(Erasure.class);
        var erase = new Erase("one", "alice", Optional.empty(), "som_0a1b", probe.getRef());
        retention.tell(erase);
        var first = probe.receiveMessage(PATIENCE);
        assertThat(first.keys()).isEqualTo(1);
        now.set(NOON.plusSeconds(5));
        var second = key("alice");
        retention.tell(erase);
        assertThat(probe.receiveMessage(PATIENCE)).isEqualTo(first);
        assertThat(keys.has(second)).isTrue();
    }
}
