package cloud.somersault.circuits.qpy;

import java.util.List;

/** What can stand as a parameter of an instruction. */
sealed interface QpyValue {

    record Angle(Formula formula) implements QpyValue {}

    record Whole(long value) implements QpyValue {}

    record Text(String text) implements QpyValue {}

    record Nothing() implements QpyValue {}

    record Range(long start, long stop, long step) implements QpyValue {}

    record Tuple(List<QpyValue> values) implements QpyValue {}

    /** The body of a loop, a branch, a box. */
    record Block(QpyCircuit circuit) implements QpyValue {}

    record Classical(Classic expression) implements QpyValue {}

    /** The case of a switch that takes what no other takes. */
    record CaseDefault() implements QpyValue {}

    /**
     * Of an annotated operation.
     *
     * @param kind {@code i} inverse, {@code c} controls, {@code p} power
     */
    record Modifier(char kind, long controls, long state, double power) implements QpyValue {}

    /**
     * An array of NumPy, or a number with an imaginary part: no instruction that is run has one.
     */
    record Other(String what) implements QpyValue {}
}
