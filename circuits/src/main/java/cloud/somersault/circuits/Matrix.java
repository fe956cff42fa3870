package cloud.somersault.circuits;

import java.util.Arrays;

/**
 * A small dense complex matrix, row-major: the unitary of a gate. Index bit k belongs to operand k,
 * operand 0 being the least significant. Immutable.
 */
public final class Matrix {
    private final int size;
    private final double[] re;
    private final double[] im;

    private Matrix(int size, double[] re, double[] im) {
        this.size = size;
        this.re = re;
        this.im = im;
    }

    /** From rows of (re, im) pairs: {@code of(2, re00, im00, re01, im01, ...)}. */
    public static Matrix of(int size, double... pairs) {
        if (pairs.length != 2 * size * size) {
            throw new IllegalArgumentException(
                    "a matrix of " + size + " needs " + size + "^2 pairs");
        }
        var re = new double[size * size];
        var im = new double[size * size];
        for (int i = 0; i < re.length; i++) {
            re[i] = pairs[2 * i];
            im[i] = pairs[2 * i + 1];
        }
        return new Matrix(size, re, im);
    }

    /** The identity. */
    public static Matrix identity(int size) {
        var re = new double[size * size];
        for (int i = 0; i < size; i++) {
            re[i * size + i] = 1;
        }
        return new Matrix(size, re, new double[size * size]);
    }

    /** Rows (and columns): 2 to the number of operands. */
    public int size() {
        return size;
    }

    public double re(int row, int column) {
        return re[row * size + column];
    }

    public double im(int row, int column) {
        return im[row * size + column];
    }

    /** This matrix after the other: {@code this * other}. */
    public Matrix times(Matrix other) {
        requireSame(other);
        var outRe = new double[size * size];
        var outIm = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int k = 0; k < size; k++) {
                double aRe = re(row, k);
                double aIm = im(row, k);
                for (int column = 0; column < size; column++) {
                    double bRe = other.re(k, column);
                    double bIm = other.im(k, column);
                    outRe[row * size + column] += aRe * bRe - aIm * bIm;
                    outIm[row * size + column] += aRe * bIm + aIm * bRe;
                }
            }
        }
        return new Matrix(size, outRe, outIm);
    }

    /** The conjugate transpose: of a unitary, its inverse. */
    public Matrix adjoint() {
        var outRe = new double[size * size];
        var outIm = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                outRe[column * size + row] = re(row, column);
                outIm[column * size + row] = -im(row, column);
            }
        }
        return new Matrix(size, outRe, outIm);
    }

    /** This gate controlled by one more operand, which becomes operand 0. */
    public Matrix controlled() {
        int twice = 2 * size;
        var outRe = new double[twice * twice];
        var outIm = new double[twice * twice];
        for (int i = 0; i < size; i++) {
            outRe[2 * i * twice + 2 * i] = 1;
            for (int j = 0; j < size; j++) {
                outRe[(2 * i + 1) * twice + 2 * j + 1] = re(i, j);
                outIm[(2 * i + 1) * twice + 2 * j + 1] = im(i, j);
            }
        }
        return new Matrix(twice, outRe, outIm);
    }

    /** Whether every element off the diagonal is below the tolerance. */
    public boolean isDiagonal(double tolerance) {
        for (int i = 0; i < re.length; i++) {
            if (i / size != i % size && !(Math.hypot(re[i], im[i]) < tolerance)) {
                return false;
            }
        }
        return true;
    }

    /** The largest absolute difference of an element, a global phase included. */
    public double distance(Matrix other) {
        requireSame(other);
        double most = 0;
        for (int i = 0; i < re.length; i++) {
            most = Math.max(most, Math.hypot(re[i] - other.re[i], im[i] - other.im[i]));
        }
        return most;
    }

    /** The same, after the best global phase was taken out. */
    public double distanceUpToPhase(Matrix other) {
        requireSame(other);
        double overlapRe = 0;
        double overlapIm = 0;
        for (int i = 0; i < re.length; i++) {
            overlapRe += other.re[i] * re[i] + other.im[i] * im[i];
            overlapIm += other.re[i] * im[i] - other.im[i] * re[i];
        }
        double norm = Math.hypot(overlapRe, overlapIm);
        if (!(norm > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        return other.scaled(overlapRe / norm, overlapIm / norm).distance(this);
    }

    /** Every element times a complex number. */
    public Matrix scaled(double factorRe, double factorIm) {
        var outRe = new double[re.length];
        var outIm = new double[re.length];
        for (int i = 0; i < re.length; i++) {
            outRe[i] = re[i] * factorRe - im[i] * factorIm;
            outIm[i] = re[i] * factorIm + im[i] * factorRe;
        }
        return new Matrix(size, outRe, outIm);
    }

    private void requireSame(Matrix other) {
        if (other.size != size) {
            throw new IllegalArgumentException("sizes differ: " + size + " and " + other.size);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix matrix
                && size == matrix.size
                && Arrays.equals(re, matrix.re)
                && Arrays.equals(im, matrix.im);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(re) + Arrays.hashCode(im);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int row = 0; row < size; row++) {
            text.append(row == 0 ? "[" : "\n ");
            for (int column = 0; column < size; column++) {
                text.append("%+.4f%+.4fi ".formatted(re(row, column), im(row, column)));
            }
        }
        return text.append(']').toString();
    }
}
