package cloud.somersault.circuits.drawing;

/**
 * How large a picture may become.
 *
 * @param operationsMax how many operations, those inside If included
 * @param wiresMax how many wires
 * @param nestingMax how many If inside each other
 * @param qubitsShown up to so many qubits (and registers) all are shown, used or not
 */
record Bounds(int operationsMax, int wiresMax, int nestingMax, int qubitsShown) {
    static final Bounds DEFAULT = new Bounds(1000, 128, 32, 20);

    /** Half as many operations. */
    Bounds smaller() {
        return new Bounds(operationsMax / 2, wiresMax, nestingMax, qubitsShown);
    }
}
