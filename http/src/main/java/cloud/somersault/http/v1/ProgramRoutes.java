package cloud.somersault.http.v1;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.drawing.SvgDrawing;
import cloud.somersault.circuits.drawing.TextDrawing;
import cloud.somersault.circuits.drawing.TextDrawing.Characters;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Program;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.circuits.language.UnwritableCircuitException;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.request.Fields;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.model.JobLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** Programs that are only looked at: written in another language, or drawn. */
public final class ProgramRoutes {
    private static final Set<String> CONVERSION = SourceText.fieldsWith("to", "measureAll");
    private static final Set<String> DRAWING =
            SourceText.fieldsWith("format", "width", "characters");
    private static final List<String> CHARACTERS = List.of("unicode", "ascii");
    private static final int WIDTH_DEFAULT = 80;
    private static final int WIDTH_MAX = 1000;

    private final JobLimits limits;
    private final Workbench workbench;

    public ProgramRoutes(JobLimits limits, Workbench workbench) {
        this.limits = limits;
        this.workbench = workbench;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/conversions", "convertProgram", this::convert),
                Endpoint.post("/v1/drawings", "drawProgram", this::draw));
    }

    private CompletionStage<HttpResponse> convert(Call call) {
        return call.json()
                .thenCompose(body -> {
                    var request = Fields.of(body, "", CONVERSION);
                    var source = SourceText.of(request);
                    var to =
                            request.optionalWord("to", JobRequests.LANGUAGES)
                                    .flatMap(Language::byId)
                                    .orElseThrow(() -> request.missing("to"));
                    boolean measureAll = request.optionalFlag("measureAll").orElse(false);
                    return workbench.work(() -> {
                        var program = source.read(limits);
                        return Replies.ok(new Converted(to.id(), write(program, measureAll, to)));
                    });
                });
    }

    private static String write(Program program, boolean measureAll, Language to) {
        var circuit = program.circuit();
        try {
            return Programs.write(
                    measureAll ? circuit.withAllMeasured() : circuit,
                    to,
                    program.physicalQubits() ? QubitNaming.PHYSICAL : QubitNaming.REGISTER);
        } catch (UnwritableCircuitException unwritable) {
            throw Problem.of(ProblemCode.NOT_EXPRESSIBLE, String.valueOf(unwritable.getMessage()))
                    .withField("to")
                    .toException();
        }
    }

    private CompletionStage<HttpResponse> draw(Call call) {
        return call.json()
                .thenCompose(body -> {
                    var source = SourceText.of(Fields.of(body, "", DRAWING));
                    var pen = pen(body);
                    boolean json =
                            call.prefers(MediaTypes.APPLICATION_JSON, pen.type().mediaType());
                    return workbench.work(() -> {
                        var circuit = source.read(limits).circuit();
                        var drawing = pen.draw(circuit);
                        return json
                                ? Replies.ok(Drawing.of(pen.format(), drawing, circuit))
                                : Replies.text(drawing, pen.type());
                    });
                });
    }

    private static Pen pen(JsonNode body) {
        var request = Fields.of(body, "", DRAWING);
        var format = request.optionalWord("format", List.of("text", "svg")).orElse("text");
        if (format.equals("text")) {
            return new TextPen(
                    (int)
                            request.optionalWhole("width", TextDrawing.WIDTH_MIN, WIDTH_MAX)
                                    .orElse(WIDTH_DEFAULT),
                    request.optionalWord("characters", CHARACTERS).orElse("unicode").equals("ascii")
                            ? Characters.ASCII
                            : Characters.UNICODE);
        }
        for (var field : List.of("width", "characters")) {
            if (request.has(field)) {
                throw Fields.outOfRange(field, "nothing when the format is svg");
            }
        }
        return new SvgPen();
    }

    /** With what a circuit is drawn. */
    private sealed interface Pen {
        String format();

        ContentType type();

        String draw(Circuit circuit);
    }

    private record TextPen(int width, Characters characters) implements Pen {
        @Override
        public String format() {
            return "text";
        }

        @Override
        public ContentType type() {
            return ContentTypes.TEXT_PLAIN_UTF8;
        }

        @Override
        public String draw(Circuit circuit) {
            return TextDrawing.draw(circuit, width, characters);
        }
    }

    private record SvgPen() implements Pen {
        @Override
        public String format() {
            return "svg";
        }

        @Override
        public ContentType type() {
            return MediaTypes.IMAGE_SVG_XML.toContentType();
        }

        @Override
        public String draw(Circuit circuit) {
            return SvgDrawing.draw(circuit);
        }
    }

    record Converted(String language, String text) {}

    record Drawing(String format, String drawing, int qubits, int bits, int operations) {
        static Drawing of(String format, String drawing, Circuit circuit) {
            return new Drawing(format, drawing, circuit.qubits(), circuit.bits(), circuit.size());
        }
    }
}
