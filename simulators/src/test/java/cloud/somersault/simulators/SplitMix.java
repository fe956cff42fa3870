package cloud.somersault.simulators;

/** splitmix64, the generator in which the workloads of the performance page are defined. */
public final class SplitMix {
    private long x;

    public SplitMix(long seed) {
        x = seed;
    }

    public long next() {
        x += 0x9E3779B97F4A7C15L;
        long z = x;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Uniform on [0, 1). */
    public double u() {
        return (next() >>> 11) * 0x1p-53;
    }

    public int below(int k) {
        return (int) Long.remainderUnsigned(next(), k);
    }

    public double normal() {
        double u1 = u();
        double u2 = u();
        return Math.sqrt(-2 * StrictMath.log(1 - u1)) * StrictMath.cos(2 * Math.PI * u2);
    }

    public int[] shuffle(int n) {
        var p = new int[n];
        java.util.Arrays.setAll(p, i -> i);
        for (int i = n - 1; i >= 1; i--) {
            int j = below(i + 1);
            int kept = p[i];
            p[i] = p[j];
            p[j] = kept;
        }
        return p;
    }
}
