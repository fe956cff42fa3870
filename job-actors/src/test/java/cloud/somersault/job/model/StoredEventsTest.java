package cloud.somersault.job.model;

import static cloud.somersault.job.model.JobEventSamples.NOON;
import static cloud.somersault.job.model.JobEventSamples.earlier;
import static cloud.somersault.job.model.JobEventSamples.samples;
import static cloud.somersault.job.model.JobEventSamples.submitted;
import static cloud.somersault.job.model.JobEventSamples.variants;
import static cloud.somersault.job.model.SealedEventSamples.COUNTS;
import static cloud.somersault.job.model.SealedEventSamples.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.job.seal.FixedKeys;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static JobEvent sample(String name) {
        var sample = today().get(name);
        assertThat(sample).as(name).isNotNull();
        return sample;
    }

    private static Map<String, JobEvent> today() {
        var today = new LinkedHashMap<>(samples());
        today.putAll(variants());
        today.putAll(SealedEventSamples.forms());
        return today;
    }

    static Set<String> names() {
        return today().keySet();
    }

    static Set<String> earlierNames() {
        return earlier().keySet();
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
