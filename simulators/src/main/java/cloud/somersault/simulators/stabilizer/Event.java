package cloud.somersault.simulators.stabilizer;

/** What happens in a {@link Transcript}, in the order of time. */
sealed interface Event {
    /** The bit of a measurement that a later one overwrites. */
    int UNRECORDED = -1;

    /** A gate on one or two qubits. */
    record Turn(CliffordGate gate, int first, int second) implements Event {}

    /** A measurement into a bit. */
    record Read(int qubit, int bit, Chance chance) implements Event {}

    /** A reset. */
    record Clear(int qubit, Chance chance) implements Event {}

    /** A place where Pauli errors happen. */
    record Fault(ErrorSite site) implements Event {}
}
