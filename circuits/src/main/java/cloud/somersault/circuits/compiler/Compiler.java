package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Turns a circuit into a program that a chip can run, or says why not.
 *
 * <p>A compilation is a list of {@link Pass}es, each a pure function, chosen by the options alone;
 * the answer depends on the circuit, the device and the options and on nothing else.
 */
public final class Compiler {
    private Compiler() {}

    /** The program on the chip, or the refusal. Doesn't throw on any circuit. */
    public static Compilation compile(Circuit circuit, Device device, CompilerOptions options) {
        return compile(circuit, device, options, Cancellation.never());
    }

    /**
     * The same, unless it is cancelled before it is done.
     *
     * @throws CancelledCompilationException when the cancellation was requested
     */
    public static Compilation compile(
            Circuit circuit, Device device, CompilerOptions options, Cancellation cancellation) {
        return compile(circuit, device, options, new Routes(0), cancellation);
    }

    static Compilation compile(
            Circuit circuit,
            Device device,
            CompilerOptions options,
            Routes routes,
            Cancellation cancellation) {
        try {
            var draft = begun(circuit, device, options, cancellation);
            for (var pass : passes(options, routes)) {
                cancellation.check();
                draft = pass.run(draft);
            }
            return finished(draft);
        } catch (CannotCompile refused) {
            return refused.refusal();
        }
    }

    /**
     * Compiles and tells what each pass did.
     *
     * @param nanoseconds a clock, since nothing here knows one: {@code System::nanoTime}
     */
    public static Explanation explain(
            Circuit circuit, Device device, CompilerOptions options, LongSupplier nanoseconds) {
        return explain(circuit, device, options, nanoseconds, Cancellation.never());
    }

    /**
     * The same, unless it is cancelled before it is done.
     *
     * @throws CancelledCompilationException when the cancellation was requested
     */
    public static Explanation explain(
            Circuit circuit,
            Device device,
            CompilerOptions options,
            LongSupplier nanoseconds,
            Cancellation cancellation) {
        var steps = new ArrayList<Explanation.Step>();
        try {
            var draft = begun(circuit, device, options, cancellation);
            var before = Explanation.Size.of(draft);
            for (var pass : passes(options)) {
                cancellation.check();
                long begin = nanoseconds.getAsLong();
                draft = pass.run(draft);
                double milliseconds = (nanoseconds.getAsLong() - begin) / 1e6;
                var after = Explanation.Size.of(draft);
                steps.add(
                        new Explanation.Step(
                                pass.name(), pass.explanation(), before, after, milliseconds));
                before = after;
            }
            return new Explanation(finished(draft), steps);
        } catch (CannotCompile refused) {
            return new Explanation(refused.refusal(), steps);
        }
    }

    /** Above level 1 decoupling is a pass of its own, and those before it don't know of it. */
    private static Draft begun(
            Circuit circuit, Device device, CompilerOptions options, Cancellation cancellation) {
        var own = options.optimization() > 1 ? options.withDecoupling(false) : options;
        return Draft.of(new Draft.Request(circuit, device, own, cancellation));
    }

    /** What is done under these options, in order. */
    static List<Pass> passes(CompilerOptions options) {
        return passes(options, new Routes(0));
    }

    private static List<Pass> passes(CompilerOptions options, Routes routes) {
        var passes = new ArrayList<Pass>();
        if (!options.region().isAnywhere()) {
            passes.add(new CheckRegion());
        }
        passes.addAll(
                switch (options.optimization()) {
                    case 0, 1 -> plain(options, true, routes);
                    default -> optimizing(options, routes);
                });
        return List.copyOf(passes);
    }

    /**
     * Levels 0 and 1. Stored jobs are replayed by compiling again: these never change.
     *
     * @param startsInZero whether it may be used that all qubits start in |0>
     * @param routes known before
     */
    static List<Pass> plain(CompilerOptions options, boolean startsInZero, Routes routes) {
        boolean simplify = options.optimization() >= 1;
        var passes = new ArrayList<Pass>();
        passes.add(new CheckQubits());
        switch (options.layout()) {
            case PHYSICAL -> {
                passes.add(new Decompose());
                passes.add(new CheckCouplers());
                if (simplify) {
                    passes.add(new Simplify(startsInZero));
                }
                passes.add(new Schedule());
            }
            case AUTO -> {
                if (simplify) {
                    passes.add(new ElideSwaps());
                }
                passes.add(new Decompose());
                if (simplify) {
                    passes.add(new Simplify(startsInZero));
                }
                passes.add(new MapToChip(finishing(simplify, startsInZero), routes));
            }
        }
        return List.copyOf(passes);
    }

    /** What follows on a mapped program, where SWAPs may stand between native steps. */
    private static List<Pass> finishing(boolean simplify, boolean startsInZero) {
        return simplify
                ? List.of(
                        new AbsorbSwaps(),
                        new Decompose(),
                        new Simplify(startsInZero),
                        new Schedule())
                : List.of(new Decompose(), new Schedule());
    }

    /**
     * Levels 2 to 4. Nothing is presumed of the input: a program without measurement is a unitary
     * and stays the same.
     */
    private static List<Pass> optimizing(CompilerOptions options, Routes routes) {
        var finishing = List.<Pass>of(new WriteBlocks(), new Simplify(false), new Schedule());
        var passes = new ArrayList<Pass>();
        passes.add(new CheckQubits());
        switch (options.layout()) {
            case PHYSICAL -> {
                passes.add(new Decompose());
                passes.add(new CheckCouplers());
                passes.add(new Resynthesize());
            }
            case AUTO -> {
                passes.add(new ElideSwaps());
                passes.add(new PairToffolis());
                passes.add(new Decompose());
                passes.add(new Resynthesize());
                passes.add(new MapBlocks(Effort.upTo(options.optimization()), finishing, routes));
            }
        }
        passes.addAll(finishing);
        passes.add(new KeepBetter(routes));
        if (options.decoupling()) {
            passes.add(new Decouple());
        }
        return List.copyOf(passes);
    }

    private static Compilation finished(Draft draft) {
        var figures = Figures.of(draft.circuit(), draft.device());
        if (figures.layers() > draft.device().layersMax()) {
            return CannotCompile.tooManyLayers(draft.device(), figures.layers() + " layers")
                    .refusal();
        }
        return new Compiled(
                draft.circuit(),
                draft.initialLayout(),
                draft.finalLayout(),
                draft.durationSeconds(),
                figures.layers(),
                figures.pulses(),
                figures.czGates(),
                figures.estimatedSuccess());
    }
}
