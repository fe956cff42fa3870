package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.coupler.CouplerEvent;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitEvent;
import cloud.somersault.chip.qubit.QubitFigures;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event ever stored is a file, and every file can be read, by the journal's serializers. */
class EventFilesTest {

    private static final Instant MONDAY = Trio.MONDAY;
    private static final Instant LATER = Instant.parse("2026-03-10T06:00:00Z");
    private static final ChipSnapshot TRIO = Trio.data().snapshot(1);
    private static final List<Class<?>> ROOTS =
            List.of(QubitEvent.class, CouplerEvent.class, ChipEvent.class);

    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    record Stored(String file, Class<?> root, Object event) {}

    static Stream<Stored> every_stored_form() {
        var figures = new QubitFigures(4.2e9, 18.69e-6, 2.37e-6, 2.06e-6, 0.9937, 0.6754, 0.6742);
        return Stream.of(
                new Stored(
                        "qubit-calibrated",
                        QubitEvent.class,
                        new QubitEvent.Calibrated("wukong", 50, figures, 1, MONDAY)),
                new Stored(
                        "qubit-taken-out",
                        QubitEvent.class,
                        new QubitEvent.TakenOut("wukong", 18, "no figures published", MONDAY)),
                new Stored(
                        "qubit-returned",
                        QubitEvent.class,
                        new QubitEvent.Returned("wukong", 18, LATER)),
                new Stored(
                        "coupler-calibrated",
                        CouplerEvent.class,
                        new CouplerEvent.Calibrated(
                                "wukong", 56, 62, new CouplerFigures(0.9663), 1, MONDAY)),
                new Stored(
                        "coupler-taken-out",
                        CouplerEvent.class,
                        new CouplerEvent.TakenOut("wukong", 0, 6, "no figures published", MONDAY)),
                new Stored(
                        "coupler-returned",
                        CouplerEvent.class,
                        new CouplerEvent.Returned("wukong", 0, 6, LATER)),
                new Stored(
                        "calibration-started",
                        ChipEvent.class,
                        new ChipEvent.CalibrationStarted(
                                "trio", 1, TRIO.source(), Trio.DIGEST, MONDAY)),
                new Stored(
                        "calibration-published",
                        ChipEvent.class,
                        new ChipEvent.CalibrationPublished(
                                "trio",
                                1,
                                TRIO.measuredAt(),
                                TRIO.source(),
                                Trio.DIGEST,
                                TRIO,
                                Instant.parse("2026-03-09T05:00:00.500Z"))),
                new Stored(
                        "calibration-abandoned",
                        ChipEvent.class,
                        new ChipEvent.CalibrationAbandoned(
                                "trio",
                                1,
                                "other figures were imported before it was published",
                                Instant.parse("2026-03-09T05:00:01Z"))),
                new Stored(
                        "calibration-published-measured",
                        ChipEvent.class,
                        new ChipEvent.CalibrationPublished(
                                "trio",
                                2,
                                Trio.measured().measuredAt(),
                                Trio.measured().source(),
                                Trio.MEASURED_DIGEST,
                                Trio.measured(),
                                Trio.TUESDAY)),
                new Stored(
                        "chip-came-alive",
                        ChipEvent.class,
                        new ChipEvent.CameAlive("trio", 72, "transmons-1", 1, 0, MONDAY)),
                new Stored(
                        "clock-set",
                        ChipEvent.class,
                        new ChipEvent.ClockSet("trio", 86_400.5, 60, LATER)),
                new Stored(
                        "clock-advanced",
                        ChipEvent.class,
                        new ChipEvent.ClockAdvanced(
                                "trio",
                                7.68,
                                86_408.18,
                                "chip time of calibration-trio-2-1",
                                LATER)));
    }

    @ParameterizedTest
    @MethodSource("every_stored_form")
    void a_stored_event_reads_as_what_it_was(Stored stored) throws IOException {
        var serializer = serializer(stored.root());
        var read = serializer.fromBinary(file(stored.file()).getBytes(StandardCharsets.UTF_8), "");
        assertThat(read).isEqualTo(stored.event());
    }

    @ParameterizedTest
    @MethodSource("every_stored_form")
    void an_event_is_stored_in_the_form_of_its_file(Stored stored) throws IOException {
        var serializer = serializer(stored.event().getClass());
        var mapper = JsonMapper.builder().build();
        assertThat(serializer.manifest(stored.event())).isEmpty();
        assertThat(mapper.readTree(serializer.toBinary(stored.event())))
                .isEqualTo(mapper.readTree(file(stored.file())));
    }

    @Test
    void every_event_has_a_name_and_a_file_that_is_read() {
        var read = every_stored_form().map(stored -> stored.event().getClass()).toList();
        for (var root : ROOTS) {
            var named = root.getAnnotation(JsonSubTypes.class).value();
            assertThat(Arrays.stream(named).map(JsonSubTypes.Type::value))
                    .as("the named events of " + root.getSimpleName())
                    .containsExactlyInAnyOrder(root.getPermittedSubclasses());
            for (var type : named) {
                assertThat(getClass().getResource("/events/" + type.name() + ".json"))
                        .as("the file of " + type.name())
                        .isNotNull();
                assertThat(read.contains(type.value())).as(type.name() + " is read").isTrue();
            }
        }
    }

    @Test
    void each_root_keeps_the_identifier_that_is_stored_beside_its_events() throws IOException {
        assertThat(serializer(QubitEvent.class).identifier()).isEqualTo(727201);
        assertThat(serializer(CouplerEvent.class).identifier()).isEqualTo(727202);
        assertThat(serializer(ChipEvent.class).identifier()).isEqualTo(727203);
    }

    private static SerializerWithStringManifest serializer(Class<?> event) throws IOException {
        return (SerializerWithStringManifest)
                SerializationExtension.get(KIT.system()).serializerFor(event);
    }

    private static String file(String name) throws IOException {
        try (var in = EventFilesTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
