package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Any gate on two qubits in one pass, up to phases that later gates take over. Of the amplitudes a
 * to d, whose two bits are 00, 01, 10 and 11 (the second bit in front),
 *
 * <ol>
 *   <li>a, b and c, d are rotated by the tangent n0: a - n0 b, b + n0 a;
 *   <li>a, c and b, d are rotated by n1;
 *   <li>c and d lean over: c is multiplied by 1 + i n2, d by 1 + i n3;
 *   <li>a and d are mixed: a - n4 d, d + n5 a; b and c likewise by n6 and n7;
 *   <li>a is multiplied by n8, b by n9 + i n10, c by n11 + i n12, d by n13 + i n14.
 * </ol>
 *
 * <p>That makes 42 multiplications and additions of vectors for four complex vectors, where a 4x4
 * matrix takes 64. Element by element the same is done in lanes, in strides and without vectors.
 */
public final class CouplingsF64 {
    /** How many numbers describe a gate: see the class. */
    public static final int NUMBERS = 15;

    private static final VectorSpecies<Double> S = Simd.F64;
    private static final int WIDTH = S.length();
    private static final VectorShuffle<Double>[] SWAPS = swaps();
    private static final VectorMask<Double>[] ONES = ones();

    private CouplingsF64() {}

    /** By a stride below the width or the sum of two. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Double>[] swaps() {
        var swaps = new VectorShuffle[WIDTH];
        for (int bits = 0; bits < WIDTH; bits++) {
            int flipped = bits;
            swaps[bits] = VectorShuffle.fromOp(S, lane -> lane ^ flipped);
        }
        return swaps;
    }

    /** The lanes that have a bit, by its stride. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorMask<Double>[] ones() {
        var ones = new VectorMask[WIDTH];
        for (int bit = 1; bit < WIDTH; bit *= 2) {
            long lanes = 0;
            for (int lane = 0; lane < WIDTH; lane++) {
                lanes |= (lane & bit) != 0 ? 1L << lane : 0;
            }
            ones[bit] = VectorMask.fromLong(S, lanes);
        }
        return ones;
    }

    /**
     * Applies a gate in place to the elements of a block, whose indices differ in some bits.
     *
     * @param from where the block begins
     * @param bits of the block's indices, as a mask; among them the lowest five and those of the
     *     gate
     * @param first stride of one bit
     * @param second the greater stride of the other
     * @param n see the class
     */
    public static void couple(
            double[] re, double[] im, int from, int bits, int first, int second, double[] n) {
        if (!Simd.VECTORS) {
            scalar(re, im, from, bits, first, second, n);
        } else if (first >= WIDTH) {
            strides(re, im, from, bits, first, second, n);
        } else if (second >= WIDTH) {
            mixed(re, im, from, bits, first, second, n);
        } else {
            lanes(re, im, from, bits, first, second, n);
        }
    }

    private static DoubleVector all(double number) {
        return DoubleVector.broadcast(S, number);
    }

