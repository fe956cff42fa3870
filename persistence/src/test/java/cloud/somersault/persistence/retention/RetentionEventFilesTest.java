package cloud.somersault.persistence.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stored forms of erasures: each file under events/ is read as what it was, for ever. */
class RetentionEventFilesTest {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:30:00.250Z");

    private static ActorTestKit kit;

    /** A file and the event that was stored in it. */
    record Stored(String file, RetentionEvent event) {}

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "erasure-asked",
                        new RetentionEvent.ErasureAsked(
                                "k7",
                                "alice",
                                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                                "som_0a1b",
                                EVENING)),
                new Stored(
                        "erasure-asked-all",
                        new RetentionEvent.ErasureAsked(
                                "k8", "alice", Optional.empty(), "no key", EVENING)),
                new Stored("erasure-done", new RetentionEvent.ErasureDone("k7", 7, EVENING)));
    }

    @BeforeAll
    static void start() {
        kit =
                ActorTestKit.create(
                        "forms",
                        ConfigFactory.parseMap(Map.of("pekko.actor.provider", "local"))
                                .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @ParameterizedTest
    @MethodSource("every_stored_form")
    void a_stored_event_reads_as_what_it_was(Stored stored) throws IOException {
        assertThat(serializer().fromBinary(file(stored), "")).isEqualTo(stored.event());
    }

    @ParameterizedTest
    @MethodSource("every_stored_form")
    void an_event_is_stored_in_the_form_of_its_file(Stored stored) throws IOException {
        var mapper = JsonMapper.builder().build();
        assertThat(serializer().identifier()).isEqualTo(727251);
        assertThat(mapper.readTree(serializer().toBinary(stored.event())))
                .isEqualTo(mapper.readTree(file(stored)));
    }

    private static SerializerWithStringManifest serializer() throws IOException {
        return (SerializerWithStringManifest)
                SerializationExtension.get(kit.system()).serializerFor(RetentionEvent.class);
    }

    private static byte[] file(Stored stored) throws IOException {
        try (var file =
                RetentionEventFilesTest.class.getResourceAsStream(
                        "/events/" + stored.file() + ".json")) {
            assertThat(file).as(stored.file()).isNotNull();
            return file.readAllBytes();
        }
    }
}
