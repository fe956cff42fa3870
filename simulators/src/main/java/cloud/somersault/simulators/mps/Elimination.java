package cloud.somersault.simulators.mps;

/** Ranks of very small complex matrices by Gram and Schmidt with pivoting. */
final class Elimination {
    private Elimination() {}

    /**
     * How many rows are independent.
     *
     * @param rows (re, im) pairs; spoilt
     * @param tolerance a row that is shorter has vanished
     */
    static int rank(double[][] rows, double tolerance) {
        for (int rank = 0; rank < rows.length; rank++) {
            int pivot = rank;
            for (int i = rank + 1; i < rows.length; i++) {
                pivot = square(rows[i]) > square(rows[pivot]) ? i : pivot;
            }
            double square = square(rows[pivot]);
            if (!(square > tolerance * tolerance)) {
                return rank;
            }
            var basis = rows[pivot];
            rows[pivot] = rows[rank];
            rows[rank] = basis;
            for (int i = rank + 1; i < rows.length; i++) {
                subtract(basis, square, rows[i]);
            }
        }
        return rows.length;
    }

    private static void subtract(double[] basis, double square, double[] from) {
        double re = 0;
        double im = 0;
        for (int j = 0; j < basis.length; j += 2) {
            re += basis[j] * from[j] + basis[j + 1] * from[j + 1];
            im += basis[j] * from[j + 1] - basis[j + 1] * from[j];
        }
        re /= square;
        im /= square;
        for (int j = 0; j < basis.length; j += 2) {
            from[j] -= basis[j] * re - basis[j + 1] * im;
            from[j + 1] -= basis[j] * im + basis[j + 1] * re;
        }
    }

    private static double square(double[] row) {
        double sum = 0;
        for (double x : row) {
            sum += x * x;
        }
        return sum;
    }
}
