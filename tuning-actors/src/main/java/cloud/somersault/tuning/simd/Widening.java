package cloud.somersault.tuning.simd;

import cloud.somersault.simulators.simd.Simd;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
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

    static void vector(MemorySegment from, long offset, float[] into, int at, int count) {
        int whole = count - count % Lanes.COUNT;
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            ShortVector.fromMemorySegment(Lanes.I16, from, offset + 2L * i, ByteOrder.LITTLE_ENDIAN)
                    .convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.I32, 0)
                    .lanewise(VectorOperators.LSHL, 16)
                    .reinterpretAsFloats()
                    .intoArray(into, at + i);
        }
        scalar(from, offset + 2L * whole, into, at + whole, count - whole);
    }

    static void scalar(MemorySegment from, long offset, float[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] = Float.intBitsToFloat(from.get(HALF, offset + 2L * i) << 16);
        }
    }
}
