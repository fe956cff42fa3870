package cloud.somersault.tuning.tensor;

/**
 * Random numbers that depend on a seed alone, on no JDK's version: SplitMix64 (Steele, Lea, Flood
 * 2014), and the polar form of Box and Muller for normal ones.
 */
public final class SeededDraws {
    private long state;
    private double spare;
    private boolean hasSpare;

    /** The sequence of this seed. */
    public SeededDraws(long seed) {
        state = seed;
    }

    /** 64 random bits. */
    public long bits() {
        state += 0x9e3779b97f4a7c15L;
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Uniform among 0 to {@code bound} - 1; off by less than bound / 2^53. */
    public int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Normal, mean 0 and standard deviation 1. */
    public double normal() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * uniform() - 1;
            y = 2 * uniform() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * scale;
        hasSpare = true;
        return x * scale;
    }

    /** An array of normal numbers. */
    public float[] normals(int count, double standardDeviation) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (standardDeviation * normal());
        }
        return values;
    }

    /** The numbers 0 to {@code count} - 1 in random order (Fisher and Yates). */
    public int[] shuffled(int count) {
        var order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
