package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.simd.ComplexMatrix;

/**
 * The tensor of one place in the chain, left x 2 x right, never changed once it is made, so that
 * states with a common history share it. Element (l, s, r) stands at (2 l + s) row + r: as it lies,
 * it is the matrix 2 left x right, and with rows twice as long the matrix left x 2 right.
 */
final class Site {
    final int left;
    final int right;
    final ComplexMatrix tensor;

    Site(int left, int right, ComplexMatrix tensor) {
        this.left = left;
        this.right = right;
        this.tensor = tensor;
    }

    static Site zeros(int left, int right) {
        return new Site(left, right, ComplexMatrix.zeros(2 * left, right));
    }

    /** A qubit in |0> that is entangled with nothing. */
    static Site zero() {
        var site = zeros(1, 1);
        site.tensor.re[0] = 1;
        return site;
    }

    /** How long a row is; padding included. */
    int row() {
        return tensor.row;
    }

    /** The matrix left x 2 right, the two halves of a row {@link #row} apart. */
    ComplexMatrix wide() {
        return tensor.from(0, 2 * tensor.row);
    }

    /** A 2x2 matrix on the qubit. */
    Site times(double[] m) {
        var out = zeros(left, right);
        var from = tensor;
        var to = out.tensor;
        for (int l = 0; l < left; l++) {
            for (int j = 0; j < right; j++) {
                int a = from.index(2 * l, j);
                int b = from.index(2 * l + 1, j);
                double re0 = from.re[a];
                double im0 = from.im[a];
                double re1 = from.re[b];
                double im1 = from.im[b];
                to.re[a] = m[0] * re0 - m[1] * im0 + m[2] * re1 - m[3] * im1;
                to.im[a] = m[0] * im0 + m[1] * re0 + m[2] * im1 + m[3] * re1;
                to.re[b] = m[4] * re0 - m[5] * im0 + m[6] * re1 - m[7] * im1;
                to.im[b] = m[4] * im0 + m[5] * re0 + m[6] * im1 + m[7] * re1;
            }
        }
        return out;
    }

    /** The sum of |element|^2 where the qubit is 0 (or 1). */
    double weight(int value) {
        double sum = 0;
        for (int l = 0; l < left; l++) {
            int at = tensor.index(2 * l + value, 0);
            double some = 0;
            for (int j = at; j < at + right; j++) {
                some += tensor.re[j] * tensor.re[j] + tensor.im[j] * tensor.im[j];
            }
            sum += some;
        }
        return sum;
    }

    /** Bytes of memory. */
    long bytes() {
        return 2L * Double.BYTES * tensor.re.length;
    }
}
