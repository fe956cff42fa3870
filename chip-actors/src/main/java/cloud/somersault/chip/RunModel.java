package cloud.somersault.chip;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.compiler.Compilation;
import cloud.somersault.circuits.compiler.Compiler;
import cloud.somersault.circuits.compiler.CompilerOptions;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineChoice;
import cloud.somersault.simulators.EngineLimits;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.ShotRange;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a chip would count, from nothing but a published calibration: the program as it is written,
 * on the qubits that it names, under a {@link NoiseRule}. One rule for every program, so it can be
 * scored against runs of the real chip.
 */
public final class RunModel {

    /** Enough for every circuit that the recorded runs hold, by far. */
    private static final EngineLimits LIMITS = new EngineLimits(1L << 30, 60);

    private RunModel() {}

    /**
     * Predicts the counts of an OriginIR program from a calibration alone.
     *
     * @param rule how the calibration's figures become noise
     * @param shots how many shots to sample; the error of a frequency is at most 0.5 / sqrt(shots)
     * @param seed the same seed gives the same counts
     */
    public static Prediction predict(
            String originIr, ChipSnapshot snapshot, NoiseRule rule, long shots, long seed) {
        return predict(originIr, snapshot, snapshot.noise(rule), shots, seed);
    }

    /** The same with the noise of another moment. */
    public static Prediction predict(
            String originIr, ChipSnapshot snapshot, NoiseModel noise, long shots, long seed) {
        return switch (Programs.read(originIr, Language.ORIGINIR, ReadLimits.DEFAULT, Map.of())) {
            case Reading.Accepted(var program) ->
                    predict(program.circuit(), snapshot, noise, shots, seed);
            case Reading.Refused(var diagnostics) ->
                    new Prediction.Refused(
                            "program-refused",
                            diagnostics.stream()
                                    .map(diagnostic -> diagnostic.pretty())
                                    .collect(Collectors.joining("\n")));
        };
    }

    /** Qubit i of the circuit is qubit i of the chip. */
    private static Prediction predict(
            Circuit circuit, ChipSnapshot snapshot, NoiseModel noise, long shots, long seed) {
        var asWritten = new CompilerOptions(Layout.PHYSICAL, 0, seed);
        return switch (Compiler.compile(circuit, snapshot.device(), asWritten)) {
            case Compilation.Compiled compiled -> sample(compiled, noise, shots, seed);
            case Compilation.Refused refused ->
                    new Prediction.Refused(refused.code(), refused.message());
        };
    }

    private static Prediction sample(
            Compilation.Compiled compiled, NoiseModel model, long shots, long seed) {
        var noise = Optional.of(model);
        return switch (Engines.choose(compiled.circuit(), noise, shots, LIMITS)) {
            case EngineChoice.Chosen chosen ->
                    new Prediction.Predicted(
                            Engines.run(
                                    chosen.engine(),
                                    compiled.circuit(),
                                    noise,
                                    new ShotRange(seed, 0, 0, shots),
                                    Cancellation.never()),
                            compiled,
                            chosen.engine());
            case EngineChoice.Refused refused ->
                    new Prediction.Refused(refused.code(), refused.message());
        };
    }
}
