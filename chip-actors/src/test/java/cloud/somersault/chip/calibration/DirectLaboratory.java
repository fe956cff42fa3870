package cloud.somersault.chip.calibration;

import cloud.somersault.chip.Controls;
import cloud.somersault.chip.NoiseRule;
import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineChoice;
import cloud.somersault.simulators.EngineLimits;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.ShotRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Runs experiments on a chip's truth by the engines: no queue, no actor.
 *
 * @param truth of the chip
 */
public record DirectLaboratory(ChipTruth truth) {
    private static final EngineLimits LIMITS = new EngineLimits(1L << 30, 600);

    /** The counts of each circuit, at one virtual moment. */
    public List<Counts> run(
            List<Circuit> circuits, int shots, long seed, Controls draft, double seconds) {
        var noise = Optional.of(truth.noise(draft, seconds, NoiseRule.CURRENT));
        return IntStream.range(0, circuits.size())
                .parallel()
                .mapToObj(index -> run(circuits.get(index), index, shots, seed, noise))
                .toList();
    }

    private static Counts run(
            Circuit circuit, int index, int shots, long seed, Optional<NoiseModel> noise) {
        var chosen = (EngineChoice.Chosen) Engines.choose(circuit, noise, shots, LIMITS);
        return Engines.run(
                chosen.engine(),
                circuit,
                noise,
                new ShotRange(seed, index, 0, shots),
                Cancellation.never());
    }
}
