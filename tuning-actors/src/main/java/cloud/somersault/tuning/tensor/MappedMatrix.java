package cloud.somersault.tuning.tensor;

import cloud.somersault.tuning.simd.ProductKernel;
import cloud.somersault.tuning.simd.Widening;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Frozen weights in a mapped file, little-endian and of any alignment, widened as they are read.
 */
public final class MappedMatrix implements WeightMatrix {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int rows;
    private final int columns;
    private final NumberFormat format;
    private final MemorySegment data;

    /**
     * A matrix over mapped bytes.
     *
     * @param data exactly its bytes, row-major
     */
    public MappedMatrix(int rows, int columns, NumberFormat format, MemorySegment data) {
        if (data.byteSize() != (long) rows * columns * format.bytes()) {
            throw new IllegalArgumentException(
                    "%d bytes for a matrix of %d x %d in %s"
                            .formatted(data.byteSize(), rows, columns, format));
        }
        this.rows = rows;
        this.columns = columns;
        this.format = format;
        this.data = data;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void read(int row, int column, int count, float[] into, int at) {
        long first = (long) row * columns + column;
        switch (format) {
            case BF16 -> Widening.bfloat16(data, 2 * first, into, at, count);
            case F32 -> MemorySegment.copy(data, FLOAT, 4 * first, into, at, count);
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = Float.float16ToFloat(data.get(SHORT, 2 * (first + i)));
                }
            }
        }
    }

    @Override
    public void readPanels(int row, int rows, int column, int width, float[] panels) {
        if (format == NumberFormat.BF16 && width % ProductKernel.PANEL == 0) {
            long first = (long) row * columns + column;
            Widening.bfloat16Panels(
                    data, 2 * first, 2L * columns, rows, width / ProductKernel.PANEL, panels);
        } else {
            WeightMatrix.super.readPanels(row, rows, column, width, panels);
        }
    }
}
