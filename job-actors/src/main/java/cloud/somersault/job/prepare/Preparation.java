package cloud.somersault.job.prepare;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.BatchCompiler;
import cloud.somersault.circuits.compiler.Cancellation;
import cloud.somersault.circuits.compiler.Compilation;
import cloud.somersault.circuits.compiler.CompilerOptions;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.circuits.compiler.Region;
import cloud.somersault.circuits.language.Diagnostic;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Program;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.job.model.JobFailure;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.prepare.PreparedCircuit.Placement;
import cloud.somersault.simulators.CostEstimate;
import cloud.somersault.simulators.EngineChoice;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.NoiseModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads, compiles and cuts a job. The same specification, chip and limits give the same answer on
 * every machine: the door asks to refuse early, the job asks when its turn comes, a replay asks
 * years later.
 *
 * <p>Programs that differ only in parameters share the search for a layout and routes; each is
 * compiled to what it would be compiled to alone.
 */
public final class Preparation {
    /** Different programs whose routes are remembered while a batch is compiled. */
    private static final int SHAPES_MAX = 32;

    private final JobSpec spec;
    private final Optional<ChipToRun> chip;
    private final JobLimits limits;
    private final BatchCompiler compiler = new BatchCompiler(SHAPES_MAX);
    private final CompiledLately lately;
    private final Cancellation cancellation;

    private Preparation(
            JobSpec spec,
            Optional<ChipToRun> chip,
            JobLimits limits,
            CompiledLately lately,
            Cancellation cancellation) {
        this.spec = spec;
        this.chip = chip;
        this.limits = limits;
        this.lately = lately;
        this.cancellation = cancellation;
    }

    /**
     * Prepares a job.
     *
     * @param chip as the job meets it; empty for the ideal target
     */
    public static Prepared prepare(JobSpec spec, Optional<ChipToRun> chip, JobLimits limits) {
        return prepare(spec, chip, limits, new CompiledLately(0), Cancellation.never());
    }

    /**
     * The same, unless it is cancelled meanwhile.
     *
     * @param lately compiled programs, which are not compiled again
     * @throws cloud.somersault.circuits.compiler.CancelledCompilationException if it was
     */
    public static Prepared prepare(
            JobSpec spec,
            Optional<ChipToRun> chip,
            JobLimits limits,
            CompiledLately lately,
            Cancellation cancellation) {
        if (spec.onChip() != chip.isPresent()) {
            throw new IllegalArgumentException("a chip's job, and only that, needs a chip");
        }
        return new Preparation(spec, chip, limits, lately, cancellation).prepare();
    }

    private Prepared prepare() {
        if (spec.isErased()) {
            return new Prepared.Refused(
                    Refusal.of(
                            JobFailure.CONTENT_ERASED.id(),
                            "The job's programs were erased.",
                            JobFailure.CONTENT_ERASED.remedy()));
        }
        var outOfRange = outOfRange();
        if (outOfRange.isPresent()) {
            return new Prepared.Refused(outOfRange.get());
        }
        var circuits = new ArrayList<PreparedCircuit>();
        for (int index = 0; index < spec.programs().size(); index++) {
            cancellation.check();
            switch (prepare(index)) {
                case OneRunnable(var circuit) -> circuits.add(circuit);
                case OneRefused(var refusal) -> {
                    return new Prepared.Refused(atProgram(refusal, index));
                }
            }
        }
        var costs = circuits.stream().map(PreparedCircuit::cost).toList();
        double seconds = costs.stream().mapToDouble(cost -> seconds(cost, spec.shots())).sum();
        if (!(seconds <= spec.options().timeLimitSeconds())) {
            return new Prepared.Refused(
                    Refusal.of(
                            "takes-too-long",
                            "The job would take about %.0f s; its time limit is %.0f s."
                                    .formatted(seconds, spec.options().timeLimitSeconds()),
                            "Ask for fewer shots or programs, or for a higher"
                                    + " options.timeLimitSeconds (at most "
                                    + (long) limits.timeLimitSecondsMax()
                                    + ")."));
        }
        return new Prepared.Runnable(
                circuits, ShardPlan.plan(costs, spec.shots(), spec.options().shards()), seconds);
    }

    private static double seconds(CostEstimate cost, long shots) {
        return cost.fixedSeconds() + shots * cost.secondsPerShot();
    }

