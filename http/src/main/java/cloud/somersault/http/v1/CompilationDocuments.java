package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.circuits.compiler.Compilation;
import cloud.somersault.circuits.compiler.CompilerOptions;
import cloud.somersault.circuits.compiler.Explanation;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.job.prepare.ChipTime;
import cloud.somersault.simulators.EngineChoice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the answer to a dry run of the compiler looks like. */
final class CompilationDocuments {
    private CompilationDocuments() {}

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
            double estimatedSuccess,
            double chipSeconds,
            Optional<ChosenEngine> engine,
            Optional<EngineRefusal> engineRefusal,
            Optional<List<PassReport>> passes) {
        static CompiledProgram of(
                Compilation.Compiled compiled,
                CompilerOptions options,
                ChipSnapshot chip,
                EngineChoice engine,
                long shots,
                Optional<List<PassReport>> passes) {
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
                    compiled.estimatedSuccess(),
                    ChipTime.seconds(chip.durations(), compiled.durationSeconds(), shots),
                    engine instanceof EngineChoice.Chosen chosen
                            ? Optional.of(ChosenEngine.of(chosen, shots))
                            : Optional.empty(),
                    engine instanceof EngineChoice.Refused(var code, var message, var hint)
                            ? Optional.of(new EngineRefusal(code, message, hint))
                            : Optional.empty(),
                    passes);
        }
    }

    record PassReport(
            String pass, String explanation, Size before, Size after, double milliseconds) {
        static PassReport of(Explanation.Step step) {
            return new PassReport(
                    step.pass(),
                    step.explanation(),
                    Size.of(step.before()),
                    Size.of(step.after()),
                    step.milliseconds());
        }
    }

    record Size(int operations, int czGates, int pulses, int depth, double durationSeconds) {
        static Size of(Explanation.Size size) {
            return new Size(
                    size.operations(),
                    size.czGates(),
                    size.pulses(),
                    size.depth(),
                    size.durationSeconds());
        }
    }

    record ChosenEngine(
            String id,
            String reason,
            Optional<String> approximation,
            double seconds,
            long memoryBytes) {
        static ChosenEngine of(EngineChoice.Chosen chosen, long shots) {
            return new ChosenEngine(
                    chosen.engine().id(),
                    chosen.reason(),
                    chosen.approximation(),
                    chosen.cost().seconds(shots),
                    chosen.cost().memoryBytes());
        }
    }

    record EngineRefusal(String code, String message, String hint) {}
}
