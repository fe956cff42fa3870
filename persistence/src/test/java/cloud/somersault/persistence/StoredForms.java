package cloud.somersault.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One kind of events and its stored forms: each file under {@code events/} is read as what it was,
 * for ever. Who extends this has a static method {@code every_stored_form} that tells them.
 */
public abstract class StoredForms {
    private static ActorTestKit kit;

    private final Class<?> kind;
    private final int identifier;

    /** A file, without its ending, and the event that was stored in it. */
    public record Stored(String file, Object event) {}

    /**
     * @param kind what all these events are
     * @param identifier of their serializer, which lies beside each stored event
     */
    protected StoredForms(Class<?> kind, int identifier) {
        this.kind = kind;
        this.identifier = identifier;
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
        assertThat(serializer().identifier()).isEqualTo(identifier);
    }

    private SerializerWithStringManifest serializer() throws IOException {
        return (SerializerWithStringManifest)
                SerializationExtension.get(kit.system()).serializerFor(kind);
    }

    /** What lies in a stored form's file. */
    protected byte[] file(Stored stored) throws IOException {
        try (var file = getClass().getResourceAsStream("/events/" + stored.file() + ".json")) {
            assertThat(file).as(stored.file()).isNotNull();
            return file.readAllBytes();
        }
    }
}
