package cloud.somersault.chip.calibration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.List;

/**
 * A qubit, or the coupler between two. In JSON it is the list of its qubits.
 *
 * @param qubits one, or two in rising order
 */
public record Part(@JsonValue List<Integer> qubits) implements Comparable<Part> {

    private static final Comparator<Part> ORDER =
            Comparator.<Part>comparingInt(part -> part.qubits.size())
                    .thenComparing(part -> part.qubits.getFirst())
                    .thenComparing(part -> part.qubits.getLast());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Part {
        qubits = List.copyOf(qubits);
        boolean qubit = qubits.size() == 1;
        boolean coupler = qubits.size() == 2 && qubits.getFirst() < qubits.getLast();
        if (!qubit && !coupler) {
            throw new IllegalArgumentException("no part of a chip is " + qubits);
        }
    }

    /** A qubit. */
    public static Part qubit(int id) {
        return new Part(List.of(id));
    }

    /** The coupler between two qubits. */
    public static Part coupler(int first, int second) {
        return new Part(List.of(first, second));
    }

    /** Whether this is a coupler. */
    public boolean isCoupler() {
        return qubits.size() == 2;
    }

    /** In words: {@code qubit 5}, {@code coupler 5-6}. */
    public String words() {
        return isCoupler()
                ? "coupler " + qubits.getFirst() + "-" + qubits.getLast()
                : "qubit " + qubits.getFirst();
    }

    /** Qubits first, then couplers, each in rising order. */
    @Override
    public int compareTo(Part other) {
        return ORDER.compare(this, other);
    }
}
