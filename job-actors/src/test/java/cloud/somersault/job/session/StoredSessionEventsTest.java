package cloud.somersault.job.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every form in which a session's event was ever stored is a file and is read for ever. */
class StoredSessionEventsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final Map<String, SessionBookEvent> SAMPLES =
            new TreeMap<>(
                    Map.of(
                            "session-opened",
                            new SessionBookEvent.Opened(
                                    "s7", "ada", 0.25, NOON, NOON.plusSeconds(3600), 120.5, NOON),
                            "session-job-admitted",
                            new SessionBookEvent.Admitted("s7", "01J9ZQ", 0.125, NOON),
                            "session-job-settled",
                            new SessionBookEvent.Settled("s7", "01J9ZQ", 0.25, NOON),
                            "session-closed",
                            new SessionBookEvent.Closed("s7", true, NOON)));
    private static ActorTestKit kit;
    private static Serialization serialization;

    @BeforeAll
    static void start() {
        kit =
                ActorTestKit.create(
                        ConfigFactory.parseString("pekko.actor.provider = local")
                                .withFallback(ConfigFactory.load()));
        serialization = SerializationExtension.get(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void every_event_has_a_stored_name_and_a_file() {
        assertThat(
                        Arrays.stream(
                                        SessionBookEvent.class
                                                .getAnnotation(JsonSubTypes.class)
                                                .value())
                                .map(JsonSubTypes.Type::name))
                .containsExactlyInAnyOrderElementsOf(SAMPLES.keySet());
    }

    @Test
    void what_is_written_today_is_the_stored_form_and_is_read_again() throws IOException {
        var json = new ObjectMapper();
        for (var sample : SAMPLES.entrySet()) {
            var event = sample.getValue();
            var written = serialization.serialize(event).get();
            try (var in =
                    StoredSessionEventsTest.class.getResourceAsStream(
                            "/events/" + sample.getKey() + ".json")) {
                assertThat(in).as(sample.getKey()).isNotNull();
                var stored = in.readAllBytes();
                assertThat(json.readTree(written))
                        .as(new String(written, StandardCharsets.UTF_8))
                        .isEqualTo(json.readTree(stored));
                var serializer = serialization.findSerializerFor(event);
                assertThat(serialization.deserialize(stored, serializer.identifier(), "").get())
                        .isEqualTo(event);
            }
        }
    }
}