    private static void strides(
            double[] re, double[] im, int from, int bits, int first, int second, double[] n) {
        var p1 = all(n[0]);
        var m1 = all(-n[0]);
        var p2 = all(n[1]);
        var m2 = all(-n[1]);
        var pc = all(n[2]);
        var mc = all(-n[2]);
        var pd = all(n[3]);
        var md = all(-n[3]);
        var ad = all(-n[4]);
        var da = all(n[5]);
        var bc = all(-n[6]);
        var cb = all(n[7]);
        var fa = all(n[8]);
        var fbRe = all(n[9]);
        var fbIm = all(n[10]);
        var fbMi = all(-n[10]);
        var fcRe = all(n[11]);
        var fcIm = all(n[12]);
        var fcMi = all(-n[12]);
        var fdRe = all(n[13]);
        var fdIm = all(n[14]);
        var fdMi = all(-n[14]);
        int others = bits & ~(WIDTH - 1 | first | second);
        int count = 1 << Integer.bitCount(others);
        for (int k = 0; k < count; k++) {
            int i = from + Integer.expand(k, others);
            var aRe = DoubleVector.fromArray(S, re, i);
            var bRe = DoubleVector.fromArray(S, re, i + first);
            var cRe = DoubleVector.fromArray(S, re, i + second);
            var dRe = DoubleVector.fromArray(S, re, i + second + first);
            var aIm = DoubleVector.fromArray(S, im, i);
            var bIm = DoubleVector.fromArray(S, im, i + first);
            var cIm = DoubleVector.fromArray(S, im, i + second);
            var dIm = DoubleVector.fromArray(S, im, i + second + first);
            var a1Re = bRe.fma(m1, aRe);
            var b1Re = aRe.fma(p1, bRe);
            var c1Re = dRe.fma(m1, cRe);
            var d1Re = cRe.fma(p1, dRe);
            var a2Re = c1Re.fma(m2, a1Re);
            var b2Re = d1Re.fma(m2, b1Re);
            var c2Re = a1Re.fma(p2, c1Re);
            var d2Re = b1Re.fma(p2, d1Re);
            var a1Im = bIm.fma(m1, aIm);
            var b1Im = aIm.fma(p1, bIm);
            var c1Im = dIm.fma(m1, cIm);
            var d1Im = cIm.fma(p1, dIm);
            var a2Im = c1Im.fma(m2, a1Im);
            var b2Im = d1Im.fma(m2, b1Im);
            var c2Im = a1Im.fma(p2, c1Im);
            var d2Im = b1Im.fma(p2, d1Im);
            var c3Re = c2Im.fma(mc, c2Re);
            var c3Im = c2Re.fma(pc, c2Im);
            var d3Re = d2Im.fma(md, d2Re);
            var d3Im = d2Re.fma(pd, d2Im);
            var a4Re = d3Re.fma(ad, a2Re);
            var b4Re = c3Re.fma(bc, b2Re);
            var c4Re = b2Re.fma(cb, c3Re);
            var d4Re = a2Re.fma(da, d3Re);
            var a4Im = d3Im.fma(ad, a2Im);
            var b4Im = c3Im.fma(bc, b2Im);
            var c4Im = b2Im.fma(cb, c3Im);
            var d4Im = a2Im.fma(da, d3Im);
            a4Re.mul(fa).intoArray(re, i);
            b4Im.fma(fbMi, b4Re.mul(fbRe)).intoArray(re, i + first);
            c4Im.fma(fcMi, c4Re.mul(fcRe)).intoArray(re, i + second);
            d4Im.fma(fdMi, d4Re.mul(fdRe)).intoArray(re, i + second + first);
            a4Im.mul(fa).intoArray(im, i);
            b4Re.fma(fbIm, b4Im.mul(fbRe)).intoArray(im, i + first);
            c4Re.fma(fcIm, c4Im.mul(fcRe)).intoArray(im, i + second);
            d4Re.fma(fdIm, d4Im.mul(fdRe)).intoArray(im, i + second + first);
        }
    }

    /** A vector has a and b, another c and d. What isn't done to a, a blend undoes. */
    private static void mixed(
            double[] re, double[] im, int from, int bits, int first, int second, double[] n) {
        var swap = SWAPS[first];
        var one = ONES[first];
        var t1 = all(-n[0]).blend(n[0], one);
        var p2 = all(n[1]);
        var m2 = all(-n[1]);
        var p3 = all(n[2]).blend(n[3], one);
        var m3 = p3.neg();
        var down = all(-n[4]).blend(-n[6], one);
        var up = all(n[7]).blend(n[5], one);
        var fRe = all(n[8]).blend(n[9], one);
        var fIm = all(n[10]);
        var fMi = all(-n[10]);
        var gRe = all(n[11]).blend(n[13], one);
        var gIm = all(n[12]).blend(n[14], one);
        var gMi = gIm.neg();
        int others = bits & ~(WIDTH - 1 | second);
        int count = 1 << Integer.bitCount(others);
        for (int k = 0; k < count; k++) {
            int i = from + Integer.expand(k, others);
            var aRe = DoubleVector.fromArray(S, re, i);
            var aIm = DoubleVector.fromArray(S, im, i);
            var cRe = DoubleVector.fromArray(S, re, i + second);
            var cIm = DoubleVector.fromArray(S, im, i + second);
            var a1Re = aRe.rearrange(swap).fma(t1, aRe);
            var a1Im = aIm.rearrange(swap).fma(t1, aIm);
            var c1Re = cRe.rearrange(swap).fma(t1, cRe);
            var c1Im = cIm.rearrange(swap).fma(t1, cIm);
            var a2Re = c1Re.fma(m2, a1Re);
            var a2Im = c1Im.fma(m2, a1Im);
            var c2Re = a1Re.fma(p2, c1Re);
            var c2Im = a1Im.fma(p2, c1Im);
            var c3Re = c2Im.fma(m3, c2Re);
            var c3Im = c2Re.fma(p3, c2Im);
            var a4Re = c3Re.rearrange(swap).fma(down, a2Re);
            var a4Im = c3Im.rearrange(swap).fma(down, a2Im);
            var c4Re = a2Re.rearrange(swap).fma(up, c3Re);
            var c4Im = a2Im.rearrange(swap).fma(up, c3Im);
            var a5Re = a4Re.mul(fRe);
            var a5Im = a4Im.mul(fRe);
            a5Re.blend(a4Im.fma(fMi, a5Re), one).intoArray(re, i);
            a5Im.blend(a4Re.fma(fIm, a5Im), one).intoArray(im, i);
            c4Im.fma(gMi, c4Re.mul(gRe)).intoArray(re, i + second);
            c4Re.fma(gIm, c4Im.mul(gRe)).intoArray(im, i + second);
        }
    }

