package cloud.somersault.tuning.safetensors;

import cloud.somersault.tuning.tensor.NumberFormat;
import java.util.List;

/**
 * A tensor as the header names it.
 *
 * @param format how its numbers are stored
 * @param shape the lengths of its axes, slowest first
 */
public record TensorEntry(String name, NumberFormat format, List<Integer> shape) {

    /** Checks the shape. */
    public TensorEntry {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException(name + " has the shape " + shape);
        }
    }

    /** A matrix, or a vector when one length is given. */
    public static TensorEntry of(String name, NumberFormat format, Integer... shape) {
        return new TensorEntry(name, format, List.of(shape));
    }

    /** How many numbers it holds. */
    public long count() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** How many bytes they take. */
    public long bytes() {
        return Math.multiplyExact(count(), format.bytes());
    }
}
