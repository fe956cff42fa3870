package cloud.somersault.tuning.adapter;

/**
 * Small matrix products in plain loops. Those along the inner index are element by element, so that
 * the compiler may use vectors of any width without changing a bit; dot products keep eight partial
 * sums in a fixed order for the same reason. All matrices are row-major, and every method adds to
 * what it writes.
 */
final class Products {
    private static final int PARTS = 8;

    private Products() {}

    /** c[m,n] += a[m,k] b[k,n]. */
    static void multiply(
            float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
        for (int row = 0; row < m; row++) {
            for (int inner = 0; inner < k; inner++) {
                scaled(a[aFrom + row * k + inner], b, bFrom + inner * n, c, cFrom + row * n, n);
            }
        }
    }

    /** c[m,n] += a[k,m]^T b[k,n]. */
    static void multiplyTransposed(
            float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
        for (int inner = 0; inner < k; inner++) {
            for (int row = 0; row < m; row++) {
                scaled(a[aFrom + inner * m + row], b, bFrom + inner * n, c, cFrom + row * n, n);
            }
        }
    }

    /** c[m,n] += factor a[m,k] b[n,k]^T. */
    static void dots(
            float factor,
            float[] a,
            int aFrom,
            float[] b,
            int bFrom,
            float[] c,
            int cFrom,
            int m,
            int k,
            int n) {
        for (int row = 0; row < m; row++) {
            for (int column = 0; column < n; column++) {
                c[cFrom + row * n + column] +=
                        factor * dot(a, aFrom + row * k, b, bFrom + column * k, k);
            }
        }
    }

    /** c += factor b, over n numbers. */
    static void scaled(float factor, float[] b, int bFrom, float[] c, int cFrom, int n) {
        for (int i = 0; i < n; i++) {
            c[cFrom + i] += factor * b[bFrom + i];
        }
    }

    /** The transposed matrix: [columns, rows] from [rows, columns]. */
    static void transpose(float[] a, int aFrom, float[] to, int toFrom, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[toFrom + column * rows + row] = a[aFrom + row * columns + column];
            }
        }
    }

    static float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i <= n - PARTS; i += PARTS) {
            s0 += a[aFrom + i] * b[bFrom + i];
            s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
            s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
            s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
            s4 += a[aFrom + i + 4] * b[bFrom + i + 4];
            s5 += a[aFrom + i + 5] * b[bFrom + i + 5];
            s6 += a[aFrom + i + 6] * b[bFrom + i + 6];
            s7 += a[aFrom + i + 7] * b[bFrom + i + 7];
        }
        float sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; i < n; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }
}
