package cloud.somersault.persistence.proof;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The proof's stored forms: each file under events/ is read as what it was, for ever. */
class ProofEventFilesTest {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:30:00.250Z");
    private static final PublicKeyText KEY =
            new PublicKeyText("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

    private static ActorTestKit kit;

    /** A file and the event that was stored in it. */
    record Stored(String file, ProofEvent event) {}

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "key-introduced",
                        new ProofEvent.KeyIntroduced(
                                new KeyNotice(KEY, EVENING, KEY.id()).text(), "c2lnbmVk", EVENING)),
                new Stored(
                        "checkpoint-signed",
                        new ProofEvent.CheckpointSigned(
                                new Checkpoint(
                                                1,
                                                EVENING,
                                                Checkpoint.FIRST,
                                                12,
                                                12,
                                                3,
                                                "ab".repeat(32),
                                                KEY.id())
                                        .text(),
                                "c2lnbmVk",
                                "cd".repeat(32),
                                321,
                                EVENING)),
                new Stored(
                        "texts-erased",
                        new ProofEvent.TextsErased(
                                "alice",
                                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                                7,
                                EVENING)),
                new Stored(
                        "texts-erased-all",
                        new ProofEvent.TextsErased("alice", Optional.empty(), 7, EVENING)));
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
        assertThat(
                        ProofJson.read(
                                new String(file(stored), java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(stored.event());
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
        assertThat(serializer().identifier()).isEqualTo(727208);
    }

    private static SerializerWithStringManifest serializer() throws IOException {
        return (SerializerWithStringManifest)
                SerializationExtension.get(kit.system()).serializerFor(ProofEvent.class);
    }

    private static byte[] file(Stored stored) throws IOException {
        try (var file =
                ProofEventFilesTest.class.getResourceAsStream(
                        "/events/" + stored.file() + ".json")) {
            assertThat(file).as(stored.file()).isNotNull();
            return file.readAllBytes();
        }
    }
}
