package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Householder reflectors 1 - tau v v^dagger on the columns of a complex matrix: two columns of
 * vectors at a time go down the rows twice, once to gather v^dagger x and once to subtract, so that
 * the second time they come out of the first-level cache.
 */
public final class ReflectorKernels {
    private static final VectorSpecies<Double> F64 = Simd.F64;
    private static final int LANES = F64.length();

    private ReflectorKernels() {}

    /**
     * x becomes (1 - tau v v^dagger) x on some rows and columns.
     *
     * @param from first column, a multiple of {@link ComplexMatrix#PAD}
     * @param to behind the last column, a multiple of it too
     * @param vRe of {@code rows} elements from {@code vAt} on
     */
    public static void reflect(
            ComplexMatrix x,
            int firstRow,
            int rows,
            int from,
            int to,
            double[] vRe,
            double[] vIm,
            int vAt,
            double tauRe,
            double tauIm) {
        if (!Simd.VECTORS) {
            for (int j = from; j < to; j++) {
                scalar(x.re, x.im, x.index(firstRow, j), x.row, rows, vRe, vIm, vAt, tauRe, tauIm);
            }
            return;
        }
        int j = from;
        for (; j + 2 * LANES <= to; j += 2 * LANES) {
            two(x.re, x.im, x.index(firstRow, j), x.row, rows, vRe, vIm, vAt, tauRe, tauIm);
        }
        for (; j < to; j += LANES) {
            one(x.re, x.im, x.index(firstRow, j), x.row, rows, vRe, vIm, vAt, tauRe, tauIm);
        }
    }

    /**
     * Adds |x|^2 of some rows to a sum for each column.
     *
     * @param to behind the last column, a multiple of {@link ComplexMatrix#PAD}
     */
    public static void addSquares(
            ComplexMatrix x, int firstRow, int rows, int from, int to, double[] sums) {
        for (int i = 0; i < rows; i++) {
            int at = x.index(firstRow + i, 0);
            if (Simd.VECTORS) {
                for (int j = from; j < to; j += LANES) {
                    var re = DoubleVector.fromArray(F64, x.re, at + j);
                    var im = DoubleVector.fromArray(F64, x.im, at + j);
                    im.fma(im, re.fma(re, DoubleVector.fromArray(F64, sums, j))).intoArray(sums, j);
                }
            } else {
                for (int j = from; j < to; j++) {
                    double re = x.re[at + j];
                    double im = x.im[at + j];
                    sums[j] = Math.fma(im, im, Math.fma(re, re, sums[j]));
                }
            }
        }
    }

    private static void two(
            double[] re,
            double[] im,
            int at,
            int row,
            int rows,
            double[] vRe,
            double[] vIm,
            int vAt,
            double tauRe,
            double tauIm) {
        var rr0 = DoubleVector.zero(F64);
        var ii0 = rr0;
        var ri0 = rr0;
        var ir0 = rr0;
        var rr1 = rr0;
        var ii1 = rr0;
        var ri1 = rr0;
        var ir1 = rr0;
        for (int i = 0, x = at; i < rows; i++, x += row) {
            var vr = DoubleVector.broadcast(F64, vRe[vAt + i]);
            var vi = DoubleVector.broadcast(F64, vIm[vAt + i]);
            var xr = DoubleVector.fromArray(F64, re, x);
            var xi = DoubleVector.fromArray(F64, im, x);
            rr0 = xr.fma(vr, rr0);
            ii0 = xi.fma(vi, ii0);
            ri0 = xi.fma(vr, ri0);
            ir0 = xr.fma(vi, ir0);
            xr = DoubleVector.fromArray(F64, re, x + LANES);
            xi = DoubleVector.fromArray(F64, im, x + LANES);
            rr1 = xr.fma(vr, rr1);
            ii1 = xi.fma(vi, ii1);
            ri1 = xi.fma(vr, ri1);
            ir1 = xr.fma(vi, ir1);
        }
        var tr = DoubleVector.broadcast(F64, tauRe);
        var ti = DoubleVector.broadcast(F64, tauIm);
        var sumRe = rr0.add(ii0);
        var sumIm = ri0.sub(ir0);
        var wr0 = sumRe.mul(tr).sub(sumIm.mul(ti));
        var wi0 = sumRe.mul(ti).add(sumIm.mul(tr));
        sumRe = rr1.add(ii1);
        sumIm = ri1.sub(ir1);
        var wr1 = sumRe.mul(tr).sub(sumIm.mul(ti));
        var wi1 = sumRe.mul(ti).add(sumIm.mul(tr));
        for (int i = 0, x = at; i < rows; i++, x += row) {
            var vr = DoubleVector.broadcast(F64, -vRe[vAt + i]);
            var vi = DoubleVector.broadcast(F64, vIm[vAt + i]);
            var minus = vi.neg();
            wi0.fma(vi, wr0.fma(vr, DoubleVector.fromArray(F64, re, x))).intoArray(re, x);
            wr0.fma(minus, wi0.fma(vr, DoubleVector.fromArray(F64, im, x))).intoArray(im, x);
            int y = x + LANES;
            wi1.fma(vi, wr1.fma(vr, DoubleVector.fromArray(F64, re, y))).intoArray(re, y);
            wr1.fma(minus, wi1.fma(vr, DoubleVector.fromArray(F64, im, y))).intoArray(im, y);
        }
    }