    /** A number of the specification that is out of range. */
    private Optional<Refusal> outOfRange() {
        long shotsMax =
                chip.map(one -> (long) one.known().limits().shotsMax())
                        .orElse(limits.shotsMaxIdeal());
        int programsMax =
                chip.map(one -> one.known().limits().circuitsMax()).orElse(limits.programsMax());
        var options = spec.options();
        if (spec.shots() < 1 || spec.shots() > shotsMax) {
            return Optional.of(
                    Refusal.of(
                            "shots-out-of-range",
                            "Asked for %d shots; %s runs 1 to %d."
                                    .formatted(spec.shots(), spec.target(), shotsMax),
                            "Split the job, or ask for fewer shots."));
        }
        if (spec.programs().isEmpty() || spec.programs().size() > programsMax) {
            return Optional.of(
                    Refusal.of(
                            "programs-out-of-range",
                            "A job has 1 to %d programs; this one has %d."
                                    .formatted(programsMax, spec.programs().size()),
                            "Split the batch."));
        }
        if (options.shards().isPresent()
                && (options.shards().get() < 1 || options.shards().get() > limits.shardsMax())) {
            return Optional.of(
                    Refusal.of(
                            "shards-out-of-range",
                            "A job is cut into 1 to %d shards.".formatted(limits.shardsMax()),
                            "Leave options.shards out: the counts don't depend on it."));
        }
        if (!(options.timeLimitSeconds() > 0)
                || !(options.timeLimitSeconds() <= limits.timeLimitSecondsMax())) {
            return Optional.of(
                    Refusal.of(
                            "time-limit-out-of-range",
                            "A time limit is more than 0 and at most %.0f seconds."
                                    .formatted(limits.timeLimitSecondsMax()),
                            "Leave options.timeLimitSeconds out to get the usual one."));
        }
        return Optional.empty();
    }

    private sealed interface One {}

    private record OneRunnable(PreparedCircuit circuit) implements One {}

    private record OneRefused(Refusal refusal) implements One {}

    private One prepare(int index) {
        var text = spec.programs().get(index);
        var language = Language.byId(text.language());
        if (language.isEmpty()) {
            return new OneRefused(
                    Refusal.of(
                            "unknown-language",
                            "There is no language '" + text.language() + "'.",
                            "Use openqasm-2, openqasm-3 or originir."));
        }
        return switch (read(text, language.get(), limits)) {
            case Reading.Refused(List<Diagnostic> diagnostics) ->
                    refused("program-refused", diagnostics);
            case Reading.Accepted(Program program) -> place(program, text, index);
        };
    }

    private static One refused(String code, List<Diagnostic> diagnostics) {
        var first = diagnostics.getFirst();
        return new OneRefused(
                new Refusal(code, first.message(), first.hint(), Optional.empty(), diagnostics));
    }

    /** Reads a text; the workers read what they run by this same way. */
    public static Reading read(ProgramText text, Language language, JobLimits limits) {
        return Programs.read(text.text(), language, limits.read(), text.inputs());
    }

    private One place(Program program, ProgramText text, int index) {
        if (!measures(program.circuit().operations())) {
            return new OneRefused(
                    Refusal.of(
                            "nothing-measured",
                            "The program measures no qubit, so it has no counts.",
                            "Measure at the end, e.g. in OpenQASM 3: c = measure q;"));
        }
        if (chip.isEmpty()) {
            return chooseEngine(program.circuit(), text, Placement.NOWHERE);
        }
        if (!program.unboundedLoops().isEmpty()) {
            return refused("unbounded-loop-on-chip", program.unboundedLoops());
        }
        return spec.isExperiment()
                ? asWritten(program.circuit(), text, chip.get())
                : compile(program, text, chip.get(), index);
    }

    private static boolean measures(List<Operation> operations) {
        return operations.stream()
                .anyMatch(operation ->
                        switch (operation) {
                            case Operation.Measure _ -> true;
                            case Operation.If(_, var then, var otherwise) ->
                                    measures(then) || measures(otherwise);
                            case Operation.While(_, var body, _) -> measures(body);
                            default -> false;
                        });
    }

    private One asWritten(Circuit circuit, ProgramText text, ChipToRun on) {
        return AsWritten.refusal(circuit, on.known().qubits().size(), on.noise())
                .<One>map(OneRefused::new)
                .orElseGet(() -> chooseEngine(circuit, text, Placement.NOWHERE));
    }

