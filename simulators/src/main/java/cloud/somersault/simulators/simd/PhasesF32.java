package cloud.somersault.simulators.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Complex factors on a block of amplitudes, cut into rows of {@value #ROW}: each element is
 * multiplied by the entry of a table, the same for many rows, and by a number of its row.
 */
public final class PhasesF32 {
    /** Amplitudes in a row, and entries of a table. */
    public static final int ROW = 256;

    private static final VectorSpecies<Float> S = Simd.F32;
    private static final int WIDTH = S.length();

    private PhasesF32() {}

    /**
     * Multiplies rows.
     *
     * @param tableRe tables of {@value #ROW} one after the other
     * @param tableAt for each row where its table begins, or -1 to leave the row alone
     * @param factorRe for each row its factor
     */
    public static void multiply(
            float[] re,
            float[] im,
            int from,
            int rows,
            float[] tableRe,
            float[] tableIm,
            int[] tableAt,
            float[] factorRe,
            float[] factorIm) {
        for (int row = 0; row < rows; row++) {
            int at = tableAt[row];
            if (at >= 0) {
                int begin = from + row * ROW;
                float fRe = factorRe[row];
                float fIm = factorIm[row];
                if (Simd.VECTORS) {
                    row(re, im, begin, tableRe, tableIm, at, fRe, fIm);
                } else {
                    scalarRow(re, im, begin, tableRe, tableIm, at, fRe, fIm);
                }
            }
        }
    }

    private static void row(
            float[] re,
            float[] im,
            int begin,
            float[] tRe,
            float[] tIm,
            int at,
            float fRe,
            float fIm) {
        var vRe = FloatVector.broadcast(S, fRe);
        var vIm = FloatVector.broadcast(S, fIm);
        for (int k = 0; k < ROW; k += WIDTH) {
            var cRe = FloatVector.fromArray(S, tRe, at + k);
            var cIm = FloatVector.fromArray(S, tIm, at + k);
            var xRe = FloatVector.fromArray(S, re, begin + k);
            var xIm = FloatVector.fromArray(S, im, begin + k);
            var gRe = cRe.mul(vRe).sub(cIm.mul(vIm));
            var gIm = cRe.fma(vIm, cIm.mul(vRe));
            xRe.mul(gRe).sub(xIm.mul(gIm)).intoArray(re, begin + k);
            xRe.fma(gIm, xIm.mul(gRe)).intoArray(im, begin + k);
        }
    }

    private static void scalarRow(
            float[] re,
            float[] im,
            int begin,
            float[] tRe,
            float[] tIm,
            int at,
            float fRe,
            float fIm) {
        for (int k = 0; k < ROW; k++) {
            float cRe = tRe[at + k];
            float cIm = tIm[at + k];
            float xRe = re[begin + k];
            float xIm = im[begin + k];
            float gRe = cRe * fRe - cIm * fIm;
            float gIm = Math.fma(cRe, fIm, cIm * fRe);
            re[begin + k] = xRe * gRe - xIm * gIm;
            im[begin + k] = Math.fma(xRe, gIm, xIm * gRe);
        }
    }

    /** Multiplies rows by a number each; those whose tableAt is -1 are left alone. */
    public static void scale(
            float[] re,
            float[] im,
            int from,
            int rows,
            int[] tableAt,
            float[] factorRe,
            float[] factorIm) {
        for (int row = 0; row < rows; row++) {
            if (tableAt[row] >= 0) {
                int begin = from + row * ROW;
                float fRe = factorRe[row];
                float fIm = factorIm[row];
                if (Simd.VECTORS) {
                    scaleRow(re, im, begin, fRe, fIm);
                } else {
                    scalarScaleRow(re, im, begin, fRe, fIm);
                }
            }
        }
    }

    private static void scaleRow(float[] re, float[] im, int begin, float fRe, float fIm) {
        var vRe = FloatVector.broadcast(S, fRe);
        var vIm = FloatVector.broadcast(S, fIm);
        for (int k = begin; k < begin + ROW; k += WIDTH) {
            var xRe = FloatVector.fromArray(S, re, k);
            var xIm = FloatVector.fromArray(S, im, k);
            xRe.mul(vRe).sub(xIm.mul(vIm)).intoArray(re, k);
            xRe.fma(vIm, xIm.mul(vRe)).intoArray(im, k);
        }
    }

    private static void scalarScaleRow(float[] re, float[] im, int begin, float fRe, float fIm) {
        for (int k = begin; k < begin + ROW; k++) {
            float xRe = re[k];
            float xIm = im[k];
            re[k] = xRe * fRe - xIm * fIm;
            im[k] = Math.fma(xRe, fIm, xIm * fRe);
        }
    }

    /** Fills rows, from the first given on, with a table times a number of the row. */
    public static void fill(
            float[] re,
            float[] im,
            int from,
            int first,
            int rows,
            float[] tableRe,
            float[] tableIm,
            float[] factorRe,
            float[] factorIm) {
        for (int row = 0; row < rows; row++) {
            int begin = from + row * ROW;
            float fRe = factorRe[first + row];
            float fIm = factorIm[first + row];
            if (Simd.VECTORS) {
                fillRow(re, im, begin, tableRe, tableIm, fRe, fIm);
            } else {
                scalarFillRow(re, im, begin, tableRe, tableIm, fRe, fIm);
            }
        }
    }

    private static void fillRow(
            float[] re, float[] im, int begin, float[] tRe, float[] tIm, float fRe, float fIm) {
        var vRe = FloatVector.broadcast(S, fRe);
        var vIm = FloatVector.broadcast(S, fIm);
        for (int k = 0; k < ROW; k += WIDTH) {
            var cRe = FloatVector.fromArray(S, tRe, k);
            var cIm = FloatVector.fromArray(S, tIm, k);
            cRe.mul(vRe).sub(cIm.mul(vIm)).intoArray(re, begin + k);
            cRe.fma(vIm, cIm.mul(vRe)).intoArray(im, begin + k);
        }
    }

    private static void scalarFillRow(
            float[] re, float[] im, int begin, float[] tRe, float[] tIm, float fRe, float fIm) {
        for (int k = 0; k < ROW; k++) {
            re[begin + k] = tRe[k] * fRe - tIm[k] * fIm;
            im[begin + k] = Math.fma(tRe[k], fIm, tIm[k] * fRe);
        }
    }
}
