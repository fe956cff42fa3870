package cloud.somersault.circuits.qpy;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A parameter of a circuit.
 *
 * @param stem its name; of an element of a vector what stands before the index, with the bracket
 * @param index in its vector; -1 for a parameter by itself
 */
record QpyParameter(String stem, long index) {
    /** As Qiskit orders the parameters of a circuit: by name, within a vector by index. */
    static final Comparator<QpyParameter> ORDER =
            Comparator.<QpyParameter, int[]>comparing(
                            one -> one.stem().codePoints().toArray(), Arrays::compare)
                    .thenComparingLong(QpyParameter::index);

    static QpyParameter alone(String name) {
        return new QpyParameter(name, -1);
    }

    static QpyParameter element(String vector, long index) {
        return new QpyParameter(vector + "[", index);
    }

    /** As Qiskit shows it. */
    String name() {
        return index < 0 ? stem : stem + index + "]";
    }
}
