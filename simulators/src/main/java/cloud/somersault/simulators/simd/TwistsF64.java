package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Real rotations of pairs that differ in two bits of the index, without their scale: where the bits
 * are equal by one tangent, where they differ by another. The element whose second bit is 0 becomes
 * a - t b, its partner b + t a. Up to phases this is what a gate on two qubits does beyond gates on
 * each of them.
 */
public final class TwistsF64 {
    private static final VectorSpecies<Double> S = Simd.F64;
    private static final int WIDTH = S.length();
    private static final VectorShuffle<Double>[] SWAPS = swaps();

    private TwistsF64() {}

    @SuppressWarnings("unchecked")
    private static VectorShuffle<Double>[] swaps() {
        var swaps = new VectorShuffle[WIDTH];
        for (int bits = 0; bits < WIDTH; bits++) {
            int flipped = bits;
            swaps[bits] = VectorShuffle.fromOp(S, lane -> lane ^ flipped);
        }
        return swaps;
    }

    /**
     * Rotates in place.
     *
     * @param first stride of one bit
     * @param second stride of the bit that tells the elements of a pair apart
     * @param equal the tangent where both bits are the same
     * @param different the tangent where they are not
     */
    public static void twist(
            double[] x, int from, int size, int first, int second, double equal, double different) {
        if (!Simd.VECTORS) {
            scalar(x, from, size, first, second, equal, different);
        } else if (first >= WIDTH && second >= WIDTH) {
            boolean rising = first < second;
            strides(
                    x,
                    from,
                    size,
                    Math.min(first, second),
                    Math.max(first, second),
                    equal,
                    rising ? different : -different);
        } else if (first < WIDTH && second < WIDTH) {
            var factors = factors(0, first, second, equal, different);
            lanes(x, from, size, SWAPS[first | second], factors);
        } else {
            int lane = Math.min(first, second);
            int stride = Math.max(first, second);
            var low = factors(0, first, second, equal, different);
            var high = factors(stride, first, second, equal, different);
            mixed(x, from, size, stride, SWAPS[lane], low, high);
        }
    }

    /** What the partner of each lane is multiplied by, before it is added. */
    private static DoubleVector factors(
            int base, int first, int second, double equal, double different) {
        var factors = new double[WIDTH];
        for (int lane = 0; lane < WIDTH; lane++) {
            int index = base | lane;
            boolean one = (index & first) != 0;
            boolean two = (index & second) != 0;
            double t = one == two ? equal : different;
            factors[lane] = two ? t : -t;
        }
        return DoubleVector.fromArray(S, factors, 0);
    }

    private static void lanes(
            double[] x, int from, int size, VectorShuffle<Double> swap, DoubleVector factors) {
        for (int i = from; i < from + size; i += WIDTH) {
            var v = DoubleVector.fromArray(S, x, i);
            v.rearrange(swap).fma(factors, v).intoArray(x, i);
        }
    }

    private static void mixed(
            double[] x,
            int from,
            int size,
            int stride,
            VectorShuffle<Double> swap,
            DoubleVector low,
            DoubleVector high) {
        if (stride == WIDTH) { // a flat loop: runs of one vector are slow
            for (int i = from; i < from + size; i += 2 * WIDTH) {
                var a = DoubleVector.fromArray(S, x, i);
                var b = DoubleVector.fromArray(S, x, i + WIDTH);
                b.rearrange(swap).fma(low, a).intoArray(x, i);
                a.rearrange(swap).fma(high, b).intoArray(x, i + WIDTH);
            }
            return;
        }
        for (int h = from; h < from + size; h += 2 * stride) {
            for (int i = h; i < h + stride; i += WIDTH) {
                var a = DoubleVector.fromArray(S, x, i);
                var b = DoubleVector.fromArray(S, x, i + stride);
                b.rearrange(swap).fma(low, a).intoArray(x, i);
                a.rearrange(swap).fma(high, b).intoArray(x, i + stride);
            }
        }
    }

    /** The larger stride tells the elements of a pair apart. */
    private static void strides(
            double[] x, int from, int size, int small, int large, double equal, double different) {
        var pe = DoubleVector.broadcast(S, equal);
        var me = DoubleVector.broadcast(S, -equal);
        var pd = DoubleVector.broadcast(S, different);
        var md = DoubleVector.broadcast(S, -different);
        for (int h = from; h < from + size; h += 2 * large) {
            if (small == WIDTH) {
                for (int i = h; i < h + large; i += 2 * WIDTH) {
                    var a = DoubleVector.fromArray(S, x, i);
                    var b = DoubleVector.fromArray(S, x, i + WIDTH);
                    var c = DoubleVector.fromArray(S, x, i + large);
                    var d = DoubleVector.fromArray(S, x, i + large + WIDTH);
                    d.fma(me, a).intoArray(x, i);
                    c.fma(md, b).intoArray(x, i + WIDTH);
                    b.fma(pd, c).intoArray(x, i + large);
                    a.fma(pe, d).intoArray(x, i + large + WIDTH);
                }
                continue;
            }
            for (int l = h; l < h + large; l += 2 * small) {
                for (int i = l; i < l + small; i += WIDTH) {
                    var a = DoubleVector.fromArray(S, x, i);
                    var b = DoubleVector.fromArray(S, x, i + small);
                    var c = DoubleVector.fromArray(S, x, i + large);
                    var d = DoubleVector.fromArray(S, x, i + large + small);
                    d.fma(me, a).intoArray(x, i);
                    c.fma(md, b).intoArray(x, i + small);
                    b.fma(pd, c).intoArray(x, i + large);
                    a.fma(pe, d).intoArray(x, i + large + small);
                }
            }
        }
    }

    private static void scalar(
            double[] x, int from, int size, int first, int second, double equal, double different) {
        int both = first | second;
        for (int i = 0; i < size; i++) {
            if ((i & second) == 0) {
                double t = (i & first) == 0 ? equal : different;
                int at = from + i;
                int partner = from + (i ^ both);
                double a = x[at];
                double b = x[partner];
                x[at] = Math.fma(b, -t, a);
                x[partner] = Math.fma(a, t, b);
            }
        }
    }
}
