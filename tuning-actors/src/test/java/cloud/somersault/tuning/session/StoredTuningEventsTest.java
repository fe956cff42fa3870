package cloud.somersault.tuning.session;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.tuning.quantum.QuantumJobs.Provenance;
import cloud.somersault.tuning.session.TuningEvent.Checkpoint;
import cloud.somersault.tuning.session.TuningEvent.Origin;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form in which an event of a session was ever stored is a file under {@code events/} and is
 * read for ever.
 */
class StoredTuningEventsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final ObjectMapper JSON = new ObjectMapper();
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

    static Map<String, TuningEvent> samples() {
        var checkpoint = new Checkpoint(20, "5d41402abc4b2a76", 123_456);
        var samples = new LinkedHashMap<String, TuningEvent>();
        samples.put(
                "tuning-created",
                new TuningEvent.Created(
                        "abc",
                        new TuningSpec(
                                "first try",
                                "models/arithmetic",
                                "data/train.jsonl",
                                Optional.of("data/validation.jsonl"),
                                new TuningSpec.Method("qtha", 4, 1, "linear", false, true),
                                new TuningSpec.Quantum("wukong", 1000, "shift"),
                                new TuningSpec.Training(300, 8, 0.01, 10, 0.0, 1.0, 128, 20, 50),
                                7),
                        "0123abcd",
                        Optional.of(new Origin("parent", checkpoint)),
                        NOON));
        samples.put("tuning-opened", new TuningEvent.Opened(5552, 143_000, 2000, 200, NOON));
        samples.put(
                "step-taken",
                new TuningEvent.StepTaken(
                        20,
                        0.75,
                        1.5,
                        0.01,
                        228,
                        List.of(
                                new Provenance(
                                        "tuning-0a1b", "wukong", Optional.of(3L), 57, 1000, "77")),
                        Optional.of(0.125),
                        2.5,
                        Optional.of(0.875),
                        Optional.of(checkpoint),
                        NOON));
        samples.put(
                "step-taken-exact",
                new TuningEvent.StepTaken(
                        1,
                        0.75,
                        1.5,
                        0.01,
                        0,
                        List.of(),
                        Optional.empty(),
                        0.02,
                        Optional.empty(),
                        Optional.empty(),
                        NOON));
        samples.put(
                "tuning-paused",
                new TuningEvent.Paused("quantum-batch-failed", "Job x gave no counts.", NOON));
        samples.put("tuning-resumed", new TuningEvent.Resumed(NOON));
        samples.put("tuning-completed", new TuningEvent.Completed(NOON));
        samples.put("tuning-cancelled", new TuningEvent.Cancelled(NOON));
        return samples;
    }

    static Stream<String> names() {
        return samples().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void this_version_writes_the_stored_form(String name) throws IOException {
        var event = samples().get(name);
        var serializer = serialization.findSerializerFor(event);
        assertThat(JSON.readTree(serializer.toBinary(event))).isEqualTo(JSON.readTree(file(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_stored_form_is_read_again(String name) {
        var event = samples().get(name);
        var serializer = serialization.findSerializerFor(event);
        assertThat(
                        serialization
                                .deserialize(
                                        file(name).getBytes(StandardCharsets.UTF_8),
                                        serializer.identifier(),
                                        "")
                                .get())
                .isEqualTo(event);
    }

    private static String file(String name) {
        try (var in =
                StoredTuningEventsTest.class.getResourceAsStream("/events/" + name + ".json")) {
            assertThat(in).as("events/" + name + ".json").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
