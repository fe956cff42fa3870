package cloud.somersault.circuits.qpy;

/** An expression of measured values: what Qiskit calls a classical expression. */
sealed interface Classic {

    /**
     * A bit.
     *
     * @param index among the bits of the circuit that it stands in
     */
    record Bit(int index) implements Classic {}

    /** A whole register, by the name that it has in the client's circuit. */
    record Register(String name) implements Classic {}

    /** A variable of the circuit, by its place among its declarations. */
    record Variable(int place) implements Classic {}

    /** A number or a truth, in the words of OpenQASM 3. */
    record Literal(String text) implements Classic {}

    record Unary(String operator, Classic of) implements Classic {}

    record Binary(String operator, Classic left, Classic right) implements Classic {}

    /**
     * Another type.
     *
     * @param type in the words of OpenQASM 3
     */
    record Cast(String type, Classic of) implements Classic {}

    record Index(Classic of, Classic at) implements Classic {}
}
