package cloud.somersault.chip.calibration;

import cloud.somersault.simulators.random.ShotRandom;

/** Seeds made of a seed: the same again, and unlike each other. */
public final class Seeds {

    /** What a seed of a job may be at most, so that JSON keeps it whole. */
    private static final long MOST = (1L << 53) - 1;

    private Seeds() {}

    /** The seed of this number, 0 to 2^53 - 1. */
    public static long of(long seed, int number) {
        return new ShotRandom(seed, 0x5eed, 0).bits(number, 0) & MOST;
    }
}
