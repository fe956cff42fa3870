package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.simd.ComplexMatrix;
import cloud.somersault.simulators.simd.ReflectorKernels;
import cloud.somersault.simulators.simd.TridiagonalKernels;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues of a Hermitian matrix and the eigenvectors of the largest ones: Householder reduction
 * to a real tridiagonal matrix, then QL with implicit shifts, then the reflectors on the vectors
 * that are wanted (G. Golub, C. Van Loan, Matrix Computations, 8.3).
 *
 * <p>Eigenvalues are right to a few units in the last place of the largest one, and eigenvectors
 * orthonormal to the same. About 17 n^3 operations, two thirds of them in passes that read the
 * matrix once: the update by one reflector and the product with the next share a pass.
 *
 * <p>Rejected: Jacobi rotations, five to eight times the operations, whose higher relative accuracy
 * a Gram matrix doesn't have to offer anyway; bisection with inverse iteration, which loses
 * orthogonality in the clusters that Clifford-like states consist of.
 */
final class HermitianEigen {
    private static final double EPSILON = 0x1p-53;
    private static final int ITERATIONS_MAX = 60;
    private static final int PANEL = 16;

    private int size;
    private int row;
    private double[] diagonal = new double[0];
    private double[] offDiagonal = new double[0];
    private double[] cosines = new double[0];
    private double[] sines = new double[0];
    private double[] tausRe = new double[0];
    private double[] tausIm = new double[0];
    private double[] reflectorsRe = new double[0];
    private double[] reflectorsIm = new double[0];
    private double[] rotations = new double[0];
    private double[][] vectors = new double[8][0];
    private int[] order = new int[0];
    private final Reflector reflector = new Reflector();

