package cloud.somersault.http.v1;

import cloud.somersault.chip.Chips;
import cloud.somersault.circuits.compiler.Cancellation;
import cloud.somersault.circuits.compiler.Compilation;
import cloud.somersault.circuits.compiler.Compiler;
import cloud.somersault.circuits.compiler.CompilerOptions;
import cloud.somersault.http.request.Fields;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.http.v1.CompilationDocuments.CompiledProgram;
import cloud.somersault.http.v1.CompilationDocuments.PassReport;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.Preparation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * Dry runs of the compiler: what a job with this program, these options and this seed would run on
 * the chip as calibrated now, and what each pass of the compiler did for it. Nothing is stored.
 */
public final class CompilationRoutes {
    private static final Duration TIME_LIMIT = Duration.ofMinutes(5);
    private static final Set<String> COMPILATION =
            SourceText.fieldsWith("target", "seed", "shots", "options", "explain");
    private static final Set<String> OPTIONS = OptionFields.OF_DRY_RUN;

    /** For which the engine is chosen when nobody says. */
    private static final long SHOTS = 1000;

    private final Chips chips;
    private final Function<String, CompletionStage<ChipToRun>> chipNow;
    private final JobLimits limits;
    private final Workbench workbench;
    private final Duration compilationMax;
    private final LongSupplier nanoseconds;

    /**
     * The routes.
     *
     * @param chipNow a chip as a job would meet it now
     * @param compilationMax how long one program may be compiled
     * @param nanoseconds a clock to measure the compiler's passes with
     */
    public CompilationRoutes(
            Chips chips,
            Function<String, CompletionStage<ChipToRun>> chipNow,
            JobLimits limits,
            Workbench workbench,
            Duration compilationMax,
            LongSupplier nanoseconds) {
        this.chips = chips;
        this.chipNow = chipNow;
        this.limits = limits;
        this.workbench = workbench;
        this.compilationMax = compilationMax;
        this.nanoseconds = nanoseconds;
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
                    return ChipRoutes.refusalsAsProblems(chipNow.apply(request.target()))
                            .thenCompose(chip ->
                                    workbench.compile(
                                            call.connection(),
                                            compilationMax,
                                            cancellation ->
                                                    Replies.ok(
                                                            compiled(
                                                                    request, chip, cancellation))));
                });
    }

    private record Request(
            SourceText source,
            String target,
            JobSpec.Options options,
            long seed,
            long shots,
            boolean explain) {}

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
                        .map(OptionFields::ofDryRun)
                        .orElse(JobSpec.Options.DEFAULT),
                request.optionalWhole("seed", 0, JobRequests.SEED_MAX).orElse(0),
                request.optionalWhole("shots", 1, limits.shotsMaxIdeal()).orElse(SHOTS),
                request.optionalFlag("explain").orElse(false));
    }

    private CompiledProgram compiled(Request request, ChipToRun on, Cancellation cancellation) {
        var chip = on.known();
        var source = request.source();
        var program = source.read(limits);
        if (!program.unboundedLoops().isEmpty()) {
            throw source.refused("unbounded-loop-on-chip", program.unboundedLoops());
        }
        var options = Preparation.compilerOptions(program, chip, request.options(), request.seed());
        if (!request.explain()) {
            var compilation =
                    Compiler.compile(program.circuit(), chip.device(), options, cancellation);
            return report(request, on, options, done(compilation, source), Optional.empty());
        }
        var explained =
                Compiler.explain(
                        program.circuit(), chip.device(), options, nanoseconds, cancellation);
        return report(
                request,
                on,
                options,
                done(explained.compilation(), source),
                Optional.of(explained.steps().stream().map(PassReport::of).toList()));
    }

    private CompiledProgram report(
            Request request,
            ChipToRun on,
            CompilerOptions options,
            Compilation.Compiled compiled,
            Optional<List<PassReport>> passes) {
        var engine =
                Preparation.engine(
                        compiled.circuit(),
                        Optional.of(on.noise()),
                        request.shots(),
                        request.options().engine(),
                        limits);
        return CompiledProgram.of(compiled, options, on.known(), engine, request.shots(), passes);
    }

    private static Compilation.Compiled done(Compilation compilation, SourceText source) {
        return switch (compilation) {
            case Compilation.Compiled compiled -> compiled;
            case Compilation.Refused(var code, var message, var hint) ->
                    throw source.refused(
                            new Refusal(
                                    code, message, Optional.of(hint), Optional.of(0), List.of()));
        };
    }
}
