package cloud.somersault.simulators.statevector;

import cloud.somersault.circuits.Matrix;

/** 2x2 complex matrices as eight numbers: row-major, real and imaginary parts in turn. */
final class OneQubitMatrix {
    static final double[] X = {0, 0, 1, 0, 1, 0, 0, 0};
    static final double[] Y = {0, 0, 0, -1, 0, 1, 0, 0};
    static final double[] Z = {1, 0, 0, 0, 0, 0, -1, 0};

    private OneQubitMatrix() {}

    static double[] numbers(Matrix matrix) {
        return new double[] {
            matrix.re(0, 0), matrix.im(0, 0), matrix.re(0, 1), matrix.im(0, 1),
            matrix.re(1, 0), matrix.im(1, 0), matrix.re(1, 1), matrix.im(1, 1)
        };
    }

    /** A Pauli operator by number: 1 X, 2 Y, 3 Z. */
    static double[] pauli(int number) {
        return switch (number) {
            case 1 -> X;
            case 2 -> Y;
            case 3 -> Z;
            default -> throw new IllegalArgumentException("no Pauli operator " + number);
        };
    }

    static boolean diagonal(double[] m) {
        return m[2] == 0 && m[3] == 0 && m[4] == 0 && m[5] == 0;
    }

    /** later * earlier. */
    static double[] product(double[] later, double[] earlier) {
        var out = new double[8];
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                double re = 0;
                double im = 0;
                for (int k = 0; k < 2; k++) {
                    double aRe = later[4 * row + 2 * k];
                    double aIm = later[4 * row + 2 * k + 1];
                    double bRe = earlier[4 * k + 2 * column];
                    double bIm = earlier[4 * k + 2 * column + 1];
                    re += aRe * bRe - aIm * bIm;
                    im += aRe * bIm + aIm * bRe;
                }
                out[4 * row + 2 * column] = re;
                out[4 * row + 2 * column + 1] = im;
            }
        }
        return out;
    }
}