    /** Clear of its neighbours; of what is being measured if there is room, or else anywhere. */
    private One compile(Program program, ProgramText text, ChipToRun on, int index) {
        var asked = compilerOptions(program, on.known(), spec.options(), spec.seed());
        var options = clearOf(on.clearOf(index), asked);
        if (options.layout() == Layout.AUTO && !on.held().isEmpty()) {
            var elsewhere = compile(program, text, on.known(), clearOf(on.held(), options));
            if (elsewhere instanceof OneRunnable) {
                return elsewhere;
            }
        }
        return compile(program, text, on.known(), options);
    }

    private static CompilerOptions clearOf(Collection<Integer> others, CompilerOptions options) {
        var occupied = new TreeSet<>(options.region().occupied());
        occupied.addAll(others);
        return options.withRegion(new Region(options.region().allowed(), occupied));
    }

    private One compile(
            Program program, ProgramText text, ChipSnapshot chip, CompilerOptions options) {
        var question = new CompiledLately.Question(text, new CompiledLately.Chip(chip), options);
        var before = lately.find(question);
        if (before.isPresent()) {
            return placed(before.get());
        }
        return switch (compiler.compile(program.circuit(), chip.device(), options, cancellation)) {
            case Compilation.Refused(var code, var message, var hint) ->
                    new OneRefused(Refusal.of(code, message, hint));
            case Compilation.Compiled compiled -> {
                var answer = new CompiledLately.Compiled(compiled, written(compiled.circuit()));
                lately.note(question, answer);
                yield placed(answer);
            }
        };
    }

    private static ProgramText written(Circuit circuit) {
        return new ProgramText(
                Language.OPENQASM_3.id(),
                Programs.write(circuit, Language.OPENQASM_3, QubitNaming.PHYSICAL),
                Map.of());
    }

    private One placed(CompiledLately.Compiled compiled) {
        var compilation = compiled.compilation();
        return chooseEngine(
                compilation.circuit(),
                compiled.run(),
                new Placement(
                        compilation.initialLayout(),
                        compilation.finalLayout(),
                        compilation.durationSeconds(),
                        compilation.layers(),
                        compilation.czGates(),
                        compilation.estimatedSuccess()));
    }

    /**
     * How a job with these options has this program compiled; a dry run asks the same.
     *
     * @param seed of the job
     */
    public static CompilerOptions compilerOptions(
            Program program, ChipSnapshot chip, JobSpec.Options asked, long seed) {
        var layout = asked.layout().orElseGet(() -> usualLayout(program, chip));
        int optimization = asked.optimization().orElse(layout == Layout.PHYSICAL ? 0 : 1);
        return new CompilerOptions(layout, optimization, seed, asked.decoupling(), asked.region());
    }

    /**
     * As on the real cloud, an OriginIR program over the whole chip names the chip's own qubits.
     */
    private static Layout usualLayout(Program program, ChipSnapshot chip) {
        boolean wholeChip =
                program.language() == Language.ORIGINIR
                        && program.circuit().qubits() == chip.qubits().size();
        return program.physicalQubits() || wholeChip ? Layout.PHYSICAL : Layout.AUTO;
    }

    private One chooseEngine(Circuit circuit, ProgramText run, Placement placement) {
        return switch (choice(circuit)) {
            case EngineChoice.Refused(var code, var message, var hint) ->
                    new OneRefused(Refusal.of(code, message, hint));
            case EngineChoice.Chosen chosen ->
                    new OneRunnable(new PreparedCircuit(circuit, run, chosen, placement));
        };
    }

    private EngineChoice choice(Circuit circuit) {
        return engine(
                circuit, chip.map(ChipToRun::noise), spec.shots(), spec.options().engine(), limits);
    }

    /**
     * Which engine runs a circuit; a dry run asks the same.
     *
     * @param asked the id of the only engine that may; empty: the best one
     */
    public static EngineChoice engine(
            Circuit circuit,
            Optional<NoiseModel> noise,
            long shots,
            Optional<String> asked,
            JobLimits limits) {
        if (asked.isEmpty()) {
            return Engines.choose(circuit, noise, shots, limits.engine());
        }
        return EngineName.byId(asked.get())
                .map(engine -> Engines.require(engine, circuit, noise, shots, limits.engine()))
                .orElseGet(() ->
                        new EngineChoice.Refused(
                                "unknown-engine",
                                "There is no engine '" + asked.get() + "'.",
                                "Use one of " + String.join(", ", EngineName.ids()) + "."));
    }

    private Refusal atProgram(Refusal refusal, int index) {
        return new Refusal(
                refusal.code(),
                spec.programs().size() == 1
                        ? refusal.message()
                        : "Program " + index + ": " + refusal.message(),
                refusal.hint(),
                Optional.of(index),
                refusal.diagnostics());
    }
}