    /** All four are in one vector. */
    private static void lanes(
            double[] re, double[] im, int from, int bits, int first, int second, double[] n) {
        var swap1 = SWAPS[first];
        var swap2 = SWAPS[second];
        var both = SWAPS[first | second];
        var one = ONES[first];
        var two = ONES[second];
        var any = one.or(two);
        var t1 = all(-n[0]).blend(n[0], one);
        var t2 = all(-n[1]).blend(n[1], two);
        var p3 = all(n[2]).blend(n[3], one);
        var m3 = p3.neg();
        var t4 = all(-n[4]).blend(-n[6], one).blend(all(n[7]).blend(n[5], one), two);
        var fRe = all(n[8]).blend(n[9], one).blend(all(n[11]).blend(n[13], one), two);
        var fIm = all(n[10]).blend(all(n[12]).blend(n[14], one), two);
        var fMi = fIm.neg();
        int others = bits & ~(WIDTH - 1);
        int count = 1 << Integer.bitCount(others);
        for (int k = 0; k < count; k++) {
            int i = from + Integer.expand(k, others);
            var xRe = DoubleVector.fromArray(S, re, i);
            var xIm = DoubleVector.fromArray(S, im, i);
            var x1Re = xRe.rearrange(swap1).fma(t1, xRe);
            var x1Im = xIm.rearrange(swap1).fma(t1, xIm);
            var x2Re = x1Re.rearrange(swap2).fma(t2, x1Re);
            var x2Im = x1Im.rearrange(swap2).fma(t2, x1Im);
            var x3Re = x2Re.blend(x2Im.fma(m3, x2Re), two);
            var x3Im = x2Im.blend(x2Re.fma(p3, x2Im), two);
            var x4Re = x3Re.rearrange(both).fma(t4, x3Re);
            var x4Im = x3Im.rearrange(both).fma(t4, x3Im);
            var x5Re = x4Re.mul(fRe);
            var x5Im = x4Im.mul(fRe);
            x5Re.blend(x4Im.fma(fMi, x5Re), any).intoArray(re, i);
            x5Im.blend(x4Re.fma(fIm, x5Im), any).intoArray(im, i);
        }
    }

    private static void scalar(
            double[] re, double[] im, int from, int bits, int first, int second, double[] n) {
        int others = bits & ~(first | second);
        int count = 1 << Integer.bitCount(others);
        for (int k = 0; k < count; k++) {
            int i = from + Integer.expand(k, others);
            rotate(re, i, first, second, n);
            rotate(im, i, first, second, n);
            lean(re, im, i + second, n[2]);
            lean(re, im, i + second + first, n[3]);
            mix(re, i, first, second, n);
            mix(im, i, first, second, n);
            re[i] *= n[8];
            im[i] *= n[8];
            multiply(re, im, i + first, n[9], n[10]);
            multiply(re, im, i + second, n[11], n[12]);
            multiply(re, im, i + second + first, n[13], n[14]);
        }
    }

    private static void rotate(double[] x, int i, int first, int second, double[] n) {
        pair(x, i, i + first, n[0], n[0]);
        pair(x, i + second, i + second + first, n[0], n[0]);
        pair(x, i, i + second, n[1], n[1]);
        pair(x, i + first, i + second + first, n[1], n[1]);
    }

    private static void mix(double[] x, int i, int first, int second, double[] n) {
        pair(x, i, i + second + first, n[4], n[5]);
        pair(x, i + first, i + second, n[6], n[7]);
    }

    private static void pair(double[] x, int low, int high, double down, double up) {
        double a = x[low];
        double b = x[high];
        x[low] = Math.fma(b, -down, a);
        x[high] = Math.fma(a, up, b);
    }

    private static void lean(double[] re, double[] im, int at, double tangent) {
        double a = re[at];
        double b = im[at];
        re[at] = Math.fma(b, -tangent, a);
        im[at] = Math.fma(a, tangent, b);
    }

    private static void multiply(double[] re, double[] im, int at, double fRe, double fIm) {
        double a = re[at];
        double b = im[at];
        re[at] = Math.fma(b, -fIm, a * fRe);
        im[at] = Math.fma(a, fIm, b * fRe);
    }
}
