package cloud.somersault.simulators.random;

import cloud.somersault.simulators.simd.ExponentialKernel;

/**
 * Exponentially distributed numbers: the waiting times between rare events, divided by their mean.
 */
public final class Exponential {
    private Exponential() {}

    /**
     * From 64 random bits each; the same on every machine.
     *
     * @param exponential receives numbers on (0, 37), right to 1e-15 of each
     */
    public static void fill(long[] random, double[] exponential, int count) {
        ExponentialKernel.fill(random, exponential, count);
    }
}
