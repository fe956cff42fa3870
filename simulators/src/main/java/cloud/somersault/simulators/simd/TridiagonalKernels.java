package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of a Hermitian eigenvalue problem: the reduction to a tridiagonal matrix, and the
 * plane rotations that follow.
 */
public final class TridiagonalKernels {
    private static final VectorSpecies<Double> F64 = Simd.F64;
    private static final int LANES = F64.length();

    private TridiagonalKernels() {}

    /**
     * One pass over a Hermitian matrix, two rows at a time: a becomes a - v w^dagger - w v^dagger,
     * and p gains a u of the new a (as the sum over rows i of conj(a[i][j]) u[i]). All on rows and
     * columns {@code first} to {@code size} - 1; columns down to the next multiple of {@link
     * ComplexMatrix#PAD} below may be spoilt.
     */
    public static void updateAndMultiply(
            ComplexMatrix a,
            int first,
            int size,
            double[] vRe,
            double[] vIm,
            double[] wRe,
            double[] wIm,
            double[] uRe,
            double[] uIm,
            double[] pRe,
            double[] pIm) {
        int from = first & -ComplexMatrix.PAD;
        int to = ComplexMatrix.padded(size);
        int i = first;
        if (Simd.VECTORS) {
            for (; i + 2 <= size; i += 2) {
                twoRows(
                        a.re,
                        a.im,
                        a.index(i, 0),
                        a.row,
                        from,
                        to,
                        i,
                        vRe,
                        vIm,
                        wRe,
                        wIm,
                        uRe,
                        uIm,
                        pRe,
                        pIm);
            }
        }
        for (; i < size; i++) {
            scalarRow(
                    a.re, a.im, a.index(i, 0), from, to, i, vRe, vIm, wRe, wIm, uRe, uIm, pRe, pIm);
        }
    }

    private static void scalarRow(
            double[] re,
            double[] im,
            int at,
            int from,
            int to,
            int i,
            double[] vRe,
            double[] vIm,
            double[] wRe,
            double[] wIm,
            double[] uRe,
            double[] uIm,
            double[] pRe,
            double[] pIm) {
        for (int j = from; j < to; j++) {
            double r = re[at + j];
            double m = im[at + j];
            r = Math.fma(wRe[j], -vRe[i], r);
            r = Math.fma(wIm[j], -vIm[i], r);
            r = Math.fma(vRe[j], -wRe[i], r);
            r = Math.fma(vIm[j], -wIm[i], r);
            m = Math.fma(wIm[j], vRe[i], m);
            m = Math.fma(wRe[j], -vIm[i], m);
            m = Math.fma(vIm[j], wRe[i], m);
            m = Math.fma(vRe[j], -wIm[i], m);
            re[at + j] = r;
            im[at + j] = m;
            pRe[j] = Math.fma(m, uIm[i], Math.fma(r, uRe[i], pRe[j]));
            pIm[j] = Math.fma(m, -uRe[i], Math.fma(r, uIm[i], pIm[j]));
        }
    }

    private static void twoRows(
            double[] re,
            double[] im,
            int at,
            int row,
            int from,
            int to,
            int i,
            double[] vRe,
            double[] vIm,
            double[] wRe,
            double[] wIm,
            double[] uRe,
            double[] uIm,
            double[] pRe,
            double[] pIm) {
        var vr0 = DoubleVector.broadcast(F64, vRe[i]);
        var vi0 = DoubleVector.broadcast(F64, vIm[i]);
        var wr0 = DoubleVector.broadcast(F64, wRe[i]);
        var wi0 = DoubleVector.broadcast(F64, wIm[i]);
        var ur0 = DoubleVector.broadcast(F64, uRe[i]);
        var ui0 = DoubleVector.broadcast(F64, uIm[i]);
        var vr1 = DoubleVector.broadcast(F64, vRe[i + 1]);
        var vi1 = DoubleVector.broadcast(F64, vIm[i + 1]);
        var wr1 = DoubleVector.broadcast(F64, wRe[i + 1]);
        var wi1 = DoubleVector.broadcast(F64, wIm[i + 1]);
        var ur1 = DoubleVector.broadcast(F64, uRe[i + 1]);
        var ui1 = DoubleVector.broadcast(F64, uIm[i + 1]);
        for (int j = from; j < to; j += LANES) {
            var vr = DoubleVector.fromArray(F64, vRe, j);
            var vi = DoubleVector.fromArray(F64, vIm, j);
            var wr = DoubleVector.fromArray(F64, wRe, j);
            var wi = DoubleVector.fromArray(F64, wIm, j);
            var minusVr = vr.neg();
            var minusVi = vi.neg();
            var minusWr = wr.neg();
            var minusWi = wi.neg();

            var r = DoubleVector.fromArray(F64, re, at + j);
            var m = DoubleVector.fromArray(F64, im, at + j);
            r = minusWr.fma(vr0, r);
            m = wi.fma(vr0, m);
            r = minusWi.fma(vi0, r);
            m = minusWr.fma(vi0, m);
            r = minusVr.fma(wr0, r);
            m = vi.fma(wr0, m);
            r = minusVi.fma(wi0, r);
            m = minusVr.fma(wi0, m);
            r.intoArray(re, at + j);
            m.intoArray(im, at + j);
            var sumRe = m.fma(ui0, r.fma(ur0, DoubleVector.fromArray(F64, pRe, j)));
            var sumIm = m.neg().fma(ur0, r.fma(ui0, DoubleVector.fromArray(F64, pIm, j)));

            r = DoubleVector.fromArray(F64, re, at + row + j);
            m = DoubleVector.fromArray(F64, im, at + row + j);
            r = minusWr.fma(vr1, r);
            m = wi.fma(vr1, m);
            r = minusWi.fma(vi1, r);
            m = minusWr.fma(vi1, m);
            r = minusVr.fma(wr1, r);
            m = vi.fma(wr1, m);
            r = minusVi.fma(wi1, r);
            m = minusVr.fma(wi1, m);
            r.intoArray(re, at + row + j);
            m.intoArray(im, at + row + j);
            m.fma(ui1, r.fma(ur1, sumRe)).intoArray(pRe, j);
            m.neg().fma(ur1, r.fma(ui1, sumIm)).intoArray(pIm, j);
        }
    }

