package cloud.somersault.chip.truth;

import cloud.somersault.simulators.random.ShotRandom;

/**
 * Random numbers that can be asked twice: a pure function of (seed, part of the chip, figure,
 * index, draw). Uses {@link StrictMath}, so every machine has the same chip.
 *
 * @param random keyed by the chip's seed, the part and the figure
 */
record Chance(ShotRandom random) {

    private static final double ULP = 0x1p-53;

    /**
     * @param seed of the chip's truth
     * @param part which qubit or coupler, numbered over the whole chip
     * @param figure what of it, 0 to 65535
     */
    static Chance of(long seed, int part, int figure) {
        return new Chance(new ShotRandom(seed, part, figure));
    }

    /** Uniform on (0, 1]. */
    double uniform(long index, int draw) {
        return ((random.bits(index, draw) >>> 11) + 1) * ULP;
    }

    /** Normal, mean 0 and deviation 1 (Box and Muller, 1958), from the draws 2 d and 2 d + 1. */
    double normal(long index, int draw) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform(index, 2 * draw)));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform(index, 2 * draw + 1));
    }

    /** Exponential, mean 1. */
    double exponential(long index, int draw) {
        return -StrictMath.log(uniform(index, draw));
    }
}
