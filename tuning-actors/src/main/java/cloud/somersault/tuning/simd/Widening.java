package cloud.somersault.tuning.simd;

import cloud.somersault.simulators.simd.Simd;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/** From bfloat16 (the upper half of a float) to float, exactly. */
public final class Widening {
    private static final ValueLayout.OfShort HALF =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Widening() {}

    /**
     * Reads {@code count} values.
     *
     * @param from little-endian, without any alignment
     * @param offset of the first value in bytes
     */
    public static void bfloat16(MemorySegment from, long offset, float[] into, int at, int count) {
        if (Simd.VECTORS) {
            vector(from, offset, into, at, count);
        } else {
            scalar(from, offset, into, at, count);
        }
    }

    /**
     * Reads a block of a matrix into panels of {@link ProductKernel#PANEL} columns, row by row:
     * every row's piece is one stretch of memory.
     *
     * @param row from one row to the next in bytes
     * @param panels whole ones
     */
    public static void bfloat16Panels(
            MemorySegment from, long offset, long row, int rows, int panels, float[] into) {
        for (int r = 0; r < rows; r++) {
            long at = offset + r * row;
            for (int p = 0; p < panels; p++, at += 2 * ProductKernel.PANEL) {
                int to = (p * rows + r) * ProductKernel.PANEL;
                if (Simd.VECTORS) {
                    for (int i = 0; i < ProductKernel.PANEL; i += Lanes.COUNT) {
                        widen(from, at + 2L * i).intoArray(into, to + i);
                    }
                } else {
                    scalar(from, at, into, to, ProductKernel.PANEL);
                }
            }
        }
    }

    private static FloatVector widen(MemorySegment from, long offset) {
        return ShortVector.fromMemorySegment(Lanes.I16, from, offset, ByteOrder.LITTLE_ENDIAN)
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.I32, 0)
                .lanewise(VectorOperators.LSHL, 16)
                .reinterpretAsFloats();
    }

    static void vector(MemorySegment from, long offset, float[] into, int at, int count) {
        int whole = count - count % Lanes.COUNT;
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            widen(from, offset + 2L * i).intoArray(into, at + i);
        }
        scalar(from, offset + 2L * whole, into, at + whole, count - whole);
    }

    static void scalar(MemorySegment from, long offset, float[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] = Float.intBitsToFloat(from.get(HALF, offset + 2L * i) << 16);
        }
    }
}
