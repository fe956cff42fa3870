package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.simd.ComplexMatrix;
import cloud.somersault.simulators.simd.ReflectorKernels;
import java.util.Arrays;

/**
 * QR with column pivoting, stopped where what is left no longer counts: finds the rank of a matrix
 * to full double accuracy, where a Gram matrix would lose everything below 1e-8 of the largest
 * singular value (P. Businger, G. Golub, Numer. Math. 7, 269, 1965). Column norms are added up anew
 * in every step instead of being downdated, so the weight left is right however small it is.
 */
final class PivotedQr {
    private static final int PANEL = 16;

    private ComplexMatrix x = ComplexMatrix.zeros(0, 0);
    private int rows;
    private int columns;
    private int rank;
    private double[] norms = new double[0];
    private double[] vRe = new double[0];
    private double[] vIm = new double[0];
    private double[] tausRe = new double[0];
    private double[] tausIm = new double[0];
    private int[] permutation = new int[0];
    private final Reflector reflector = new Reflector();

    /**
     * Factors a copy of a matrix.
     *
     * @param rankMax where to stop at the latest
     * @param weightTolerance the fraction of the squared norm that may be left over
     * @return the fraction that is left over
     */
    double factor(
            ComplexMatrix m,
            int mRows,
            int mColumns,
            int rankMax,
            double weightTolerance,
            Checkpoint checkpoint) {
        prepare(m, mRows, mColumns);
        int padded = ComplexMatrix.padded(columns);
        ReflectorKernels.addSquares(x, 0, rows, 0, padded, norms);
        double total = sum(0);
        double left = total;
        int most = Math.min(Math.min(rows, columns), rankMax);
        rank = 0;
        while (rank < most && left > weightTolerance * total) {
            checkpoint.pass();
            step(rank, padded);
            rank++;
            Arrays.fill(norms, rank & -ComplexMatrix.PAD, padded, 0);
            ReflectorKernels.addSquares(
                    x, rank, rows - rank, rank & -ComplexMatrix.PAD, padded, norms);
            left = sum(rank);
        }
        if (rank == 0) {
            rank = 1; // nothing there at all; a bond has one dimension at least
            step(0, padded);
        }
        return total > 0 ? left / total : 0;
    }

    int rank() {
        return rank;
    }

    /** The orthonormal columns. */
    void isometry(ComplexMatrix into, Checkpoint checkpoint) {
        int padded = ComplexMatrix.padded(rank);
        for (int i = 0; i < rows; i++) {
            int at = into.index(i, 0);
            Arrays.fill(into.re, at, at + padded, 0);
            Arrays.fill(into.im, at, at + padded, 0);
            if (i < rank) {
                into.re[at + i] = 1;
            }
        }
        for (int panel = 0; panel < padded; panel += PANEL) {
            checkpoint.pass();
            int end = Math.min(padded, panel + PANEL);
            for (int k = Math.min(rank, end) - 1; k >= 0; k--) {
                ReflectorKernels.reflect(
                        into, k, rows - k, panel, end, vRe, vIm, k * rows, tausRe[k], tausIm[k]);
            }
        }
    }

    /** The other factor, columns in their first order. */
    void rest(ComplexMatrix into) {
        int padded = ComplexMatrix.padded(columns);
        for (int k = 0; k < rank; k++) {
            int from = x.index(k, 0);
            int to = into.index(k, 0);
            Arrays.fill(into.re, to, to + padded, 0);
            Arrays.fill(into.im, to, to + padded, 0);
            for (int j = k; j < columns; j++) {
                into.re[to + permutation[j]] = x.re[from + j];
                into.im[to + permutation[j]] = x.im[from + j];
            }
        }
    }

    private void prepare(ComplexMatrix m, int mRows, int mColumns) {
        rows = mRows;
        columns = mColumns;
        int row = ComplexMatrix.spread(columns);
        if (x.re.length < rows * row) {
            x = new ComplexMatrix(new double[rows * row], new double[rows * row], 0, row);
        }
        x = new ComplexMatrix(x.re, x.im, 0, row);
        int padded = ComplexMatrix.padded(columns);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(m.re, m.index(i, 0), x.re, i * row, columns);
            System.arraycopy(m.im, m.index(i, 0), x.im, i * row, columns);
            Arrays.fill(x.re, i * row + columns, i * row + padded, 0);
            Arrays.fill(x.im, i * row + columns, i * row + padded, 0);
        }
        if (norms.length < row) {
            norms = new double[row];
            permutation = new int[row];
        }
        Arrays.fill(norms, 0);
        Arrays.setAll(permutation, j -> j);
        int most = Math.min(rows, columns);
        if (vRe.length < most * rows) {
            vRe = new double[most * rows];
            vIm = new double[most * rows];
        }
        if (tausRe.length < most) {
            tausRe = new double[most];
            tausIm = new double[most];
        }
    }

    private double sum(int from) {
        double sum = 0;
        for (int j = from; j < columns; j++) {
            sum += norms[j];
        }
        return sum;
    }

    private void step(int k, int padded) {
        int pivot = k;
        for (int j = k + 1; j < columns; j++) {
            pivot = norms[j] > norms[pivot] ? j : pivot;
        }
        exchange(k, pivot);
        // The reflector of step k lies in elements k * rows to k * rows + rows - k.
        int v = k * rows;
        for (int i = k; i < rows; i++) {
            int at = x.index(i, k);
            vRe[v + i - k] = x.re[at];
            vIm[v + i - k] = x.im[at];
            x.re[at] = 0;
            x.im[at] = 0;
        }
        reflector.make(vRe, vIm, v, rows - k);
        tausRe[k] = reflector.tauRe;
        tausIm[k] = reflector.tauIm;
        // Columns before k + 1 are zero in these rows and stay so.
        ReflectorKernels.reflect(
                x,
                k,
                rows - k,
                (k + 1) & -ComplexMatrix.PAD,
                padded,
                vRe,
                vIm,
                v,
                reflector.tauRe,
                -reflector.tauIm);
        x.re[x.index(k, k)] = reflector.beta;
    }

    private void exchange(int k, int pivot) {
        if (pivot == k) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            int a = x.index(i, k);
            int b = x.index(i, pivot);
            double re = x.re[a];
            double im = x.im[a];
            x.re[a] = x.re[b];
            x.im[a] = x.im[b];
            x.re[b] = re;
            x.im[b] = im;
        }
        norms[pivot] = norms[k];
        int column = permutation[k];
        permutation[k] = permutation[pivot];
        permutation[pivot] = column;
    }
}
