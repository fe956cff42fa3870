package cloud.somersault.circuits.language;

/** How a writer names qubits. */
public enum QubitNaming {
    /** Elements of one declared register: {@code q[3]}. */
    REGISTER,
    /** Qubits of the chip: {@code $3} in OpenQASM 3; OpenQASM 2 and OriginIR know only q[3]. */
    PHYSICAL
}
