package cloud.somersault.simulators.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Real rotations of pairs without their scale: (a, b) becomes (a - t b, b + t a), one fused
 * multiply-add an element, which is RY(2 atan t) times sqrt(1 + t^2). Three at a time stay in
 * registers (radix 8). Real and imaginary parts are rotated apart, each by a call of its own.
 *
 * <p>An array is a block from an offset on; its size is a power of two, and strides are powers of
 * two relative to the block.
 */
public final class ButterfliesF32 {
    /** So many low bits are rotated by {@link #lanes}, however wide the vectors are. */
    public static final int LANE_BITS = 4;

    private static final VectorSpecies<Float> S = Simd.F32;
    private static final int WIDTH = S.length();
    private static final boolean WIDE = WIDTH == 1 << LANE_BITS;

    private static final VectorShuffle<Float> SWAP_1 = swap(1);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorShuffle<Float> SWAP_8 = swap(WIDE ? 8 : 4);
    private static final FloatVector SIGN_1 = sign(1);
    private static final FloatVector SIGN_2 = sign(2);
    private static final FloatVector SIGN_4 = sign(4);
    private static final FloatVector SIGN_8 = sign(WIDE ? 8 : 4);

    private ButterfliesF32() {}

    private static VectorShuffle<Float> swap(int bit) {
        return VectorShuffle.fromOp(S, lane -> lane ^ bit);
    }

    private static FloatVector sign(int bit) {
        var signs = new float[WIDTH];
        for (int lane = 0; lane < WIDTH; lane++) {
            signs[lane] = (lane & bit) == 0 ? -1 : 1;
        }
        return FloatVector.fromArray(S, signs, 0);
    }

    /** The lowest four bits of an index, in turn; t = 0 leaves one alone. */
    public static void lanes(
            float[] x, int from, int size, float t1, float t2, float t4, float t8) {
        if (!Simd.VECTORS) {
            scalar(x, from, size, 1, t1);
            scalar(x, from, size, 2, t2);
            scalar(x, from, size, 4, t4);
            scalar(x, from, size, 8, t8);
        } else if (WIDE) {
            lanesOfSixteen(x, from, size, t1, t2, t4, t8);
        } else {
            lanesOfEight(x, from, size, t1, t2, t4, t8);
        }
    }

    private static void lanesOfSixteen(
            float[] x, int from, int size, float t1, float t2, float t4, float t8) {
        var f1 = SIGN_1.mul(t1);
        var f2 = SIGN_2.mul(t2);
        var f4 = SIGN_4.mul(t4);
        var f8 = SIGN_8.mul(t8);
        for (int i = from; i < from + size; i += WIDTH) {
            var v = FloatVector.fromArray(S, x, i);
            v = v.rearrange(SWAP_1).fma(f1, v);
            v = v.rearrange(SWAP_2).fma(f2, v);
            v = v.rearrange(SWAP_4).fma(f4, v);
            v = v.rearrange(SWAP_8).fma(f8, v);
            v.intoArray(x, i);
        }
    }

    private static void lanesOfEight(
            float[] x, int from, int size, float t1, float t2, float t4, float t8) {
        var f1 = SIGN_1.mul(t1);
        var f2 = SIGN_2.mul(t2);
        var f4 = SIGN_4.mul(t4);
        var p = FloatVector.broadcast(S, t8);
        var m = FloatVector.broadcast(S, -t8);
        for (int i = from; i < from + size; i += 2 * WIDTH) {
            var v = FloatVector.fromArray(S, x, i);
            var w = FloatVector.fromArray(S, x, i + WIDTH);
            v = v.rearrange(SWAP_1).fma(f1, v);
            w = w.rearrange(SWAP_1).fma(f1, w);
            v = v.rearrange(SWAP_2).fma(f2, v);
            w = w.rearrange(SWAP_2).fma(f2, w);
            v = v.rearrange(SWAP_4).fma(f4, v);
            w = w.rearrange(SWAP_4).fma(f4, w);
            w.fma(m, v).intoArray(x, i);
            v.fma(p, w).intoArray(x, i + WIDTH);
        }
    }

    /** One pair of strides of at least 16. */
    public static void one(float[] x, int from, int size, int stride, float t) {
        if (!Simd.VECTORS) {
            scalar(x, from, size, stride, t);
            return;
        }
        var p = FloatVector.broadcast(S, t);
        var m = FloatVector.broadcast(S, -t);
        for (int h = from; h < from + size; h += 2 * stride) {
            for (int i = h; i < h + stride; i += WIDTH) {
                var a = FloatVector.fromArray(S, x, i);
                var b = FloatVector.fromArray(S, x, i + stride);
                b.fma(m, a).intoArray(x, i);
                a.fma(p, b).intoArray(x, i + stride);
            }
        }
    }

