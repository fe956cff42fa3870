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
import cloud.somersault.simulators.ShotRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs experiments on a chip's truth by the engines, in this thread: no queue, no actor.
 *
 * @param truth of the chip
 */
public record DirectLaboratory(ChipTruth truth) {
    private static final EngineLimits LIMITS = new EngineLimits(1L << 30, 600);

    /** The counts of each circuit, at one virtual moment. */
    public List<Counts> run(
            List<Circuit> circuits, int shots, long seed, Controls draft, double seconds) {
        var noise = Optional.of(truth.noise(draft, seconds, NoiseRule.CURRENT));
        var counts = new ArrayList<Counts>();
        for (var circuit : circuits) {
            var chosen = (EngineChoice.Chosen) Engines.choose(circuit, noise, shots, LIMITS);
            counts.add(
                    Engines.run(
                            chosen.engine(),
                            circuit,
                            noise,
                            new ShotRange(seed, counts.size(), 0, shots),
                            Cancellation.never()));
        }
        return counts;
    }
}
