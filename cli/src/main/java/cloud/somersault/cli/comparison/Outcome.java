package cloud.somersault.cli.comparison;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came of one session.
 *
 * @param row whose
 * @param chosenFor whether it only served to choose the learning rate
 * @param session its id on the server that ran it
 * @param failure why it could not be ended; empty when it was
 * @param figures by the names below; empty when it failed
 * @param curve the training loss, averaged over pieces of equally many steps
 * @param lossDigest of all its losses: the same for anyone who repeats it on the exact target
 * @param logDigest the last link of the hash chain over its events
 */
public record Outcome(
        String row,
        double rate,
        long seed,
        boolean chosenFor,
        String session,
        String failure,
        Map<String, Double> figures,
        List<Double> curve,
        String lossDigest,
        String logDigest) {
    static final String PARAMETERS = "parameters";
    static final String TRAINING_LOSS = "trainingLoss";
    static final String VALIDATION_LOSS = "validationLoss";
    static final String ACCURACY = "accuracy";
    static final String OLD_ACCURACY = "oldAccuracy";
    static final String SECONDS_PER_STEP = "secondsPerStep";
    static final String CIRCUITS = "circuits";
    static final String SPREAD = "quantumSpread";

    public Outcome {
        figures = Map.copyOf(figures);
        curve = List.copyOf(curve);
    }

    /** Whether this is what came of that. */
    boolean isOf(String otherRow, double otherRate, long otherSeed, boolean choosing) {
        return row.equals(otherRow)
                && rate == otherRate
                && seed == otherSeed
                && chosenFor == choosing;
    }

    OptionalDouble figure(String name) {
        var value = figures.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
