package cloud.somersault.tuning.train;

import cloud.somersault.tuning.model.Parameter;
import java.util.List;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101): moments of the gradients with their bias
 * corrected, and a weight decay of its own that is multiplied by the rate.
 */
public final class AdamW {

    /**
     * What may be chosen; {@link #USUAL} is 0.9, 0.999, 1e-8 and no decay.
     *
     * @param weightDecay of the parameters that decay
     */
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay) {
        /** The usual ones. */
        public static final Settings USUAL = new Settings(0.9, 0.999, 1e-8, 0);

        /** Checks the ranges. */
        public Settings {
            if (!(beta1 >= 0 && beta1 < 1)
                    || !(beta2 >= 0 && beta2 < 1)
                    || !(epsilon > 0)
                    || !(weightDecay >= 0)) {
                throw new IllegalArgumentException(
                        "beta1 %s, beta2 %s, epsilon %s, weight decay %s"
                                .formatted(beta1, beta2, epsilon, weightDecay));
            }
        }
    }

    private final Settings settings;
    private final List<Parameter> parameters;
    private final float[] first;
    private final float[] second;
    private long steps;

    /** An optimizer of these parameters, before its first step. */
    public AdamW(Settings settings, List<Parameter> parameters) {
        this.settings = settings;
        this.parameters = List.copyOf(parameters);
        int count =
                parameters.stream().mapToInt(one -> one.values().length).reduce(0, Math::addExact);
        first = new float[count];
        second = new float[count];
    }

    /**
     * Moves the values by their gradients.
     *
     * @return false, and nothing has changed, if a value would no longer be a finite number
     */
    public boolean step(double rate) {
        if (!move(rate, false)) {
            return false;
        }
        move(rate, true);
        steps++;
        return true;
    }

    /** Whether all values stay finite; only then may they be kept. */
    private boolean move(double rate, boolean keep) {
        float beta1 = (float) settings.beta1;
        float beta2 = (float) settings.beta2;
        float epsilon = (float) settings.epsilon;
        float size = (float) (rate / (1 - StrictMath.pow(settings.beta1, steps + 1)));
        float correction = (float) (1 / (1 - StrictMath.pow(settings.beta2, steps + 1)));
        int at = 0;
        boolean finite = true;
        for (var parameter : parameters) {
            var values = parameter.values();
            var gradients = parameter.gradients();
            float kept = parameter.decays() ? (float) (1 - rate * settings.weightDecay) : 1;
            for (int i = 0; i < values.length; i++) {
                float g = gradients[i];
                float m = beta1 * first[at + i] + (1 - beta1) * g;
                float v = beta2 * second[at + i] + (1 - beta2) * g * g;
                float root = (float) Math.sqrt(v * correction);
                float moved = kept * values[i] - size * m / (root + epsilon);
                if (keep) {
                    first[at + i] = m;
                    second[at + i] = v;
                    values[i] = moved;
                } else {
                    finite &= Float.isFinite(moved);
                }
            }
            at += values.length;
        }
        return finite;
    }

    /** How many steps have been taken. */
    public long steps() {
        return steps;
    }

    /** The means of the gradients, in the order of the parameters: the array itself. */
    public float[] firstMoments() {
        return first;
    }

    /** The means of their squares: the array itself. */
    public float[] secondMoments() {
        return second;
    }

    /** Goes on where another has stopped. */
    public void restore(long stepsTaken, float[] firstMoments, float[] secondMoments) {
        if (firstMoments.length != first.length || secondMoments.length != second.length) {
            throw new IllegalArgumentException(
                    "%d and %d moments for %d parameters"
                            .formatted(firstMoments.length, secondMoments.length, first.length));
        }
        steps = stepsTaken;
        System.arraycopy(firstMoments, 0, first, 0, first.length);
        System.arraycopy(secondMoments, 0, second, 0, second.length);
    }
}
