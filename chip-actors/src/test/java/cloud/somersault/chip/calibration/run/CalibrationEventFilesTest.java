package cloud.somersault.chip.calibration.run;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.calibration.Assignment.Scope;
import cloud.somersault.chip.calibration.Fact.Verdict;
import cloud.somersault.chip.calibration.Figure;
import cloud.somersault.chip.calibration.Finding;
import cloud.somersault.chip.calibration.Kind;
import cloud.somersault.chip.calibration.Node;
import cloud.somersault.chip.calibration.Part;
import cloud.somersault.chip.calibration.Place;
import cloud.somersault.chip.calibration.Report;
import cloud.somersault.chip.calibration.Six;
import cloud.somersault.chip.calibration.run.CalibrationEvent.By;
import cloud.somersault.chip.experiment.Measured;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event of a calibration is a file, and every file is read for ever. */
class CalibrationEventFilesTest {
    private static final Instant AT = Instant.parse("2026-03-09T05:00:00.250Z");
    private static final Part QUBIT = Part.qubit(4);
    private static final Part COUPLER = Part.coupler(4, 5);
    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    record Stored(String file, CalibrationEvent event) {}

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "chip-learned",
                        new CalibrationEvent.ChipLearned("six", 1, Six.snapshot(), AT)),
                new Stored(
                        "calibration-requested",
                        new CalibrationEvent.Requested(
                                "six",
                                3,
                                Scope.MAINTAIN,
                                By.AUTOMATIC,
                                List.of(
                                        Place.of(Node.READOUT, QUBIT),
                                        Place.of(Node.CZ_PHASE, COUPLER)),
                                List.of(new CalibrationEvent.PartUse(COUPLER, 0.25)),
                                Optional.of(108.5),
                                4711,
                                7200.5,
                                AT)),
                new Stored(
                        "calibration-requested-full",
                        new CalibrationEvent.Requested(
                                "six",
                                4,
                                Scope.FULL,
                                By.REQUEST,
                                List.of(Place.of(Node.PULSE_ERROR, QUBIT)),
                                List.of(),
                                Optional.empty(),
                                4712,
                                7300,
                                AT)),
                new Stored(
                        "experiments-measured",
                        new CalibrationEvent.ExperimentsMeasured(
                                "six",
                                4,
                                2,
                                Node.FREQUENCY,
                                Kind.FULL,
                                "calibration-six-4-2",
                                32,
                                1000,
                                6.4,
                                7306.4,
                                List.of(
                                        new Report(
                                                QUBIT,
                                                new Finding.Found(
                                                        new TreeMap<>(
                                                                Map.of(
                                                                        Figure.DETUNING_HZ,
                                                                        new Measured(-812.5, 96.25),
                                                                        Figure.TS2_SECONDS,
                                                                        new Measured(
                                                                                5.5e-6, 1e-7)))),
                                                Optional.empty()),
                                        new Report(
                                                Part.qubit(0),
                                                new Finding.Unclear("no fringes fit the counts"),
                                                Optional.empty())),
                                AT)),
                new Stored(
                        "experiments-measured-check",
                        new CalibrationEvent.ExperimentsMeasured(
                                "six",
                                3,
                                1,
                                Node.CZ_ERROR,
                                Kind.CHECK,
                                "calibration-six-3-1",
                                50,
                                300,
                                3,
                                7203.5,
                                List.of(
                                        new Report(
                                                COUPLER,
                                                new Finding.Found(
                                                        new TreeMap<>(
                                                                Map.of(
                                                                        Figure.CZ_ERROR,
                                                                        new Measured(
                                                                                0.04, 0.002)))),
                                                Optional.of(Verdict.OUT_OF_SPEC))),
                                AT)),
                new Stored(
                        "part-taken-out",
                        new CalibrationEvent.PartTakenOut(
                                "six", 4, QUBIT, "T1 is too short: 1.90 us", 7306.4, AT)),
                new Stored(
                        "part-returned",
                        new CalibrationEvent.PartReturned("six", 4, COUPLER, 7306.4, AT)),
                new Stored(
                        "calibration-finished",
                        new CalibrationEvent.Finished(
                                "six", 4, Optional.of(2L), 12, 96.5, 7396.5, AT)),
                new Stored(
                        "calibration-cancelled",
                        new CalibrationEvent.Cancelled("six", 4, 7310, AT)),
                new Stored(
                        "calibration-failed",
                        new CalibrationEvent.Failed(
                                "six",
                                4,
                                "takes-too-long",
                                "The job would take about 900 s; its time limit is 600 s.",
                                7310,
                                AT)),
                new Stored(
                        "automatic-calibration-switched",
                        new CalibrationEvent.AutomaticSwitched("six", true, 7000, AT)));
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
    void every_event_has_a_name_and_a_file_that_is_read() {
        var types = CalibrationEvent.class.getAnnotation(JsonSubTypes.class).value();
        var read = every_stored_form().map(stored -> stored.event().getClass()).toList();
        assertThat(Arrays.stream(types).map(JsonSubTypes.Type::value))
                .containsExactlyInAnyOrder(CalibrationEvent.class.getPermittedSubclasses());
        for (var type : types) {
            assertThat(read.contains(type.value())).as(type.name() + " is read").isTrue();
        }
    }

    @Test
    void the_identifier_that_is_stored_beside_the_events_never_changes() throws IOException {
        assertThat(serializer().identifier()).isEqualTo(727231);
    }

    private static SerializerWithStringManifest serializer() throws IOException {
        return (SerializerWithStringManifest)
                SerializationExtension.get(KIT.system()).serializerFor(CalibrationEvent.class);
    }

    private static byte[] file(Stored stored) throws IOException {
        var name = "/events/" + stored.file() + ".json";
        try (var stream = CalibrationEventFilesTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return java.util.Objects.requireNonNull(stream).readAllBytes();
        }
    }
}
