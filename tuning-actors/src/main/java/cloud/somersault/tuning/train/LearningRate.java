package cloud.somersault.tuning.train;

/**
 * A rate that rises linearly and falls as half a cosine (Loshchilov and Hutter, arXiv 1608.03983).
 *
 * @param peak after the warm-up
 * @param warmUpSteps steps until the peak, 0 for none
 * @param steps of the whole run; afterwards the rate stays at its least
 * @param leastPart what is left at the end, as a part of the peak
 */
public record LearningRate(double peak, long warmUpSteps, long steps, double leastPart) {

    /** Checks the ranges. */
    public LearningRate {
        if (!(peak > 0)
                || warmUpSteps < 0
                || steps <= warmUpSteps
                || !(leastPart >= 0 && leastPart <= 1)) {
            throw new IllegalArgumentException(
                    "peak %s, warm-up %d of %d steps, least part %s"
                            .formatted(peak, warmUpSteps, steps, leastPart));
        }
    }

    /** The rate of a step, counted from 0. */
    public double at(long step) {
        if (step < warmUpSteps) {
            return peak * (step + 1) / warmUpSteps;
        }
        double done = Math.min(1, (double) (step - warmUpSteps) / (steps - warmUpSteps));
        double part = 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
        return peak * (leastPart + (1 - leastPart) * part);
    }
}
