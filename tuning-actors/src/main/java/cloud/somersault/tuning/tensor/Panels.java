package cloud.somersault.tuning.tensor;

import static cloud.somersault.tuning.simd.ProductKernel.PANEL;

import cloud.somersault.tuning.simd.ProductKernel;

/**
 * Right-hand sides of products, cut into panels: panel p holds columns 32 p to 32 p + 31, line by
 * line. The last panel is filled up with zeros.
 */
public final class Panels {
    private static final int ROWS_AT_ONCE = 12;

    private Panels() {}

    /** The floats that panels of this many columns need. */
    public static int length(int inner, int columns) {
        return Math.multiplyExact(count(columns) * PANEL, inner);
    }

    /** How many panels this many columns need. */
    public static int count(int columns) {
        return (columns + PANEL - 1) / PANEL;
    }

    /** Packs b [inner, columns], whose lines are {@code row} apart. */
    public static void pack(
            float[] b, int at, int row, int inner, int columns, float[] panels, int panelsAt) {
        for (int first = 0; first < columns; first += PANEL) {
            int width = Math.min(PANEL, columns - first);
            int to = panelsAt + first * inner;
            for (int k = 0; k < inner; k++, to += PANEL) {
                System.arraycopy(b, at + k * row + first, panels, to, width);
                for (int j = width; j < PANEL; j++) {
                    panels[to + j] = 0;
                }
            }
        }
    }

    /** Packs the transpose of b [columns, inner], whose lines are {@code row} apart. */
    public static void packTransposed(
            float[] b, int at, int row, int inner, int columns, float[] panels, int panelsAt) {
        for (int first = 0; first < columns; first += PANEL) {
            int width = Math.min(PANEL, columns - first);
            int panel = panelsAt + first * inner;
            for (int j = 0; j < PANEL; j++) {
                int from = at + (first + j) * row;
                int to = panel + j;
                if (j < width) {
                    for (int k = 0; k < inner; k++) {
                        panels[to + k * PANEL] = b[from + k];
                    }
                } else {
                    for (int k = 0; k < inner; k++) {
                        panels[to + k * PANEL] = 0;
                    }
                }
            }
        }
    }

    /**
     * c = a b or c += a b on one thread.
     *
     * @param aAt a[i, k] is at {@code aAt + i * aRow + k * aInner}
     * @param panels b packed, [lines, columns], of which {@code inner} lines are used, from the one
     *     at {@code panelsAt}
     * @param cAt c[i, j] is at {@code cAt + i * cRow + j}
     */
    public static void multiply(
            int rows,
            int inner,
            int columns,
            float[] a,
            int aAt,
            int aRow,
            int aInner,
            float[] panels,
            int panelsAt,
            int lines,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        for (int first = 0; first < columns; first += PANEL) {
            int panel = panelsAt + first * lines;
            if (first + PANEL <= columns) {
                ProductKernel.multiply(
                        rows,
                        inner,
                        a,
                        aAt,
                        aRow,
                        aInner,
                        panels,
                        panel,
                        c,
                        cAt + first,
                        cRow,
                        add);
            } else {
                narrow(
                        rows,
                        inner,
                        columns - first,
                        a,
                        aAt,
                        aRow,
                        aInner,
                        panels,
                        panel,
                        c,
                        cAt + first,
                        cRow,
                        add);
            }
        }
    }

    /**
     * The last, incomplete panel: through a piece of full width, so that nothing beside c changes.
     */
    private static void narrow(
            int rows,
            int inner,
            int columns,
            float[] a,
            int aAt,
            int aRow,
            int aInner,
            float[] panels,
            int panel,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        var piece = new float[ROWS_AT_ONCE * PANEL];
        for (int first = 0; first < rows; first += ROWS_AT_ONCE) {
            int some = Math.min(ROWS_AT_ONCE, rows - first);
            if (add) {
                for (int i = 0; i < some; i++) {
                    System.arraycopy(c, cAt + (first + i) * cRow, piece, i * PANEL, columns);
                }
            }
            ProductKernel.multiply(
                    some,
                    inner,
                    a,
                    aAt + first * aRow,
                    aRow,
                    aInner,
                    panels,
                    panel,
                    piece,
                    0,
                    PANEL,
                    add);
            for (int i = 0; i < some; i++) {
                System.arraycopy(piece, i * PANEL, c, cAt + (first + i) * cRow, columns);
            }
        }
    }
}
