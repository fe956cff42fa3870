package cloud.somersault.http.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The audit log's stored forms: each file under events/ is read as what it was, for ever. */
class AuditEventFilesTest {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:30:00Z");

    private static ActorTestKit kit;

    /** A file and the event that was stored in it. */
    record Stored(String file, AuditEvent event) {}

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "act-recorded",
                        new AuditEvent.Recorded(
                                AuditAct.done("revoke-key", "som_k3v9q2m7xa")
                                        .as("admin")
                                        .ofTenant("alice")
                                        .to("som_p8d4w1z6bc")
                                        .withDetail("A laptop was lost."),
                                EVENING.plusMillis(250))),
                new Stored(
                        "act-repeated",
                        new AuditEvent.Repeated(
                                AuditAct.done("submit-job", AuditAct.NO_KEY)
                                        .withOutcome("key-required"),
                                999,
                                EVENING,
                                EVENING.plusSeconds(10))));
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
        assertThat(serializer().identifier()).isEqualTo(727211);
    }

    private static SerializerWithStringManifest serializer() throws IOException {
        return (SerializerWithStringManifest)
                SerializationExtension.get(kit.system()).serializerFor(AuditEvent.class);
    }

    private static byte[] file(Stored stored) throws IOException {
        try (var file =
                AuditEventFilesTest.class.getResourceAsStream(
                        "/events/" + stored.file() + ".json")) {
            assertThat(file).as(stored.file()).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
