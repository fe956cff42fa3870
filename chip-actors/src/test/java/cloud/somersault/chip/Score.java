package cloud.somersault.chip;

import cloud.somersault.circuits.Counts;
import cloud.somersault.simulators.NoiseModel;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How far a prediction lies from what the real chip counted, and how far it would lie if the chip
 * were exactly as predicted.
 *
 * @param distance total variation distance of the prediction and the counts
 * @param floor what that distance is on average when only the dice of the shots differ
 * @param chance how often it would be as large or larger then
 * @param predicted what was predicted
 */
record Score(double distance, double floor, double chance, Prediction.Predicted predicted) {

    /** The error of a frequency is at most 0.0005. */
    private static final long SHOTS = 1_000_000;

    private static final long SEED = 17;
    private static final int DRAWS = 4000;

    static Score of(RecordedRun run, ChipSnapshot snapshot, NoiseRule rule) {
        return of(run, snapshot, snapshot.noise(rule));
    }

    static Score of(RecordedRun run, ChipSnapshot snapshot, NoiseModel noise) {
        return switch (RunModel.predict(run.program(), snapshot, noise, SHOTS, SEED)) {
            case Prediction.Predicted predicted -> of(run.counts(), predicted);
            case Prediction.Refused refused ->
                    throw new IllegalArgumentException(run.name() + ": " + refused.message());
        };
    }

    private static Score of(Counts real, Prediction.Predicted predicted) {
        var probabilities = new TreeMap<String, Double>();
        var model = predicted.counts();
        model.byBitstring().keySet().forEach(b -> probabilities.put(b, model.frequency(b)));
        double distance = real.totalVariationDistance(probabilities);
        var random = new SplittableRandom(SEED);
        int farther = 0;
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double drawn = drawn(probabilities, real, random).totalVariationDistance(probabilities);
            sum += drawn;
            farther += drawn >= distance ? 1 : 0;
        }
        return new Score(distance, sum / DRAWS, (double) farther / DRAWS, predicted);
    }

    /** As many shots as the real chip made, of the predicted distribution. */
    private static Counts drawn(
            Map<String, Double> probabilities, Counts real, SplittableRandom random) {
        var cumulated = new TreeMap<Double, String>();
        double below = 0;
        for (var entry : probabilities.entrySet()) {
            cumulated.put(below, entry.getKey());
            below += entry.getValue();
        }
        var counts = new TreeMap<String, Long>();
        for (long shot = 0; shot < real.shots(); shot++) {
            counts.merge(cumulated.floorEntry(random.nextDouble()).getValue(), 1L, Long::sum);
        }
        return new Counts(real.bits(), counts);
    }

    /** What ran, in short. */
    String what() {
        var compiled = predicted.compiled();
        return "%d %s, %d CZ, %.0f ns"
                .formatted(
                        compiled.pulses(),
                        compiled.pulses() == 1 ? "pulse" : "pulses",
                        compiled.czGates(),
                        compiled.durationSeconds() * 1e9);
    }
}
