package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Complex factors on a block of amplitudes, cut into rows of {@value #ROW}: each element is
 * multiplied by the entry of a table, the same for many rows, and by a number of its row.
 */
public final class PhasesF64 {
    /** Amplitudes in a row, and entries of a table. */
    public static final int ROW = 256;

    private static final VectorSpecies<Double> S = Simd.F64;
    private static final int WIDTH = S.length();

    private PhasesF64() {}

    /**
     * Multiplies rows.
     *
     * @param tableRe tables of {@value #ROW} one after the other
     * @param tableAt for each row where its table begins, or -1 to leave the row alone
     * @param factorRe for each row its factor
     */
    public static void multiply(
            double[] re,
            double[] im,
            int from,
            int rows,
            double[] tableRe,
            double[] tableIm,
            int[] tableAt,
            double[] factorRe,
            double[] factorIm) {
        for (int row = 0; row < rows; row++) {
            int at = tableAt[row];
            if (at >= 0) {
                int begin = from + row * ROW;
                double fRe = factorRe[row];
                double fIm = factorIm[row];
                if (Simd.VECTORS) {
                    row(re, im, begin, tableRe, tableIm, at, fRe, fIm);
                } else {
                    scalarRow(re, im, begin, tableRe, tableIm, at, fRe, fIm);
                }
            }
        }
    }

    private static void row(
            double[] re,
            double[] im,
            int begin,
            double[] tRe,
            double[] tIm,
            int at,
            double fRe,
            double fIm) {
        var vRe = DoubleVector.broadcast(S, fRe);
        var vIm = DoubleVector.broadcast(S, fIm);
        for (int k = 0; k < ROW; k += WIDTH) {
            var cRe = DoubleVector.fromArray(S, tRe, at + k);
            var cIm = DoubleVector.fromArray(S, tIm, at + k);
            var xRe = DoubleVector.fromArray(S, re, begin + k);
            var xIm = DoubleVector.fromArray(S, im, begin + k);
            var gRe = cRe.mul(vRe).sub(cIm.mul(vIm));
            var gIm = cRe.fma(vIm, cIm.mul(vRe));
            xRe.mul(gRe).sub(xIm.mul(gIm)).intoArray(re, begin + k);
            xRe.fma(gIm, xIm.mul(gRe)).intoArray(im, begin + k);
        }
    }

    private static void scalarRow(
            double[] re,
            double[] im,
            int begin,
            double[] tRe,
            double[] tIm,
            int at,
            double fRe,
            double fIm) {
        for (int k = 0; k < ROW; k++) {
            double cRe = tRe[at + k];
            double cIm = tIm[at + k];
            double xRe = re[begin + k];
            double xIm = im[begin + k];
            double gRe = cRe * fRe - cIm * fIm;
            double gIm = Math.fma(cRe, fIm, cIm * fRe);
            re[begin + k] = xRe * gRe - xIm * gIm;
            im[begin + k] = Math.fma(xRe, gIm, xIm * gRe);
        }
    }

    /** Multiplies rows by a number each; those whose tableAt is -1 are left alone. */
    public static void scale(
            double[] re,
            double[] im,
            int from,
            int rows,
            int[] tableAt,
            double[] factorRe,
            double[] factorIm) {
        for (int row = 0; row < rows; row++) {
            if (tableAt[row] >= 0) {
                int begin = from + row * ROW;
                double fRe = factorRe[row];
                double fIm = factorIm[row];
                if (Simd.VECTORS) {
                    scaleRow(re, im, begin, fRe, fIm);
                } else {
                    scalarScaleRow(re, im, begin, fRe, fIm);
                }
            }
        }
    }

    private static void scaleRow(double[] re, double[] im, int begin, double fRe, double fIm) {
        var vRe = DoubleVector.broadcast(S, fRe);
        var vIm = DoubleVector.broadcast(S, fIm);
        for (int k = begin; k < begin + ROW; k += WIDTH) {
            var xRe = DoubleVector.fromArray(S, re, k);
            var xIm = DoubleVector.fromArray(S, im, k);
            xRe.mul(vRe).sub(xIm.mul(vIm)).intoArray(re, k);
            xRe.fma(vIm, xIm.mul(vRe)).intoArray(im, k);
        }
    }

    private static void scalarScaleRow(
            double[] re, double[] im, int begin, double fRe, double fIm) {
        for (int k = begin; k < begin + ROW; k++) {
            double xRe = re[k];
            double xIm = im[k];
            re[k] = xRe * fRe - xIm * fIm;
            im[k] = Math.fma(xRe, fIm, xIm * fRe);
        }
    }

    /** Fills rows, from the first given on, with a table times a number of the row. */
    public static void fill(
            double[] re,
            double[] im,
            int from,
            int first,
            int rows,
            double[] tableRe,
            double[] tableIm,
            double[] factorRe,
            double[] factorIm) {
        for (int row = 0; row < rows; row++) {
            int begin = from + row * ROW;
            double fRe = factorRe[first + row];
            double fIm = factorIm[first + row];
            if (Simd.VECTORS) {
                fillRow(re, im, begin, tableRe, tableIm, fRe, fIm);
            } else {
                scalarFillRow(re, im, begin, tableRe, tableIm, fRe, fIm);
            }
        }
    }

    private static void fillRow(
            double[] re,
            double[] im,
            int begin,
            double[] tRe,
            double[] tIm,
            double fRe,
            double fIm) {
        var vRe = DoubleVector.broadcast(S, fRe);
        var vIm = DoubleVector.broadcast(S, fIm);
        for (int k = 0; k < ROW; k += WIDTH) {
            var cRe = DoubleVector.fromArray(S, tRe, k);
            var cIm = DoubleVector.fromArray(S, tIm, k);
            cRe.mul(vRe).sub(cIm.mul(vIm)).intoArray(re, begin + k);
            cRe.fma(vIm, cIm.mul(vRe)).intoArray(im, begin + k);
        }
    }

    private static void scalarFillRow(
            double[] re,
            double[] im,
            int begin,
            double[] tRe,
            double[] tIm,
            double fRe,
            double fIm) {
        for (int k = 0; k < ROW; k++) {
            re[begin + k] = tRe[k] * fRe - tIm[k] * fIm;
            im[begin + k] = Math.fma(tRe[k], fIm, tIm[k] * fRe);
        }
    }
}