    private static void one(
            double[] re,
            double[] im,
            int at,
            int row,
            int rows,
            double[] vRe,
            double[] vIm,
            int vAt,
            double tauRe,
            double tauIm) {
        var rr = DoubleVector.zero(F64);
        var ii = rr;
        var ri = rr;
        var ir = rr;
        for (int i = 0, x = at; i < rows; i++, x += row) {
            var vr = DoubleVector.broadcast(F64, vRe[vAt + i]);
            var vi = DoubleVector.broadcast(F64, vIm[vAt + i]);
            var xr = DoubleVector.fromArray(F64, re, x);
            var xi = DoubleVector.fromArray(F64, im, x);
            rr = xr.fma(vr, rr);
            ii = xi.fma(vi, ii);
            ri = xi.fma(vr, ri);
            ir = xr.fma(vi, ir);
        }
        var sumRe = rr.add(ii);
        var sumIm = ri.sub(ir);
        var wr = sumRe.mul(tauRe).sub(sumIm.mul(tauIm));
        var wi = sumRe.mul(tauIm).add(sumIm.mul(tauRe));
        for (int i = 0, x = at; i < rows; i++, x += row) {
            var vr = DoubleVector.broadcast(F64, -vRe[vAt + i]);
            var vi = DoubleVector.broadcast(F64, vIm[vAt + i]);
            wi.fma(vi, wr.fma(vr, DoubleVector.fromArray(F64, re, x))).intoArray(re, x);
            wr.fma(vi.neg(), wi.fma(vr, DoubleVector.fromArray(F64, im, x))).intoArray(im, x);
        }
    }

    private static void scalar(
            double[] re,
            double[] im,
            int at,
            int row,
            int rows,
            double[] vRe,
            double[] vIm,
            int vAt,
            double tauRe,
            double tauIm) {
        double rr = 0;
        double ii = 0;
        double ri = 0;
        double ir = 0;
        for (int i = 0, x = at; i < rows; i++, x += row) {
            rr = Math.fma(re[x], vRe[vAt + i], rr);
            ii = Math.fma(im[x], vIm[vAt + i], ii);
            ri = Math.fma(im[x], vRe[vAt + i], ri);
            ir = Math.fma(re[x], vIm[vAt + i], ir);
        }
        double sumRe = rr + ii;
        double sumIm = ri - ir;
        double wr = sumRe * tauRe - sumIm * tauIm;
        double wi = sumRe * tauIm + sumIm * tauRe;
        for (int i = 0, x = at; i < rows; i++, x += row) {
            double vr = -vRe[vAt + i];
            double vi = vIm[vAt + i];
            re[x] = Math.fma(wi, vi, Math.fma(wr, vr, re[x]));
            im[x] = Math.fma(wr, -vi, Math.fma(wi, vr, im[x]));
        }
    }
}
