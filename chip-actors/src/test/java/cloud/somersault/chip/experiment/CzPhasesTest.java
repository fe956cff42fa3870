package cloud.somersault.chip.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.NoiseRule;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.QubitNoise;
import cloud.somersault.simulators.ShotRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All three phases of a CZ on pairs whose phases are known, any angle of the circle: the 95 %
 * intervals hold the truth in 90 to 99 % of 450. A right interval misses that once in 1e5 runs and
 * the seeds are fixed.
 */
class CzPhasesTest {
    private static final int CASES = 150;
    private static final int SHOTS = 1000;

    @ParameterizedTest
    @EnumSource
    void finds_the_conditional_phase_and_those_of_both_qubits(NoiseRule rule) {
        var random = new SplittableRandom(4321);
        int held = 0;
        for (int number = 0; number < CASES; number++) {
            double conditional = random.nextDouble(-3, 3);
            double first = random.nextDouble(-3, 3);
            double second = random.nextDouble(-3, 3);
            var tuned = rule.coupler(0, 1, random.nextDouble(0.01, 0.06), 2e-5, 2e-5, 4e-8);
            var noise = tuned.withGateErrors(conditional, tuned.czSwapAngle(), first, second);
            var outcome = run(noise, number);
            assertThat(outcome).isInstanceOf(Outcome.Found.class);
            if (outcome instanceof Outcome.Found<CzPhases.Phases>(var phases)) {
                held += phases.conditional().holds(conditional) ? 1 : 0;
                held += phases.first().holds(first) ? 1 : 0;
                held += phases.second().holds(second) ? 1 : 0;
            }
        }
        assertThat(held / (3.0 * CASES)).isBetween(0.90, 0.99);
    }

    private static Outcome<CzPhases.Phases> run(CouplerNoise coupler, long seed) {
        var qubit = new QubitNoise(0.004, 20e-6, 6e-6, 0.95, 0.88);
        var model = new NoiseModel(new TreeMap<>(Map.of(0, qubit, 1, qubit)), List.of(coupler));
        var experiment = CzPhases.usual();
        var histograms = new ArrayList<long[]>();
        for (var circuit : experiment.circuits()) {
            var counts =
                    Engines.run(
                            EngineName.DENSITY_MATRIX,
                            circuit,
                            Optional.of(model),
                            new ShotRange(seed, histograms.size(), 0, SHOTS),
                            Cancellation.never());
            var histogram = new long[4];
            counts.byBitstring()
                    .forEach((bits, count) -> histogram[Integer.parseInt(bits, 2)] += count);
            histograms.add(histogram);
        }
        return experiment.analyse(new Readings(histograms));
    }
}
