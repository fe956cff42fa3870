package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs Clifford plans with Pauli noise.
 *
 * <p>Without conditions the plan is run once on a {@link Tableau}; shots differ from that run by
 * Pauli operators and are sampled many at a time ({@link StraightLine}). With conditions each shot
 * runs for itself from the first measurement on ({@link ShotByShot}).
 */
public final class StabilizerEngine {

    /** How well stabilizer states do for a plan. */
    public enum Fit {
        /** Clifford gates, random Pauli operators, readings right or wrong. */
        EXACT,
        /** The same but for relaxation, which is replaced by its {@link PauliTwirl}. */
        TWIRLED,
        /** Something is neither. */
        NONE;

        private Fit and(Fit other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private StabilizerEngine() {}

    /** How well this engine does for the plan. */
    public static Fit fit(Plan plan) {
        return fit(plan.steps(), new Cliffords());
    }

    /** Whether this engine runs the plan exactly. */
    public static boolean handles(Plan plan) {
        return fit(plan) == Fit.EXACT;
    }

    private static Fit fit(List<Step> steps, Cliffords cliffords) {
        return steps.stream().map(step -> fit(step, cliffords)).reduce(Fit.EXACT, Fit::and);
    }

    private static Fit fit(Step step, Cliffords cliffords) {
        return switch (step) {
            case Step.Unitary unitary -> cliffords.gate(unitary).isPresent() ? Fit.EXACT : Fit.NONE;
            case Step.Relax _ -> Fit.TWIRLED;
            case Step.Branch(_, var then, var otherwise) ->
                    fit(then, cliffords).and(fit(otherwise, cliffords));
            case Step.Loop(_, var body, _) -> fit(body, cliffords);
            case Step.Kraus _ -> Fit.NONE;
            case Step.Depolarize _,
                    Step.PauliChannel _,
                    Step.Measure _,
                    Step.Reset _,
                    Step.Assign _ ->
                    Fit.EXACT;
        };
    }

    /**
     * Writes the bits that the plan measures into all records, the first of shot {@code first}.
     * Relaxation is twirled; who minds asks {@link #fit} before.
     */
    public static void run(
            Plan plan, ShotRandom random, long first, ShotRecords records, Checkpoint checkpoint) {
        if (records.shots() == 0) {
            return;
        }
        if (plan.conditional()) {
            new ShotByShot(plan, random, checkpoint).run(first, records);
            return;
        }
        var bits =
                Stream.concat(plan.steps().stream(), plan.finals().stream())
                        .filter(Step.Measure.class::isInstance)
                        .mapToInt(step -> ((Step.Measure) step).bit())
                        .summaryStatistics();
        if (bits.getCount() == 0) {
            return;
        }
        int firstWord = bits.getMin() >> 6;
        int words = (bits.getMax() >> 6) - firstWord + 1;
        var transcript = Transcript.of(plan, new Cliffords(), checkpoint);
        var way = StraightLine.way(transcript, words);
        new StraightLine(transcript, way, random, checkpoint)
                .sample(first, records, firstWord, words);
    }
}
