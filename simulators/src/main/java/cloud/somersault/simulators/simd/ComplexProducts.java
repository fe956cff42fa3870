package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of complex matrices.
 *
 * <p>An element of a product is one chain of fused multiply-adds over the inner index in its order,
 * whatever the width and whatever else is multiplied at the same time: lanes are columns. Four rows
 * share each load. A panel of columns is copied together first, which makes every load from it a
 * sequential one.
 */
public final class ComplexProducts {
    private static final VectorSpecies<Double> F64 = Simd.F64;
    private static final int LANES = F64.length();

    private ComplexProducts() {}

    /** How long the scratch array of a product has to be. */
    public static int panelLength(int inner) {
        return 2 * ComplexMatrix.PAD * inner;
    }

    /**
     * c = a b.
     *
     * @param rows of a and c
     * @param inner columns of a, rows of b
     * @param columns of b and c, a multiple of {@link ComplexMatrix#PAD}
     * @param panel scratch of {@link #panelLength}
     */
    public static void multiply(
            int rows,
            int inner,
            int columns,
            ComplexMatrix a,
            ComplexMatrix b,
            ComplexMatrix c,
            double[] panel) {
        multiply(rows, inner, columns, a, a.row, 1, 1, b, c, panel);
    }

    /**
     * c = a^dagger b.
     *
     * @param rows of c, columns of a
     * @param inner rows of a and b
     * @param columns of b and c, a multiple of {@link ComplexMatrix#PAD}
     * @param panel scratch of {@link #panelLength}
     */
    public static void multiplyAdjoint(
            int rows,
            int inner,
            int columns,
            ComplexMatrix a,
            ComplexMatrix b,
            ComplexMatrix c,
            double[] panel) {
        multiply(rows, inner, columns, a, 1, a.row, -1, b, c, panel);
    }

    private static void multiply(
            int rows,
            int inner,
            int columns,
            ComplexMatrix a,
            int aRow,
            int aColumn,
            double aSign,
            ComplexMatrix b,
            ComplexMatrix c,
            double[] panel) {
        if (!Simd.VECTORS) {
            for (int i = 0; i < rows; i++) {
                int from = a.at + i * aRow;
                for (int j = 0; j < columns; j++) {
                    scalar(inner, a, from, aColumn, aSign, b, j, c, c.index(i, j));
                }
            }
            return;
        }
        for (int j = 0; j < columns; j += LANES) {
            copyPanel(inner, b.re, b.im, b.at + j, b.row, panel);
            int i = 0;
            for (; i + 4 <= rows; i += 4) {
                int from = a.at + i * aRow;
                fourRows(
                        inner,
                        a.re,
                        a.im,
                        from,
                        aRow,
                        aColumn,
                        aSign,
                        panel,
                        c.re,
                        c.im,
                        c.index(i, j),
                        c.row);
            }
            for (; i < rows; i++) {
                int from = a.at + i * aRow;
                oneRow(inner, a.re, a.im, from, aColumn, aSign, panel, c.re, c.im, c.index(i, j));
            }
        }
    }

    private static void scalar(
            int inner,
            ComplexMatrix a,
            int aAt,
            int aColumn,
            double aSign,
            ComplexMatrix b,
            int column,
            ComplexMatrix c,
            int cAt) {
        double re = 0;
        double im = 0;
        for (int k = 0; k < inner; k++) {
            double aRe = a.re[aAt + k * aColumn];
            double aIm = aSign * a.im[aAt + k * aColumn];
            double bRe = b.re[b.index(k, column)];
            double bIm = b.im[b.index(k, column)];
            re = Math.fma(bIm, -aIm, Math.fma(bRe, aRe, re));
            im = Math.fma(bRe, aIm, Math.fma(bIm, aRe, im));
        }
        c.re[cAt] = re;
        c.im[cAt] = im;
    }

