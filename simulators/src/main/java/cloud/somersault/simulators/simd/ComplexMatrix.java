package cloud.somersault.simulators.simd;

/**
 * A complex matrix that lies row-major in two arrays, one of real and one of imaginary parts. A
 * view: several may share the arrays. Kernels work on whole multiples of {@value #PAD} columns, so
 * rows are that far apart at least, and what lies between the last column and the next multiple has
 * to be finite.
 */
public final class ComplexMatrix {
    /** Rows are padded to a multiple of so many columns: a 512-bit vector. */
    public static final int PAD = 8;

    public final double[] re;
    public final double[] im;

    /** Where element (0, 0) stands. */
    public final int at;

    /** How far apart rows are. */
    public final int row;

    public ComplexMatrix(double[] re, double[] im, int at, int row) {
        this.re = re;
        this.im = im;
        this.at = at;
        this.row = row;
    }

    /** Zeros, rows of a padded length. */
    public static ComplexMatrix zeros(int rows, int columns) {
        int row = padded(columns);
        return new ComplexMatrix(new double[rows * row], new double[rows * row], 0, row);
    }

    /** The next multiple of {@value #PAD}. */
    public static int padded(int columns) {
        return (columns + PAD - 1) & -PAD;
    }

    /**
     * A row length for scratch matrices: an odd multiple of {@value #PAD}, because rows at a
     * distance of a power of two compete for the same few sets of the cache.
     */
    public static int spread(int columns) {
        return padded(columns) | PAD;
    }

    /** Where element (i, j) stands. */
    public int index(int i, int j) {
        return at + i * row + j;
    }

    /** This matrix from another element on, with another row length. */
    public ComplexMatrix from(int offset, int newRow) {
        return new ComplexMatrix(re, im, at + offset, newRow);
    }
}
