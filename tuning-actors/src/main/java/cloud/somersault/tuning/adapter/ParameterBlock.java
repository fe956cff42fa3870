package cloud.somersault.tuning.adapter;

import java.util.List;

/**
 * A named tensor inside an adapter's flat array of parameters.
 *
 * @param name as in the published file layout, e.g. lora_A.weight
 * @param shape row-major
 * @param offset of its first number in the array
 */
public record ParameterBlock(String name, List<Integer> shape, int offset) {
    public ParameterBlock {
        shape = List.copyOf(shape);
    }

    /** How many numbers it has. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    int end() {
        return offset + size();
    }
}