    /**
     * A chain of plane rotations of neighbouring rows, the last pair first. For i = {@code from +
     * count - 1} down to {@code from}, rows i and i + 1 become c z[i] - s z[i + 1] and s z[i] + c
     * z[i + 1], with c and s of place i.
     *
     * @param columns a multiple of {@link ComplexMatrix#PAD}
     */
    public static void rotateChain(
            double[] z, int row, int columns, int from, int count, double[] c, double[] s) {
        if (!Simd.VECTORS) {
            for (int j = 0; j < columns; j++) {
                double carry = z[(from + count) * row + j];
                for (int i = from + count - 1; i >= from; i--) {
                    double here = z[i * row + j];
                    z[(i + 1) * row + j] = Math.fma(here, s[i], carry * c[i]);
                    carry = Math.fma(here, c[i], -(carry * s[i]));
                }
                z[from * row + j] = carry;
            }
            return;
        }
        int j = 0;
        for (; j + 4 * LANES <= columns; j += 4 * LANES) {
            rotateFour(z, row, j, from, count, c, s);
        }
        for (; j < columns; j += LANES) {
            rotateOne(z, row, j, from, count, c, s);
        }
    }

    private static void rotateOne(
            double[] z, int row, int column, int from, int count, double[] c, double[] s) {
        var carry = DoubleVector.fromArray(F64, z, (from + count) * row + column);
        for (int i = from + count - 1; i >= from; i--) {
            var ci = DoubleVector.broadcast(F64, c[i]);
            var si = DoubleVector.broadcast(F64, s[i]);
            var here = DoubleVector.fromArray(F64, z, i * row + column);
            here.fma(si, carry.mul(ci)).intoArray(z, (i + 1) * row + column);
            carry = here.fma(ci, carry.mul(si).neg());
        }
        carry.intoArray(z, from * row + column);
    }

    private static void rotateFour(
            double[] z, int row, int column, int from, int count, double[] c, double[] s) {
        int top = (from + count) * row + column;
        var carry0 = DoubleVector.fromArray(F64, z, top);
        var carry1 = DoubleVector.fromArray(F64, z, top + LANES);
        var carry2 = DoubleVector.fromArray(F64, z, top + 2 * LANES);
        var carry3 = DoubleVector.fromArray(F64, z, top + 3 * LANES);
        for (int i = from + count - 1; i >= from; i--) {
            var ci = DoubleVector.broadcast(F64, c[i]);
            var si = DoubleVector.broadcast(F64, s[i]);
            int at = i * row + column;
            var here = DoubleVector.fromArray(F64, z, at);
            here.fma(si, carry0.mul(ci)).intoArray(z, at + row);
            carry0 = here.fma(ci, carry0.mul(si).neg());
            here = DoubleVector.fromArray(F64, z, at + LANES);
            here.fma(si, carry1.mul(ci)).intoArray(z, at + row + LANES);
            carry1 = here.fma(ci, carry1.mul(si).neg());
            here = DoubleVector.fromArray(F64, z, at + 2 * LANES);
            here.fma(si, carry2.mul(ci)).intoArray(z, at + row + 2 * LANES);
            carry2 = here.fma(ci, carry2.mul(si).neg());
            here = DoubleVector.fromArray(F64, z, at + 3 * LANES);
            here.fma(si, carry3.mul(ci)).intoArray(z, at + row + 3 * LANES);
            carry3 = here.fma(ci, carry3.mul(si).neg());
        }
        int bottom = from * row + column;
        carry0.intoArray(z, bottom);
        carry1.intoArray(z, bottom + LANES);
        carry2.intoArray(z, bottom + 2 * LANES);
        carry3.intoArray(z, bottom + 3 * LANES);
    }
}
