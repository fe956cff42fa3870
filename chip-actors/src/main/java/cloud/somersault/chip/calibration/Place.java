package cloud.somersault.chip.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * A node at a part of the chip: of one qubit, or of the coupler between two.
 *
 * @param node what
 * @param qubits where: one qubit, or two in rising order
 */
public record Place(Node node, List<Integer> qubits) {
    public Place {
        qubits = List.copyOf(qubits);
        if (qubits.size() != (node.ofCoupler() ? 2 : 1)) {
            throw new IllegalArgumentException(node.id() + " is not of " + qubits);
        }
    }

    /** A qubit's, or a coupler's. */
    public static Place of(Node node, Part part) {
        return new Place(node, part.qubits());
    }

    /** The part of the chip that this is of. */
    public Part part() {
        return new Part(qubits);
    }

    /** What must be in order before this. */
    public List<Place> needs() {
        var needs = new ArrayList<Place>();
        for (var need : node.needs()) {
            if (need.ofCoupler()) {
                needs.add(new Place(need, qubits));
            } else {
                qubits.forEach(qubit -> needs.add(new Place(need, List.of(qubit))));
            }
        }
        return needs;
    }
}
