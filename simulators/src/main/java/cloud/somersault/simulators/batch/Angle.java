package cloud.somersault.simulators.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An angle of a gate, radians: a number plus multiples of parameters.
 *
 * @param offset what doesn't vary
 * @param parts what does; each parameter at most once, in ascending order
 */
public record Angle(double offset, List<Part> parts) {

    /** A multiple of a parameter. */
    public record Part(int parameter, double scale) {}

    static final Angle ZERO = constant(0);

    public Angle {
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("an angle is not finite: " + offset);
        }
        parts = List.copyOf(parts);
    }

    /** An angle that is the same in all circuits. */
    public static Angle constant(double radians) {
        return new Angle(radians, List.of());
    }

    /** The parameter of this number. */
    public static Angle parameter(int parameter) {
        Objects.checkIndex(parameter, Integer.MAX_VALUE);
        return new Angle(0, List.of(new Part(parameter, 1)));
    }

    /** Whether it is the same in all circuits. */
    public boolean isConstant() {
        return parts.isEmpty();
    }

    /** A multiple of this angle. */
    public Angle times(double factor) {
        return new Angle(
                offset * factor,
                parts.stream()
                        .map(part -> new Part(part.parameter, part.scale * factor))
                        .filter(part -> part.scale != 0)
                        .toList());
    }

    /** This angle and so many radians. */
    public Angle plus(double radians) {
        return new Angle(offset + radians, parts);
    }

    /** The sum of two angles. */
    public Angle plus(Angle other) {
        if (parts.isEmpty() || other.parts.isEmpty()) {
            return new Angle(offset + other.offset, parts.isEmpty() ? other.parts : parts);
        }
        var scales = new TreeMap<Integer, Double>();
        parts.forEach(part -> scales.merge(part.parameter, part.scale, Double::sum));
        other.parts.forEach(part -> scales.merge(part.parameter, part.scale, Double::sum));
        var sum = new ArrayList<Part>();
        scales.forEach((parameter, scale) -> {
            if (scale != 0) {
                sum.add(new Part(parameter, scale));
            }
        });
        return new Angle(offset + other.offset, sum);
    }

    /**
     * Its value.
     *
     * @param values has the parameters of one circuit from index {@code from}
     */
    double value(double[] values, int from) {
        double sum = offset;
        for (var part : parts) {
            sum += part.scale * values[from + part.parameter];
        }
        return sum;
    }

    /** The largest parameter number and one; 0 if there is none. */
    int parameters() {
        return parts.stream().mapToInt(part -> part.parameter + 1).max().orElse(0);
    }
}
