package cloud.somersault.tuning.simd;

import cloud.somersault.simulators.simd.Simd;

/**
 * The heart of every matrix product: some rows of a times one panel of b.
 *
 * <p>A panel holds {@link #PANEL} columns of b, line by line, without gaps. An element of the
 * product is one chain of fused multiply-adds over the inner index in its order, continued from c
 * when the product is added; so cutting the inner index, the rows or the columns into blocks, or
 * sharing blocks among threads, changes no bit.
 */
public final class ProductKernel {

    /** Columns of a panel, whatever the vectors' width. */
    public static final int PANEL = 32;

    private ProductKernel() {}

    /**
     * c = a b, or c += a b, for one panel of b.
     *
     * @param rows of a and c
     * @param inner columns of a, lines of the panel
     * @param aAt where a's first element is; a[i, k] is at {@code aAt + i * aRow + k * aInner}
     * @param panel [inner, PANEL] from {@code panelAt}
     * @param cAt where c's first element is; a row of c has all PANEL columns
     */
    public static void multiply(
            int rows,
            int inner,
            float[] a,
            int aAt,
            int aRow,
            int aInner,
            float[] panel,
            int panelAt,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        if (Simd.VECTORS) {
            VectorProducts.multiply(
                    rows, inner, a, aAt, aRow, aInner, panel, panelAt, c, cAt, cRow, add);
        } else {
            scalar(rows, inner, a, aAt, aRow, aInner, panel, panelAt, c, cAt, cRow, add);
        }
    }

    /** The twin without vectors. */
    static void scalar(
            int rows,
            int inner,
            float[] a,
            int aAt,
            int aRow,
            int aInner,
            float[] panel,
            int panelAt,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < PANEL; j++) {
                int to = cAt + i * cRow + j;
                float sum = add ? c[to] : 0;
                for (int k = 0; k < inner; k++) {
                    sum =
                            Math.fma(
                                    a[aAt + i * aRow + k * aInner],
                                    panel[panelAt + k * PANEL + j],
                                    sum);
                }
                c[to] = sum;
            }
        }
    }
}