    private static void copyPanel(
            int inner, double[] bRe, double[] bIm, int bAt, int bRow, double[] panel) {
        for (int k = 0, from = bAt, to = 0; k < inner; k++, from += bRow, to += 2 * LANES) {
            DoubleVector.fromArray(F64, bRe, from).intoArray(panel, to);
            DoubleVector.fromArray(F64, bIm, from).intoArray(panel, to + LANES);
        }
    }

    private static void oneRow(
            int inner,
            double[] aRe,
            double[] aIm,
            int aAt,
            int aColumn,
            double aSign,
            double[] panel,
            double[] cRe,
            double[] cIm,
            int cAt) {
        var re = DoubleVector.zero(F64);
        var im = DoubleVector.zero(F64);
        for (int k = 0, at = aAt, p = 0; k < inner; k++, at += aColumn, p += 2 * LANES) {
            var bRe = DoubleVector.fromArray(F64, panel, p);
            var bIm = DoubleVector.fromArray(F64, panel, p + LANES);
            var r = DoubleVector.broadcast(F64, aRe[at]);
            var i = DoubleVector.broadcast(F64, aSign * aIm[at]);
            re = bIm.fma(i.neg(), bRe.fma(r, re));
            im = bRe.fma(i, bIm.fma(r, im));
        }
        re.intoArray(cRe, cAt);
        im.intoArray(cIm, cAt);
    }

    private static void fourRows(
            int inner,
            double[] aRe,
            double[] aIm,
            int aAt,
            int aRow,
            int aColumn,
            double aSign,
            double[] panel,
            double[] cRe,
            double[] cIm,
            int cAt,
            int cRow) {
        var re0 = DoubleVector.zero(F64);
        var re1 = re0;
        var re2 = re0;
        var re3 = re0;
        var im0 = re0;
        var im1 = re0;
        var im2 = re0;
        var im3 = re0;
        for (int k = 0, at = aAt, p = 0; k < inner; k++, at += aColumn, p += 2 * LANES) {
            var bRe = DoubleVector.fromArray(F64, panel, p);
            var bIm = DoubleVector.fromArray(F64, panel, p + LANES);
            var r = DoubleVector.broadcast(F64, aRe[at]);
            re0 = bRe.fma(r, re0);
            im0 = bIm.fma(r, im0);
            r = DoubleVector.broadcast(F64, aRe[at + aRow]);
            re1 = bRe.fma(r, re1);
            im1 = bIm.fma(r, im1);
            r = DoubleVector.broadcast(F64, aRe[at + 2 * aRow]);
            re2 = bRe.fma(r, re2);
            im2 = bIm.fma(r, im2);
            r = DoubleVector.broadcast(F64, aRe[at + 3 * aRow]);
            re3 = bRe.fma(r, re3);
            im3 = bIm.fma(r, im3);
            var minus = bIm.neg();
            var i = DoubleVector.broadcast(F64, aSign * aIm[at]);
            re0 = minus.fma(i, re0);
            im0 = bRe.fma(i, im0);
            i = DoubleVector.broadcast(F64, aSign * aIm[at + aRow]);
            re1 = minus.fma(i, re1);
            im1 = bRe.fma(i, im1);
            i = DoubleVector.broadcast(F64, aSign * aIm[at + 2 * aRow]);
            re2 = minus.fma(i, re2);
            im2 = bRe.fma(i, im2);
            i = DoubleVector.broadcast(F64, aSign * aIm[at + 3 * aRow]);
            re3 = minus.fma(i, re3);
            im3 = bRe.fma(i, im3);
        }
        re0.intoArray(cRe, cAt);
        im0.intoArray(cIm, cAt);
        re1.intoArray(cRe, cAt + cRow);
        im1.intoArray(cIm, cAt + cRow);
        re2.intoArray(cRe, cAt + 2 * cRow);
        im2.intoArray(cIm, cAt + 2 * cRow);
        re3.intoArray(cRe, cAt + 3 * cRow);
        im3.intoArray(cIm, cAt + 3 * cRow);
    }
}
