package cloud.somersault.circuits.observable;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import java.util.List;

/** What is measured of one qubit. */
public enum Pauli {
    X(List.of(Gate.H)),
    Y(List.of(Gate.SDG, Gate.H)),
    Z(List.of());

    private final List<Gate> intoZ;

    Pauli(List<Gate> intoZ) {
        this.intoZ = intoZ;
    }

    /** The gates after which measuring in the Z basis measures this. */
    List<Operation> turn(int qubit) {
        return intoZ.stream()
                .<Operation>map(gate -> new Operation.Apply(gate, List.of(), List.of(qubit)))
                .toList();
    }
}
