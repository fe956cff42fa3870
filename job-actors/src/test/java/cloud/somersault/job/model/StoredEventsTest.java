package cloud.somersault.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.Truth;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.job.model.ChipPlacement.CircuitPlace;
import cloud.somersault.job.model.ChipPlacement.Disturbed;
import cloud.somersault.job.model.JobEvent.CalibrationUsed;
import cloud.somersault.job.model.JobEvent.ChipUse;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Estimate;
import cloud.somersault.job.model.JobEvent.PartUse;
import cloud.somersault.job.model.JobEvent.RegisterOfBits;
import cloud.somersault.job.model.JobEvent.Shard;
import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.job.seal.FixedKeys;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form in which a job event was ever stored is a file under {@code events/} and is read for
 * ever. The first file of an event is what this version writes; older forms get a number.
 */
class StoredEventsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Sealed by hand, with Node.js, as docs/retention.md says, under the bytes 0 to 31. */
    private static final String KEY = "alice/2026-11-21/1";

    private static final String COUNTS =
            "qhbtyJoVSDYBlCh//0/HfO1x5Yy5NvZZIemmOMYrle8tcUU9waLkzqDKoQy1jZhCejRrOlpM9+lE8ZfL";
    private static final String PROGRAM =
            "nSdj8VTnsNWzE9yRbbPWkXq7oKr+MW3nkeUcl1xYMtBDsJAxEyTKxMz2";
    private static final String TEXTS =
            "JR9tdjLkamXgOWj4bAW41vOMd8o4vP+vlcWD4AKIuQ+9+tTeGHmLv1ipijGv5U9I4WVIOs"
                    + "TDTiVPvveQxHBEsSnjC6um5giQOv/zMgLr3aCfPA7jCN236yjWKWXL+6glBzojAUfWb9s=";
    private static final String TEXTS_AND_NOTE =
            "PeX26s9Dg0rnXbETg8NbvsOQwyw1DXlz5pc8tcgfj9Pp5AWnqQN6gME14ioJBY+ELQWb3lKpSu8kLgFd"
                    + "yI5S5pMqH/0Bjoo+YYanp6+gWODOl1lQfdeMiieOVBcsOhizbCxrFhKqFTWdYhN3TpWu9ZVtn22VELhyI5UgUA69HN/FjA==";

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

    static Map<String, JobEvent> samples() {
        var samples = new LinkedHashMap<String, JobEvent>();
        samples.put(
                "job-submitted",
                submitted(
                        new JobSpec.Options(
                                Optional.of(Layout.AUTO),
                                Optional.of(1),
                                Optional.empty(),
                                300,
                                true,
                                List.of(4, 5, 10, 11),
                                List.of(40),
                                Optional.of("density-matrix"))));
        samples.put(
                "job-compiled",
                compiled(
                        Optional.empty(),
                        Optional.of("2 linked noisy qubits fit a density matrix")));
        samples.put(
                "shard-completed",
                new JobEvent.ShardCompleted(
                        1,
                        new Kept.Beside("0a1b", 20000),
                        List.of(),
                        "127.0.0.1:25520",
                        0.25,
                        NOON));
        samples.put(
                "job-completed",
                new JobEvent.Completed(
                        "2c3d",
                        new Kept.Inside("circuit 0 bits 2\n00 500\n11 500\n"),
                        List.of(),
                        0.5,
                        NOON));
        samples.put(
                "job-failed",
                new JobEvent.Failed(
                        "time-limit-exceeded", "The run took longer than its time limit.", NOON));
        samples.put("job-cancelled", new JobEvent.Cancelled(NOON));
        return samples;
    }

    private static JobEvent.Submitted submitted(JobSpec.Options options) {
        return submitted(options, Optional.empty());
    }

    private static JobEvent.Submitted submitted(JobSpec.Options options, Optional<Kept> controls) {
        return submitted(options, controls, Optional.empty());
    }

    private static JobEvent.Submitted submitted(
            JobSpec.Options options, Optional<Kept> controls, Optional<JobSpec.Through> through) {
        return new JobEvent.Submitted(
                "01J9ZQ",
                new JobSpec(
                        "bell",
                        "alice",
                        "wukong",
                        List.of(
                                new ProgramText(
                                        "openqasm-3",
                                        "OPENQASM 3.0;\nqubit[2] q;",
                                        Map.of("theta", 0.5))),
                        1000,
                        7,
                        5,
                        options,
                        controls,
                        through),
                "ab12",
                NOON);
    }

    /** Forms that came later: the same event with fields that are not always there. */
    static Map<String, JobEvent> variants() {
        var errors = List.of(new TruncationError(0, 0.015), new TruncationError(3, 0));
        var variants = new LinkedHashMap<String, JobEvent>();
        variants.put(
                "shard-completed-truncated",
                new JobEvent.ShardCompleted(
                        1, new Kept.Beside("0a1b", 20000), errors, "127.0.0.1:25520", 0.25, NOON));
        variants.put(
                "job-completed-truncated",
                new JobEvent.Completed(
                        "2c3d",
                        new Kept.Inside("circuit 0 bits 2\n00 500\n11 500\n"),
                        errors,
                        0.5,
                        NOON));
        variants.put(
                "job-compiled-on-truth",
                compiled(
                        Optional.of(new Truth(72, "transmons-1", 1, 0, 172_800, 2)),
                        Optional.of("2 linked noisy qubits fit a density matrix")));
        variants.put(
                "job-compiled-beside-experiments",
                compiled(
                        Optional.of(new Truth(72, "transmons-1", 1, 0, 172_800, 2)),
                        List.of(2, 8),
                        Optional.of(
                                new ChipUse(
                                        0.2,
                                        List.of(
                                                new PartUse(List.of(56), 1000),
                                                new PartUse(List.of(62), 2000),
                                                new PartUse(List.of(56, 62), 1000)))),
                        Optional.of("2 linked noisy qubits fit a density matrix")));
        variants.put(
                "job-submitted-experiment",
                submitted(
                        JobSpec.Options.DEFAULT,
                        Optional.of(new Kept.Inside("{\"qubits\":[],\"couplers\":[]}"))));
        variants.put(
                "job-submitted-through-door",
                submitted(
                        JobSpec.Options.DEFAULT,
                        Optional.empty(),
                        Optional.of(
                                new JobSpec.Through(
                                        "pilotos", new Kept.Inside("{\"taskType\":0}")))));
        var untraced = submitted(JobSpec.Options.DEFAULT);
        variants.put(
                "job-submitted-traced",
                new JobEvent.Submitted(
                        untraced.jobId(),
                        untraced.spec(),
                        untraced.specDigest(),
                        untraced.at(),
                        Optional.of("4bf92f3577b34da6a3ce929d0e0e4736")));
        variants.put(
                "job-submitted-exclusive",
                submitted(JobSpec.Options.DEFAULT.withExclusive(Optional.of(true))));
        variants.put("job-submitted-sealed", sealed(submitted(JobSpec.Options.DEFAULT), TEXTS));
        variants.put(
                "job-submitted-sealed-through-door",
                sealed(
                        submitted(
                                JobSpec.Options.DEFAULT,
                                Optional.empty(),
                                Optional.of(
                                        new JobSpec.Through(
                                                "pilotos", new Kept.Inside("{\"taskType\":0}")))),
                        TEXTS_AND_NOTE));
        variants.put("job-compiled-sealed", sealedProgram());
        variants.put(
                "job-completed-sealed",
                new JobEvent.Completed(
                        "2c3d", new Kept.Sealed(KEY, "01J9ZQ", COUNTS), List.of(), 0.5, NOON));
        variants.put(
                "shard-completed-sealed",
                new JobEvent.ShardCompleted(
                        1,
                        new Kept.SealedBeside(KEY, "01J9ZQ", "0a1b", 20000),
                        List.of(),
                        "127.0.0.1:25520",
                        0.25,
                        NOON));
        variants.put("job-compiled-alone", placed(ChipPlacement.alone("9b1d", true, 0.2)));
        variants.put(
                "job-compiled-side-by-side",
                placed(
                        new ChipPlacement(
                                "9b1d",
                                false,
                                2,
                                0.4,
                                0.1,
                                List.of(
                                        new CircuitPlace(
                                                0, List.of(44, 50), List.of(56, 62), 0.79, 0.75)),
                                List.of(new Disturbed(56, 2.5e-5), new Disturbed(62, 1e-6)))));
        return variants;
    }

    private static JobEvent.Submitted sealed(JobEvent.Submitted open, String box) {
        return new JobEvent.Submitted(
                        open.jobId(),
                        open.spec(),
                        open.specDigest(),
                        open.at(),
                        Optional.empty(),
                        Optional.of(KEY),
                        Optional.empty())
                .sealed(box);
    }

    private static JobEvent.Compiled sealedProgram() {
        var open =
                compiled(
                        Optional.empty(),
                        Optional.of("2 linked noisy qubits fit a density matrix"));
        var circuit = open.circuits().getFirst();
        return new JobEvent.Compiled(
                open.calibration(),
                open.truth(),
                open.heldQubits(),
                open.use(),
                List.of(
                        new CompiledCircuit(
                                Optional.of(new Kept.Sealed(KEY, "01J9ZQ", PROGRAM)),
                                circuit.programDigest(),
                                circuit.engine(),
                                circuit.engineVersion(),
                                circuit.bits(),
                                circuit.registers(),
                                circuit.initialLayout(),
                                circuit.finalLayout(),
                                circuit.durationSeconds(),
                                circuit.layers(),
                                circuit.czGates(),
                                circuit.estimatedSuccess(),
                                circuit.estimate(),
                                circuit.engineReason(),
                                circuit.approximation())),
                open.shards(),
                open.at());
    }

    private static JobEvent.Compiled placed(ChipPlacement placement) {
        var event =
                compiled(
                        Optional.of(new Truth(72, "transmons-1", 1, 0, 172_800, 2)),
                        List.of(),
                        Optional.of(new ChipUse(0.2, List.of(new PartUse(List.of(56), 1000)))),
                        Optional.of("2 linked noisy qubits fit a density matrix"));
        return new JobEvent.Compiled(
                event.calibration(),
                event.truth(),
                event.heldQubits(),
                event.use(),
                Optional.of(placement),
                event.circuits(),
                event.shards(),
                event.at());
    }

    private static JobEvent sample(String name) {
        var sample = samples().getOrDefault(name, variants().get(name));
        assertThat(sample).as(name).isNotNull();
        return sample;
    }

    private static JobEvent.Compiled compiled(
            Optional<Truth> truth, Optional<String> engineReason) {
        return compiled(truth, List.of(), Optional.empty(), engineReason);
    }

    private static JobEvent.Compiled compiled(
            Optional<Truth> truth,
            List<Integer> heldQubits,
            Optional<ChipUse> use,
            Optional<String> engineReason) {
        return new JobEvent.Compiled(
                Optional.of(new CalibrationUsed("wukong", 1, "cd34")),
                truth,
                heldQubits,
                use,
                List.of(
                        new CompiledCircuit(
                                Optional.of(new Kept.Inside("OPENQASM 3.0;")),
                                "ef56",
                                "density-matrix",
                                "1",
                                2,
                                List.of(new RegisterOfBits("c", 0, 2)),
                                List.of(56, 62),
                                List.of(56, 62),
                                1.0e-7,
                                3,
                                1,
                                0.79,
                                new Estimate(0.001, 1.0e-6, 4096),
                                engineReason,
                                Optional.empty())),
                List.of(new Shard(List.of(new Slice(0, 0, 1000)))),
                NOON);
    }

    static Stream<String> names() {
        return Stream.concat(samples().keySet().stream(), variants().keySet().stream());
    }

    /** Forms that earlier versions wrote, and what they mean today. */
    static Map<String, JobEvent> earlier() {
        var earlier = new LinkedHashMap<String, JobEvent>();
        // Before jobs could ask for decoupling, a region or an engine.
        earlier.put(
                "job-submitted-1",
                submitted(
                        new JobSpec.Options(
                                Optional.of(Layout.AUTO), Optional.of(1), Optional.empty(), 300)));
        // Before it was kept why an engine was chosen, and what it only approximates.
        earlier.put("job-compiled-1", compiled(Optional.empty(), Optional.empty()));
        // Before the noise had more than one rule.
        earlier.put(
                "job-compiled-on-truth-1",
                compiled(
                        Optional.of(new Truth(72, "transmons-1", 1, 0, 172_800, 0)),
                        Optional.of("2 linked noisy qubits fit a density matrix")));
        return earlier;
    }

    static Stream<String> earlierNames() {
        return earlier().keySet().stream();
    }

    @Test
    void every_event_has_a_stored_name_and_a_file() {
        var stored =
                Arrays.stream(JobEvent.class.getAnnotation(JsonSubTypes.class).value()).toList();
        assertThat(stored)
                .extracting(JsonSubTypes.Type::value)
                .containsExactlyInAnyOrderElementsOf(
                        List.of(JobEvent.class.getPermittedSubclasses()).stream()
                                .<Class<?>>map(one -> one)
                                .toList());
        assertThat(stored)
                .extracting(JsonSubTypes.Type::name)
                .containsExactlyElementsOf(samples().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void what_is_written_today_is_the_stored_form(String name) throws IOException {
        var event = sample(name);
        var written = new String(serialization.serialize(event).get(), StandardCharsets.UTF_8);
        assertThat(JSON.readTree(written)).as(written).isEqualTo(JSON.readTree(file(name)));
        assertThat(name).startsWith(JSON.readTree(written).get("event").asText());
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_stored_form_is_read_again(String name) {
        assertThat(read(name)).isEqualTo(sample(name));
    }

    @ParameterizedTest
    @MethodSource("earlierNames")
    void what_earlier_versions_stored_is_read(String name) {
        assertThat(read(name)).isEqualTo(earlier().get(name));
    }

    /** A retry of a request from before the new options is still known as one. */
    @Test
    void options_that_came_later_change_no_digest_where_they_are_not_used() {
        var spec = ((JobEvent.Submitted) earlier().get("job-submitted-1")).spec();
        assertThat(spec.digest())
                .isEqualTo("7be3ad5ca9165d7dc9e892b7f57f7e4060f06f2fe26deb5fec0b51cdea3b508d");
        var now = ((JobEvent.Submitted) samples().get("job-submitted")).spec();
        assertThat(now.digest()).isNotEqualTo(spec.digest());
    }

    @Test
    void what_is_sealed_in_them_is_opened_for_ever() {
        var contents = new Contents(new FixedKeys(KEY));
        var submitted =
                (JobEvent.Submitted)
                        contents.opened((JobEvent) read("job-submitted-sealed-through-door"));
        assertThat(submitted.spec())
                .isEqualTo(((JobEvent.Submitted) sample("job-submitted-through-door")).spec());
        assertThat(
                        ((JobEvent.Submitted)
                                        contents.opened((JobEvent) read("job-submitted-sealed")))
                                .spec())
                .isEqualTo(submitted(JobSpec.Options.DEFAULT).spec());
        var compiled = (JobEvent.Compiled) read("job-compiled-sealed");
        assertThat(
                        contents.text(
                                (Kept.Sealed)
                                        compiled.circuits().getFirst().program().orElseThrow()))
                .isEqualTo("OPENQASM 3.0;");
        var completed = (JobEvent.Completed) read("job-completed-sealed");
        assertThat(contents.text((Kept.Sealed) completed.counts()))
                .isEqualTo("circuit 0 bits 2\n00 500\n11 500\n");
    }

    @Test
    void what_is_sealed_today_is_what_was_sealed_then() {
        var contents = new Contents(new FixedKeys(KEY));
        var open = (JobEvent.Submitted) contents.opened(sample("job-submitted-sealed"));
        assertThat(contents.sealed(List.of(open))).containsExactly(sample("job-submitted-sealed"));
        assertThat(
                        contents.inside(
                                new Kept.Under(KEY, "01J9ZQ"),
                                "circuit 0 bits 2\n00 500\n11 500\n"))
                .isEqualTo(new Kept.Sealed(KEY, "01J9ZQ", COUNTS));
    }

    @Test
    void without_its_key_a_submission_is_there_but_for_its_texts() {
        var submitted =
                (JobEvent.Submitted)
                        Contents.OPEN.opened((JobEvent) read("job-submitted-sealed-through-door"));
        assertThat(submitted.spec().isErased()).isTrue();
        assertThat(submitted.spec().shots()).isEqualTo(1000);
        assertThat(submitted.spec().programs()).containsExactly(ProgramText.erased("openqasm-3"));
        assertThat(submitted.spec().through().orElseThrow().note()).isEqualTo(new Kept.Erased(KEY));
        var queued = new Job.Unknown().after(submitted);
        assertThat(queued).isInstanceOf(Job.Queued.class);
    }

    private static Object read(String name) {
        var serializer = serialization.findSerializerFor(new JobEvent.Cancelled(NOON));
        return serialization
                .deserialize(
                        file(name).getBytes(StandardCharsets.UTF_8), serializer.identifier(), "")
                .get();
    }

    private static String file(String name) {
        try (var in = StoredEventsTest.class.getResourceAsStream("/events/" + name + ".json")) {
            assertThat(in).as("events/" + name + ".json").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
