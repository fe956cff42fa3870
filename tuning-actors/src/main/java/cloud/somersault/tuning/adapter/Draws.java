package cloud.somersault.tuning.adapter;

import java.util.SplittableRandom;

/** Initial values, a function of the seed alone: the same on every machine and JDK. */
final class Draws {
    private final SplittableRandom random;

    Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Uniform on (-bound, bound). */
    void uniform(float[] values, int from, int count, double bound) {
        for (int i = from; i < from + count; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
    }

    /** Normal with mean 0, by Box and Muller. */
    void normal(float[] values, int from, int count, double standardDeviation) {
        for (int i = from; i < from + count; i++) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            double angle = 2 * Math.PI * random.nextDouble();
            values[i] = (float) (standardDeviation * radius * StrictMath.cos(angle));
        }
    }
}
