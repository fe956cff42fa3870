package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.wire.ChipMessage;
import cloud.somersault.http.audit.AuditMessage;
import cloud.somersault.http.key.KeyMessage;
import cloud.somersault.job.model.JobMessage;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobView;
import cloud.somersault.persistence.audit.run.ReplayMessage;
import cloud.somersault.persistence.proof.ProofProtocol.ProofMessage;
import cloud.somersault.tuning.session.TuningMessage;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.Test;

/**
 * In a rolling upgrade an old and a new node talk to each other, so the form of a message is as
 * much a promise as the form of an event: fields may be added if their absence can be read, and
 * none may go. The forms that the last version knew are in {@code messages-between-nodes.txt};
 * {@code -Dapprove=true} writes those of this one.
 */
class MessagesBetweenNodesTest {
    private static final Path APPROVED =
            Path.of(
                    System.getProperty("somersault.root", ".."),
                    "http/src/test/resources/messages-between-nodes.txt");
    private static final List<Class<?>> MARKERS =
            List.of(
                    ChipMessage.class,
                    JobMessage.class,
                    TuningMessage.class,
                    ReplayMessage.class,
                    AuditMessage.class,
                    KeyMessage.class,
                    ProofMessage.class);
    private static final Pattern OURS = Pattern.compile("cloud\\.somersault\\.[\\w.$]+");

    @Test
    void every_message_can_still_be_read_by_the_version_before_and_read_from_it()
            throws IOException {
        var now = forms();
        if (Boolean.getBoolean("approve")) {
            Files.writeString(APPROVED, String.join("\n", now) + "\n");
        }
        var forms = now.stream().collect(Collectors.toMap(Form::nameOf, Form::of));
        for (var line : Files.readAllLines(APPROVED)) {
            var before = Form.of(line);
            var after = forms.get(before.name());
            assertThat(after).as("gone, but the version before sends it: " + line).isNotNull();
            assertThat(after.fields())
                    .as("fields that the version before knows: " + line)
                    .containsAll(before.fields());
            assertThat(after.fields())
                    .as("new fields must be readable when absent, as the version before sends none")
                    .allMatch(field -> before.fields().contains(field) || mayBeAbsent(field));
        }
    }

    /** A line of the file: a record and its fields, or an enum. */
    private record Form(String name, List<String> fields) {
        static String nameOf(String line) {
            return line.substring(0, line.indexOf(' '));
        }

        static Form of(String line) {
            var inside = line.replaceFirst("^\\S+ [={] ?\\[?", "").replaceFirst(" ?[}\\]]$", "");
            return new Form(nameOf(line), List.of(inside.split("; |, (?=[A-Z_]+(, |$))")));
        }
    }

    /** An absent boolean is read as false. */
    private static boolean mayBeAbsent(String field) {
        return field.matches("\\w+: (Optional.*|boolean)");
    }

    @Test
    void a_message_with_a_field_more_and_without_an_optional_one_is_read() throws IOException {
        var alone =
                ConfigFactory.parseMap(
                        Map.of(
                                "pekko.actor.provider", "local",
                                "pekko.coordinated-shutdown.exit-jvm", "off"));
        var kit = ActorTestKit.create("wire", alone.withFallback(ConfigFactory.load()));
        try {
            var serializer =
                    (SerializerWithStringManifest)
                            SerializationExtension.get(kit.system()).serializerFor(JobView.class);
            var view = view();
            var mapper = new CBORMapper();
            var tree = (ObjectNode) mapper.readTree(serializer.toBinary(view));
            tree.put("invented-later", 1);
            tree.remove("failure");

            assertThat(
                            serializer.fromBinary(
                                    mapper.writeValueAsBytes(tree), serializer.manifest(view)))
                    .isEqualTo(view);

            var inspected = inspected();
            var whole = (ObjectNode) mapper.readTree(serializer.toBinary(inspected));
            ((ObjectNode) whole.at("/spec/programs/0")).remove("erased");

            assertThat(
                            serializer.fromBinary(
                                    mapper.writeValueAsBytes(whole),
                                    serializer.manifest(inspected)))
                    .isEqualTo(inspected);
        } finally {
            kit.shutdownTestKit();
        }
    }

    private static JobProtocol.InspectReply inspected() {
        var program = new JobSpec.ProgramText("openqasm3", "qubit q;", Map.of("theta", 0.5));
        var spec =
                new JobSpec(
                        "name",
                        "tenant",
                        "ideal",
                        List.of(program),
                        100,
                        7,
                        5,
                        JobSpec.Options.DEFAULT);
        return new JobProtocol.InspectReply(
                Optional.empty(),
                Optional.of(spec),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static JobView view() {
        return new JobView(
                "id",
                "name",
                "tenant",
                "ideal",
                "completed",
                100,
                7,
                1,
                5,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.EPOCH.plusSeconds(1)),
                1,
                1,
                Optional.empty(),
                Optional.of("digest"),
                Optional.empty());
    }

    /** A line for each record that travels, alone or inside another, with its fields. */
    private static TreeSet<String> forms() {
        var known = new TreeSet<String>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("cloud.somersault")
                        .stream()
                        .map(JavaClass::getFullName)
                        .map(MessagesBetweenNodesTest::reflect)
                        .filter(MessagesBetweenNodesTest::travels)
                        .forEach(type -> collect(type, known));
        return known;
    }

    /** Private ones are what an actor tells itself. */
    private static boolean travels(Class<?> type) {
        return type.isRecord()
                && !Modifier.isPrivate(type.getModifiers())
                && MARKERS.stream().anyMatch(marker -> marker.isAssignableFrom(type));
    }

    private static void collect(Class<?> type, TreeSet<String> known) {
        if (type.isRecord()) {
            var line = form(type);
            if (known.add(line)) {
                for (var field : type.getRecordComponents()) {
                    within(field.getGenericType(), known);
                }
            }
        } else if (type.isEnum()) {
            known.add(name(type) + " = " + Arrays.toString(type.getEnumConstants()));
        } else if (type.isSealed()) {
            for (var one : type.getPermittedSubclasses()) {
                collect(one, known);
            }
        }
    }

    private static void within(Type type, TreeSet<String> known) {
        var names = OURS.matcher(type.getTypeName());
        while (names.find()) {
            collect(reflect(names.group()), known);
        }
    }

    private static String form(Class<?> type) {
        return name(type)
                + " { "
                + Arrays.stream(type.getRecordComponents())
                        .map(MessagesBetweenNodesTest::field)
                        .collect(Collectors.joining("; "))
                + " }";
    }

    private static String field(RecordComponent field) {
        return field.getName()
                + ": "
                + field.getGenericType().getTypeName().replaceAll("[a-z][\\w]*\\.|\\w+\\$", "");
    }

    private static String name(Class<?> type) {
        return type.getName().substring("cloud.somersault.".length());
    }

    private static Class<?> reflect(String name) {
        try {
            return Class.forName(name, false, MessagesBetweenNodesTest.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