    /** Two strides of at least 16, the smaller first. */
    public static void two(float[] x, int from, int size, int s1, int s2, float t1, float t2) {
        if (!Simd.VECTORS) {
            scalar(x, from, size, s1, t1);
            scalar(x, from, size, s2, t2);
            return;
        }
        var p1 = FloatVector.broadcast(S, t1);
        var m1 = FloatVector.broadcast(S, -t1);
        var p2 = FloatVector.broadcast(S, t2);
        var m2 = FloatVector.broadcast(S, -t2);
        for (int h = from; h < from + size; h += 2 * s2) {
            for (int l = h; l < h + s2; l += 2 * s1) {
                for (int i = l; i < l + s1; i += WIDTH) {
                    var a = FloatVector.fromArray(S, x, i);
                    var b = FloatVector.fromArray(S, x, i + s1);
                    var c = FloatVector.fromArray(S, x, i + s2);
                    var d = FloatVector.fromArray(S, x, i + s2 + s1);
                    var a1 = b.fma(m1, a);
                    var b1 = a.fma(p1, b);
                    var c1 = d.fma(m1, c);
                    var d1 = c.fma(p1, d);
                    c1.fma(m2, a1).intoArray(x, i);
                    d1.fma(m2, b1).intoArray(x, i + s1);
                    a1.fma(p2, c1).intoArray(x, i + s2);
                    b1.fma(p2, d1).intoArray(x, i + s2 + s1);
                }
            }
        }
    }

    /** Three strides of at least 16, rising. */
    public static void three(
            float[] x, int from, int size, int s1, int s2, int s3, float t1, float t2, float t3) {
        if (!Simd.VECTORS) {
            scalar(x, from, size, s1, t1);
            scalar(x, from, size, s2, t2);
            scalar(x, from, size, s3, t3);
            return;
        }
        for (int h = from; h < from + size; h += 2 * s3) {
            if (s2 == 2 * s1 && s3 == 2 * s2) {
                if (s1 == WIDTH) {
                    threeNear(x, from, size, t1, t2, t3);
                    return;
                }
                three(x, h, s1, s1, s2, s3, t1, t2, t3, WIDTH);
            } else {
                for (int m = h; m < h + s3; m += 2 * s2) {
                    for (int l = m; l < m + s2; l += 2 * s1) {
                        three(x, l, s1, s1, s2, s3, t1, t2, t3, WIDTH);
                    }
                }
            }
        }
    }

    /** One run of groups; the strides of neighbouring groups are the width. */
    private static void three(
            float[] x,
            int from,
            int size,
            int s1,
            int s2,
            int s3,
            float t1,
            float t2,
            float t3,
            int step) {
        var p1 = FloatVector.broadcast(S, t1);
        var m1 = FloatVector.broadcast(S, -t1);
        var p2 = FloatVector.broadcast(S, t2);
        var m2 = FloatVector.broadcast(S, -t2);
        var p3 = FloatVector.broadcast(S, t3);
        var m3 = FloatVector.broadcast(S, -t3);
        for (int i = from; i < from + size; i += step) {
            var a = FloatVector.fromArray(S, x, i);
            var b = FloatVector.fromArray(S, x, i + s1);
            var c = FloatVector.fromArray(S, x, i + s2);
            var d = FloatVector.fromArray(S, x, i + s2 + s1);
            var e = FloatVector.fromArray(S, x, i + s3);
            var f = FloatVector.fromArray(S, x, i + s3 + s1);
            var g = FloatVector.fromArray(S, x, i + s3 + s2);
            var h = FloatVector.fromArray(S, x, i + s3 + s2 + s1);
            var a1 = b.fma(m1, a);
            var b1 = a.fma(p1, b);
            var c1 = d.fma(m1, c);
            var d1 = c.fma(p1, d);
            var e1 = f.fma(m1, e);
            var f1 = e.fma(p1, f);
            var g1 = h.fma(m1, g);
            var h1 = g.fma(p1, h);
            var a2 = c1.fma(m2, a1);
            var b2 = d1.fma(m2, b1);
            var c2 = a1.fma(p2, c1);
            var d2 = b1.fma(p2, d1);
            var e2 = g1.fma(m2, e1);
            var f2 = h1.fma(m2, f1);
            var g2 = e1.fma(p2, g1);
            var h2 = f1.fma(p2, h1);
            e2.fma(m3, a2).intoArray(x, i);
            f2.fma(m3, b2).intoArray(x, i + s1);
            g2.fma(m3, c2).intoArray(x, i + s2);
            h2.fma(m3, d2).intoArray(x, i + s2 + s1);
            a2.fma(p3, e2).intoArray(x, i + s3);
            b2.fma(p3, f2).intoArray(x, i + s3 + s1);
            c2.fma(p3, g2).intoArray(x, i + s3 + s2);
            d2.fma(p3, h2).intoArray(x, i + s3 + s2 + s1);
        }
    }

    /** Three neighbouring strides from one vector on: eight vectors side by side. */
    private static void threeNear(float[] x, int from, int size, float t1, float t2, float t3) {
        three(x, from, size, WIDTH, 2 * WIDTH, 4 * WIDTH, t1, t2, t3, 8 * WIDTH);
    }

    private static void scalar(float[] x, int from, int size, int stride, float t) {
        for (int h = from; h < from + size; h += 2 * stride) {
            for (int i = h; i < h + stride; i++) {
                float a = x[i];
                float b = x[i + stride];
                x[i] = Math.fma(b, -t, a);
                x[i + stride] = Math.fma(a, t, b);
            }
        }
    }
}
