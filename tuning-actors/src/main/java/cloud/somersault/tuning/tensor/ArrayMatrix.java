package cloud.somersault.tuning.tensor;

/** Weights in an array, which may be trained. */
public final class ArrayMatrix implements WeightMatrix {
    private final int rows;
    private final int columns;
    private final float[] values;

    /**
     * A matrix over an array, which is not copied.
     *
     * @param values row-major, of length rows times columns
     */
    public ArrayMatrix(int rows, int columns, float[] values) {
        if (values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    values.length + " values for a matrix of " + rows + " x " + columns);
        }
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    /** The array itself. */
    public float[] values() {
        return values;
    }

    @Override
    public void read(int row, int column, int count, float[] into, int at) {
        System.arraycopy(values, row * columns + column, into, at, count);
    }
}
