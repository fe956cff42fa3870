package cloud.somersault.tuning.tensor;

import java.util.Arrays;
import java.util.Optional;

/** How a weight is stored, by the names of safetensors. */
public enum NumberFormat {
    /** IEEE single precision. */
    F32(4),
    /** IEEE half precision. */
    F16(2),
    /** The upper half of a single precision number. */
    BF16(2);

    private final int bytes;

    NumberFormat(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of a number. */
    public int bytes() {
        return bytes;
    }

    /** The format of this name. */
    public static Optional<NumberFormat> byName(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }

    /** The nearest bfloat16, ties to even; infinities stay, NaN stays NaN. */
    public static short toBfloat16(float value) {
        int bits = Float.floatToIntBits(value);
        if (Float.isNaN(value)) {
            return (short) 0x7fc0;
        }
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }
}