    /** Finds the eigenvalues. The matrix is spoilt. */
    void decompose(ComplexMatrix a, int n, Checkpoint checkpoint) {
        prepare(n);
        reduce(a, checkpoint);
        diagonalise(checkpoint);
        order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer i) -> -diagonal[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** The i-th largest eigenvalue. */
    double value(int i) {
        return diagonal[order[i]];
    }

    /** The eigenvectors of the {@code count} largest eigenvalues as columns. */
    void vectors(int count, ComplexMatrix into, Checkpoint checkpoint) {
        int columns = ComplexMatrix.padded(count);
        for (int i = 0; i < size; i++) {
            int at = into.index(i, 0);
            for (int j = 0; j < count; j++) {
                into.re[at + j] = rotations[order[j] * row + i];
            }
            Arrays.fill(into.re, at + count, at + columns, 0);
            Arrays.fill(into.im, at, at + columns, 0);
        }
        for (int panel = 0; panel < columns; panel += PANEL) {
            checkpoint.pass();
            int end = Math.min(columns, panel + PANEL);
            for (int k = size - 2; k >= 0; k--) {
                ReflectorKernels.reflect(
                        into,
                        k + 1,
                        size - k - 1,
                        panel,
                        end,
                        reflectorsRe,
                        reflectorsIm,
                        k * row + k + 1,
                        tausRe[k],
                        tausIm[k]);
            }
        }
    }

    private void prepare(int n) {
        size = n;
        row = ComplexMatrix.spread(n);
        if (diagonal.length < row) {
            diagonal = new double[row];
            offDiagonal = new double[row];
            cosines = new double[row];
            sines = new double[row];
            tausRe = new double[row];
            tausIm = new double[row];
            vectors = new double[8][row];
            reflectorsRe = new double[row * row];
            reflectorsIm = new double[row * row];
            rotations = new double[row * row];
        }
        Arrays.fill(offDiagonal, 0, n, 0);
        for (var vector : vectors) {
            Arrays.fill(vector, 0);
        }
        Arrays.fill(rotations, 0, n * row, 0);
        for (int i = 0; i < n; i++) {
            rotations[i * row + i] = 1;
        }
    }

    private void reduce(ComplexMatrix a, Checkpoint checkpoint) {
        var vRe = vectors[0];
        var vIm = vectors[1];
        var wRe = vectors[2];
        var wIm = vectors[3];
        var pRe = vectors[4];
        var pIm = vectors[5];
        var uRe = vectors[6];
        var uIm = vectors[7];
        for (int k = 0; k < size; k++) {
            checkpoint.pass();
            int at = a.index(k, 0);
            diagonal[k] = a.re[at + k] - 2 * (vRe[k] * wRe[k] + vIm[k] * wIm[k]);
            if (k == size - 1) {
                break;
            }
            int u = k * row;
            for (int j = k + 1; j < size; j++) {
                double re = vRe[k] * wRe[j] + vIm[k] * wIm[j] + wRe[k] * vRe[j] + wIm[k] * vIm[j];
                double im = vIm[k] * wRe[j] - vRe[k] * wIm[j] + wIm[k] * vRe[j] - wRe[k] * vIm[j];
                reflectorsRe[u + j] = a.re[at + j] - re;
                reflectorsIm[u + j] = im - a.im[at + j];
            }
            reflector.make(reflectorsRe, reflectorsIm, u + k + 1, size - k - 1);
            offDiagonal[k] = reflector.beta;
            tausRe[k] = reflector.tauRe;
            tausIm[k] = reflector.tauIm;
            // The reflector of this step meets the matrix as u, that of the last one as v and w.
            Arrays.fill(uRe, 0, k + 1, 0);
            Arrays.fill(uIm, 0, k + 1, 0);
            System.arraycopy(reflectorsRe, u + k + 1, uRe, k + 1, size - k - 1);
            System.arraycopy(reflectorsIm, u + k + 1, uIm, k + 1, size - k - 1);
            Arrays.fill(pRe, 0);
            Arrays.fill(pIm, 0);
            TridiagonalKernels.updateAndMultiply(
                    a, k + 1, size, vRe, vIm, wRe, wIm, uRe, uIm, pRe, pIm);
            double overlapRe = 0;
            double overlapIm = 0;
            for (int j = k + 1; j < size; j++) {
                double re = reflector.tauRe * pRe[j] - reflector.tauIm * pIm[j];
                double im = reflector.tauRe * pIm[j] + reflector.tauIm * pRe[j];
                wRe[j] = re;
                wIm[j] = im;
                overlapRe += re * uRe[j] + im * uIm[j];
                overlapIm += re * uIm[j] - im * uRe[j];
            }
            double alphaRe = -(reflector.tauRe * overlapRe - reflector.tauIm * overlapIm) / 2;
            double alphaIm = -(reflector.tauRe * overlapIm + reflector.tauIm * overlapRe) / 2;
            vRe[k] = 0;
            vIm[k] = 0;
            wRe[k] = 0;
            wIm[k] = 0;
            for (int j = k + 1; j < size; j++) {
                vRe[j] = uRe[j];
                vIm[j] = uIm[j];
                wRe[j] += alphaRe * uRe[j] - alphaIm * uIm[j];
                wIm[j] += alphaRe * uIm[j] + alphaIm * uRe[j];
            }
        }
    }

    private void diagonalise(Checkpoint checkpoint) {
        var d = diagonal;
        var e = offDiagonal;
        double norm = 0;
        for (int i = 0; i < size; i++) {
            norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
        }
        double negligible = EPSILON * norm / 8;
        for (int l = 0; l < size; l++) {
            for (int iteration = 0; ; iteration++) {
                int m = l;
                while (m < size - 1
                        && Math.abs(e[m])
                                > Math.max(
                                        negligible,
                                        EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1])))) {
                    m++;
                }
                if (m == l) {
                    break;
                }
                if (iteration == ITERATIONS_MAX) {
                    throw new IllegalStateException("QL does not converge on " + size + " rows");
                }
                checkpoint.pass();
                sweep(l, m);
            }
        }
    }

    /** One implicit QL step with Wilkinson's shift on the unreduced block l to m. */
    private void sweep(int l, int m) {
        var d = diagonal;
        var e = offDiagonal;
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        double r = Math.sqrt(g * g + 1);
        g = d[m] - d[l] + e[l] / (g + Math.copySign(r, g));
        double s = 1;
        double c = 1;
        double p = 0;
        int i = m - 1;
        for (; i >= l; i--) {
            double f = s * e[i];
            double b = c * e[i];
            r = Math.sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == 0) {
                d[i + 1] -= p;
                e[m] = 0;
                break;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            cosines[i] = c;
            sines[i] = s;
        }
        if (i < l) {
            d[l] -= p;
            e[l] = g;
            e[m] = 0;
        }
        TridiagonalKernels.rotateChain(
                rotations, row, ComplexMatrix.padded(size), i + 1, m - 1 - i, cosines, sines);
    }
}
