package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Chips;
import cloud.somersault.circuits.compiler.Compilation;
import cloud.somersault.circuits.compiler.Compiler;
import cloud.somersault.circuits.compiler.CompilerOptions;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.http.request.Fields;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.prepare.Preparation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * Dry runs of the compiler: what a job with this program, these options and this seed would run on
 * the chip as calibrated now. Nothing is stored.
 */
public final class CompilationRoutes {
    private static final Duration TIME_LIMIT = Duration.ofMinutes(5);
    private static final Set<String> COMPILATION =
            SourceText.fieldsWith("target", "seed", "options");
    private static final Set<String> OPTIONS = Set.of("layout", "optimization");

    private final Chips chips;
    private final JobLimits limits;
    private final Workbench workbench;

    public CompilationRoutes(Chips chips, JobLimits limits, Workbench workbench) {
        this.chips = chips;
        this.limits = limits;
        this.workbench = workbench;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/compilations", "compileProgram", this::compile)
                        .within(TIME_LIMIT));
    }

    private CompletionStage<HttpResponse> compile(Call call) {
        return call.json()
                .thenCompose(body -> {
                    var request = request(body);
                    return ChipRoutes.refusalsAsProblems(chips.current(request.target()))
                            .thenCompose(chip ->
                                    workbench.work(() -> Replies.ok(compiled(request, chip))));
                });
    }

    private record Request(SourceText source, String target, JobSpec.Options options, long seed) {}

    private Request request(JsonNode body) {
        var request = Fields.of(body, "", COMPILATION);
        var target = request.text("target");
        if (!chips.names().contains(target)) {
            throw Fields.outOfRange(
                    request.at("target"),
                    "the name of a chip: " + String.join(", ", chips.names()));
        }
        return new Request(
                SourceText.of(request),
                target,
                request.optionalObject("options", OPTIONS)
                        .map(CompilationRoutes::options)
                        .orElse(JobSpec.Options.DEFAULT),
                request.optionalWhole("seed", 0, JobRequests.SEED_MAX).orElse(0));
    }

    private static JobSpec.Options options(Fields options) {
        return new JobSpec.Options(
                JobRequests.layout(options),
                JobRequests.optimization(options),
                Optional.empty(),
                JobSpec.Options.DEFAULT.timeLimitSeconds());
    }

    private CompiledProgram compiled(Request request, ChipSnapshot chip) {
        var program = request.source().read(limits);
        if (!program.unboundedLoops().isEmpty()) {
            throw request.source().refused("unbounded-loop-on-chip", program.unboundedLoops());
        }
        var options = Preparation.compilerOptions(program, chip, request.options(), request.seed());
        return switch (Compiler.compile(program.circuit(), chip.device(), options)) {
            case Compilation.Compiled compiled -> CompiledProgram.of(compiled, options, chip);
            case Compilation.Refused(var code, var message, var hint) ->
                    throw request.source()
                            .refused(
                                    new Refusal(
                                            code,
                                            message,
                                            Optional.of(hint),
                                            Optional.of(0),
                                            List.of()));
        };
    }

    record CompiledProgram(
            String language,
            String compiled,
            String layout,
            int optimization,
            long seed,
            long calibrationVersion,
            List<Integer> initialLayout,
            List<Integer> finalLayout,
            double durationSeconds,
            int layers,
            int pulses,
            int czGates,
            double estimatedSuccess) {
        static CompiledProgram of(
                Compilation.Compiled compiled, CompilerOptions options, ChipSnapshot chip) {
            return new CompiledProgram(
                    Language.OPENQASM_3.id(),
                    Programs.write(compiled.circuit(), Language.OPENQASM_3, QubitNaming.PHYSICAL),
                    options.layout().name().toLowerCase(Locale.ROOT),
                    options.optimization(),
                    options.seed(),
                    chip.version(),
                    compiled.initialLayout(),
                    compiled.finalLayout(),
                    compiled.durationSeconds(),
                    compiled.layers(),
                    compiled.pulses(),
                    compiled.czGates(),
                    compiled.estimatedSuccess());
        }
    }
}
