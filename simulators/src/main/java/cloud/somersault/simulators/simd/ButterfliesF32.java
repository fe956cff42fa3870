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
    private static final VectorShuffle<Float>[] SWAPS = swaps();
    private static final FloatVector[] SIGNS = signs();

    private ButterfliesF32() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] swaps() {
        var swaps = new VectorShuffle[LANE_BITS];
        for (int bit = 0; 1 << bit < WIDTH; bit++) {
            int flipped = 1 << bit;
            swaps[bit] = VectorShuffle.fromOp(S, lane -> lane ^ flipped);
        }
        return swaps;
    }

    /** Minus one where the bit of a lane is 0. */
    private static FloatVector[] signs() {
        var signs = new FloatVector[LANE_BITS];
        for (int bit = 0; 1 << bit < WIDTH; bit++) {
            var lanes = new float[WIDTH];
            for (int lane = 0; lane < WIDTH; lane++) {
                lanes[lane] = (lane >> bit & 1) == 0 ? -1 : 1;
            }
            signs[bit] = FloatVector.fromArray(S, lanes, 0);
        }
        return signs;
    }

    /**
     * The lowest bits of an index, in turn.
     *
     * @param t for each of the {@value #LANE_BITS} bits; 0 leaves one alone
     */
    public static void lanes(float[] x, int from, int size, float[] t) {
        var active = new int[LANE_BITS];
        int count = 0;
        for (int bit = 0; bit < LANE_BITS; bit++) {
            if (t[bit] != 0) {
                active[count++] = bit;
            }
        }
        int done = 0;
        while (done < count) {
            int bit = active[done];
            boolean two = done + 1 < count && 1 << active[done + 1] < WIDTH;
            if (!Simd.VECTORS) {
                scalar(x, from, size, 1 << bit, t[bit]);
                done++;
            } else if (1 << bit >= WIDTH) {
                one(x, from, size, 1 << bit, t[bit]);
                done++;
            } else if (two) {
                int next = active[done + 1];
                twoLanes(
                        x,
                        from,
                        size,
                        SWAPS[bit],
                        SIGNS[bit].mul(t[bit]),
                        SWAPS[next],
                        SIGNS[next].mul(t[next]));
                done += 2;
            } else {
                oneLane(x, from, size, SWAPS[bit], SIGNS[bit].mul(t[bit]));
                done++;
            }
        }
    }

    /** The lowest four bits of an index, in turn; t = 0 leaves one alone. */
    public static void lanes(
            float[] x, int from, int size, float t1, float t2, float t4, float t8) {
        if (Simd.VECTORS && WIDTH == 1 << LANE_BITS) {
            fourLanes(x, from, size, t1, t2, t4, t8);
        } else {
            lanes(x, from, size, new float[] {t1, t2, t4, t8});
        }
    }

    private static void fourLanes(
            float[] x, int from, int size, float t1, float t2, float t4, float t8) {
        var swap1 = SWAPS[0];
        var swap2 = SWAPS[1];
        var swap4 = SWAPS[2];
        var swap8 = SWAPS[3];
        var f1 = SIGNS[0].mul(t1);
        var f2 = SIGNS[1].mul(t2);
        var f4 = SIGNS[2].mul(t4);
        var f8 = SIGNS[3].mul(t8);
        for (int i = from; i < from + size; i += WIDTH) {
            var v = FloatVector.fromArray(S, x, i);
            v = v.rearrange(swap1).fma(f1, v);
            v = v.rearrange(swap2).fma(f2, v);
            v = v.rearrange(swap4).fma(f4, v);
            v.rearrange(swap8).fma(f8, v).intoArray(x, i);
        }
    }

    private static void oneLane(
            float[] x, int from, int size, VectorShuffle<Float> swap, FloatVector factor) {
        for (int i = from; i < from + size; i += WIDTH) {
            var v = FloatVector.fromArray(S, x, i);
            v.rearrange(swap).fma(factor, v).intoArray(x, i);
        }
    }

    private static void twoLanes(
            float[] x,
            int from,
            int size,
            VectorShuffle<Float> swap1,
            FloatVector factor1,
            VectorShuffle<Float> swap2,
            FloatVector factor2) {
        for (int i = from; i < from + size; i += WIDTH) {
            var v = FloatVector.fromArray(S, x, i);
            v = v.rearrange(swap1).fma(factor1, v);
            v.rearrange(swap2).fma(factor2, v).intoArray(x, i);
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
        if (stride == WIDTH) { // a flat loop: runs of one vector are slow
            for (int i = from; i < from + size; i += 2 * WIDTH) {
                var a = FloatVector.fromArray(S, x, i);
                var b = FloatVector.fromArray(S, x, i + WIDTH);
                b.fma(m, a).intoArray(x, i);
                a.fma(p, b).intoArray(x, i + WIDTH);
            }
            return;
        }
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
            if (s1 == WIDTH) {
                for (int i = h; i < h + s2; i += 2 * WIDTH) {
                    var a = FloatVector.fromArray(S, x, i);
                    var b = FloatVector.fromArray(S, x, i + WIDTH);
                    var c = FloatVector.fromArray(S, x, i + s2);
                    var d = FloatVector.fromArray(S, x, i + s2 + WIDTH);
                    var a1 = b.fma(m1, a);
                    var b1 = a.fma(p1, b);
                    var c1 = d.fma(m1, c);
                    var d1 = c.fma(p1, d);
                    c1.fma(m2, a1).intoArray(x, i);
                    d1.fma(m2, b1).intoArray(x, i + WIDTH);
                    a1.fma(p2, c1).intoArray(x, i + s2);
                    b1.fma(p2, d1).intoArray(x, i + s2 + WIDTH);
                }
                continue;
            }
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
                run(x, h, s1, s1, s2, s3, t1, t2, t3);
            } else {
                for (int m = h; m < h + s3; m += 2 * s2) {
                    if (s1 == WIDTH) {
                        runOfSecond(x, m, s2, s2, s3, t1, t2, t3);
                        continue;
                    }
                    for (int l = m; l < m + s2; l += 2 * s1) {
                        run(x, l, s1, s1, s2, s3, t1, t2, t3);
                    }
                }
            }
        }
    }

    /** One run of groups that lie side by side. The step is a constant: C2 counts the loop. */
    private static void run(
            float[] x, int from, int size, int s1, int s2, int s3, float t1, float t2, float t3) {
        var p1 = FloatVector.broadcast(S, t1);
        var m1 = FloatVector.broadcast(S, -t1);
        var p2 = FloatVector.broadcast(S, t2);
        var m2 = FloatVector.broadcast(S, -t2);
        var p3 = FloatVector.broadcast(S, t3);
        var m3 = FloatVector.broadcast(S, -t3);
        for (int i = from; i < from + size; i += WIDTH) {
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

    /** The same where the first stride is one vector, which every second group has. */
    private static void runOfSecond(
            float[] x, int from, int size, int s2, int s3, float t1, float t2, float t3) {
        var p1 = FloatVector.broadcast(S, t1);
        var m1 = FloatVector.broadcast(S, -t1);
        var p2 = FloatVector.broadcast(S, t2);
        var m2 = FloatVector.broadcast(S, -t2);
        var p3 = FloatVector.broadcast(S, t3);
        var m3 = FloatVector.broadcast(S, -t3);
        for (int i = from; i < from + size; i += 2 * WIDTH) {
            var a = FloatVector.fromArray(S, x, i);
            var b = FloatVector.fromArray(S, x, i + WIDTH);
            var c = FloatVector.fromArray(S, x, i + s2);
            var d = FloatVector.fromArray(S, x, i + s2 + WIDTH);
            var e = FloatVector.fromArray(S, x, i + s3);
            var f = FloatVector.fromArray(S, x, i + s3 + WIDTH);
            var g = FloatVector.fromArray(S, x, i + s3 + s2);
            var h = FloatVector.fromArray(S, x, i + s3 + s2 + WIDTH);
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
            f2.fma(m3, b2).intoArray(x, i + WIDTH);
            g2.fma(m3, c2).intoArray(x, i + s2);
            h2.fma(m3, d2).intoArray(x, i + s2 + WIDTH);
            a2.fma(p3, e2).intoArray(x, i + s3);
            b2.fma(p3, f2).intoArray(x, i + s3 + WIDTH);
            c2.fma(p3, g2).intoArray(x, i + s3 + s2);
            d2.fma(p3, h2).intoArray(x, i + s3 + s2 + WIDTH);
        }
    }

    /** Three neighbouring strides from one vector on: eight vectors side by side. */
    private static void threeNear(float[] x, int from, int size, float t1, float t2, float t3) {
        var p1 = FloatVector.broadcast(S, t1);
        var m1 = FloatVector.broadcast(S, -t1);
        var p2 = FloatVector.broadcast(S, t2);
        var m2 = FloatVector.broadcast(S, -t2);
        var p3 = FloatVector.broadcast(S, t3);
        var m3 = FloatVector.broadcast(S, -t3);
        for (int i = from; i < from + size; i += 8 * WIDTH) {
            var a = FloatVector.fromArray(S, x, i);
            var b = FloatVector.fromArray(S, x, i + WIDTH);
            var c = FloatVector.fromArray(S, x, i + 2 * WIDTH);
            var d = FloatVector.fromArray(S, x, i + 3 * WIDTH);
            var e = FloatVector.fromArray(S, x, i + 4 * WIDTH);
            var f = FloatVector.fromArray(S, x, i + 5 * WIDTH);
            var g = FloatVector.fromArray(S, x, i + 6 * WIDTH);
            var h = FloatVector.fromArray(S, x, i + 7 * WIDTH);
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
            f2.fma(m3, b2).intoArray(x, i + WIDTH);
            g2.fma(m3, c2).intoArray(x, i + 2 * WIDTH);
            h2.fma(m3, d2).intoArray(x, i + 3 * WIDTH);
            a2.fma(p3, e2).intoArray(x, i + 4 * WIDTH);
            b2.fma(p3, f2).intoArray(x, i + 5 * WIDTH);
            c2.fma(p3, g2).intoArray(x, i + 6 * WIDTH);
            d2.fma(p3, h2).intoArray(x, i + 7 * WIDTH);
        }
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
