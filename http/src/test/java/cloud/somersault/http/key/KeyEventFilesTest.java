package cloud.somersault.http.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys' stored forms: each file under events/ is read as what it was, for ever. */
class KeyEventFilesTest {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:30:00Z");

    private static final String SHA_256 =
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static ActorTestKit kit;

    /** A file and the event that was stored in it. */
    record Stored(String file, KeyEvent event) {}

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "key-created",
                        new KeyEvent.Created(
                                "som_k3v7q2m5xa",
                                SHA_256,
                                "Alice's laptop",
                                "alice",
                                Role.USER,
                                Optional.of(Instant.parse("2027-11-21T00:00:00Z")),
                                new KeyLimits(
                                        Optional.of(50.0), Optional.of(100L), Optional.of(10_000L)),
                                "som_aaaabbbbcc",
                                EVENING)),
                new Stored(
                        "key-created-unlimited",
                        new KeyEvent.Created(
                                "som_aaaabbbbcc",
                                SHA_256,
                                "first admin",
                                "default",
                                Role.ADMIN,
                                Optional.empty(),
                                KeyLimits.USUAL,
                                "command line",
                                EVENING)),
                new Stored(
                        "key-revoked",
                        new KeyEvent.Revoked(
                                "som_k3v7q2m5xa",
                                "A laptop was lost.",
                                "som_aaaabbbbcc",
                                Instant.parse("2026-11-22T08:00:00Z"))));
    }

    @BeforeAll
    static void start() {
        var alone =
                ConfigFactory.parseMap(
                        Map.of(
                                "pekko.actor.provider", "local",
                                "pekko.coordinated-shutdown.exit-jvm", "off"));
        kit = ActorTestKit.create("forms", alone.withFallback(ConfigFactory.load()));
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
        assertThat(serializer().manifest(stored.event())).isEmpty();
        assertThat(mapper.readTree(serializer().toBinary(stored.event())))
                .isEqualTo(mapper.readTree(file(stored)));
    }

    @Test
    void the_identifier_beside_stored_events_stays() throws IOException {
        assertThat(serializer().identifier()).isEqualTo(727212);
    }

    private static SerializerWithStringManifest serializer() throws IOException {
        return (SerializerWithStringManifest)
                SerializationExtension.get(kit.system()).serializerFor(KeyEvent.class);
    }

    private static byte[] file(Stored stored) throws IOException {
        try (var file =
                KeyEventFilesTest.class.getResourceAsStream("/events/" + stored.file() + ".json")) {
            assertThat(file).as(stored.file()).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
