package cloud.somersault.simulators.stabilizer;

import java.util.Arrays;

/**
 * An invertible matrix over GF(2) as what one does to rows: put them in another order, which costs
 * nothing where rows have names, then add some to others. A CX is two additions, a Hadamard none.
 *
 * @param order row i is first the one that was row order[i]
 * @param additions pairs (to, from), in order: row to becomes to + from
 */
record RowOperations(int[] order, int[] additions) {

    /**
     * The operations that turn rows r into matrix times r, by elimination with the lightest pivots.
     *
     * @param matrix its rows; bit j of row i is the element (i, j)
     */
    static RowOperations of(int[] matrix) {
        int size = matrix.length;
        var left = matrix.clone();
        var order = new int[size];
        var done = new boolean[size];
        var undone = new int[2 * size * size];
        int additions = 0;
        for (int column = 0; column < size; column++) {
            int pivot = lightest(left, done, column);
            done[pivot] = true;
            order[pivot] = column;
            for (int row = 0; row < size; row++) {
                if (row != pivot && (left[row] >> column & 1) == 1) {
                    left[row] ^= left[pivot];
                    undone[2 * additions] = row;
                    undone[2 * additions + 1] = pivot;
                    additions++;
                }
            }
        }
        // What took the matrix to a permutation gives it back in the opposite order.
        var pairs = new int[2 * additions];
        for (int i = 0; i < additions; i++) {
            pairs[2 * i] = undone[2 * (additions - 1 - i)];
            pairs[2 * i + 1] = undone[2 * (additions - 1 - i) + 1];
        }
        return new RowOperations(order, pairs);
    }

    private static int lightest(int[] rows, boolean[] done, int column) {
        int best = -1;
        for (int row = 0; row < rows.length; row++) {
            if (!done[row]
                    && (rows[row] >> column & 1) == 1
                    && (best < 0 || Integer.bitCount(rows[row]) < Integer.bitCount(rows[best]))) {
                best = row;
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException("singular: " + Arrays.toString(rows));
        }
        return best;
    }

    /** The matrix with rows and columns exchanged. */
    static int[] transposed(int[] matrix) {
        var columns = new int[matrix.length];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < matrix.length; column++) {
                columns[column] |= (matrix[row] >> column & 1) << row;
            }
        }
        return columns;
    }
}
