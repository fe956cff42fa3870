package cloud.somersault.circuits.drawing;

/**
 * How large a picture may become.
 *
 * @param operationsMax how many operations, those inside If included
 * @param wiresMax how many wires
 * @param qubitsShown up to so many qubits (and registers) all are shown, used or not
 */
record Bounds(int operationsMax, int wiresMax, int qubitsShown) {
    static final Bounds DEFAULT = new Bounds(1000, 128, 20);
}
