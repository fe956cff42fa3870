package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipRefusal;
import cloud.somersault.chip.calibration.run.CalibrationRefusal;
import cloud.somersault.circuits.language.Diagnostic;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.problem.ProgramError;
import cloud.somersault.job.model.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The house's refusals as problem documents. A refusal brings its own code, sentence and advice;
 * the door only adds the status and the field of the request that is meant.
 */
final class Refusals {
    /** Which field of a submission a refusal is about. */
    private static final Map<ProblemCode, String> FIELDS =
            Map.of(
                    ProblemCode.SHOTS_OUT_OF_RANGE, "shots",
                    ProblemCode.PROGRAMS_OUT_OF_RANGE, "programs",
                    ProblemCode.SHARDS_OUT_OF_RANGE, "options.shards",
                    ProblemCode.TIME_LIMIT_OUT_OF_RANGE, "options.timeLimitSeconds",
                    ProblemCode.ENGINE_NOT_SUITABLE, "options.engine",
                    ProblemCode.UNKNOWN_ENGINE, "options.engine",
                    ProblemCode.UNKNOWN_LANGUAGE, "language");

    private Refusals() {}

    static Problem problem(ChipRefusal refusal) {
        return Problem.of(code(refusal.code()), refusal.message()).withHint(refusal.hint());
    }

    static Problem problem(CalibrationRefusal refusal) {
        return Problem.of(code(refusal.code()), refusal.message()).withHint(refusal.hint());
    }

    /** About a job that is there, or of which no single field is at fault. */
    static Problem problem(Refusal refusal) {
        return problem(refusal, "programs[%d]");
    }

    /**
     * About a submission.
     *
     * @param programField how the request called its programs, with %d for the index if it has one
     */
    static Problem problem(Refusal refusal, String programField) {
        var code = code(refusal.code());
        var problem =
                Problem.of(code, refusal.message())
                        .withDiagnostics(
                                errors(refusal.program().orElse(0), refusal.diagnostics()));
        if (refusal.hint().isPresent()) {
            problem = problem.withHint(refusal.hint().get());
        }
        var field =
                Optional.ofNullable(FIELDS.get(code))
                        .or(() -> refusal.program().map(index -> programField.formatted(index)));
        return field.isPresent() ? problem.withField(field.get()) : problem;
    }

    private static ProblemCode code(String id) {
        return ProblemCode.byId(id).orElse(ProblemCode.JOB_REFUSED);
    }

    private static List<ProgramError> errors(int program, List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(one ->
                        new ProgramError(
                                program,
                                one.code(),
                                one.line(),
                                one.column(),
                                one.message(),
                                one.sourceLine(),
                                one.hint()))
                .toList();
    }
}
