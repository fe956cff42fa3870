package cloud.somersault.http.v1;

import cloud.somersault.circuits.language.Diagnostic;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Program;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.http.request.Fields;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.prepare.Preparation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one program of a request that runs nothing.
 *
 * @param program with its language and inputs
 * @param field under which it came: {@code program}, or {@code text}
 */
record SourceText(ProgramText program, String field) {
    private static final Set<String> FIELDS = Set.of("program", "text", "language", "inputs");

    /** The fields of a request that has a program and these. */
    static Set<String> fieldsWith(String... others) {
        var all = new TreeSet<>(FIELDS);
        all.addAll(Set.of(others));
        return all;
    }

    /** Reads the fields; judges no word of the program itself. */
    static SourceText of(Fields request) {
        if (request.has("program") && request.has("text")) {
            throw Fields.outOfRange(request.at("text"), "nothing when there is a program");
        }
        var field = request.has("text") ? "text" : "program";
        return new SourceText(
                JobRequests.program(
                        request.text(field),
                        request.optionalWord("language", JobRequests.LANGUAGES),
                        request.numbers("inputs")),
                field);
    }

    /** The program, read as a job's is; throws the problem that names each of its errors. */
    Program read(JobLimits limits) {
        var language = Language.byId(program.language()).orElseThrow();
        return switch (Preparation.read(program, language, limits)) {
            case Reading.Accepted(var accepted) -> accepted;
            case Reading.Refused(var diagnostics) -> throw refused("program-refused", diagnostics);
        };
    }

    /** The problem of places in this program. */
    RuntimeException refused(String code, List<Diagnostic> diagnostics) {
        var first = diagnostics.getFirst();
        return refused(
                new Refusal(code, first.message(), first.hint(), Optional.of(0), diagnostics));
    }

    /** The problem of a refusal of this program. */
    RuntimeException refused(Refusal refusal) {
        return Refusals.problem(refusal, field).toException();
    }
}
