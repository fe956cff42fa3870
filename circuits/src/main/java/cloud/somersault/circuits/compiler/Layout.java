package cloud.somersault.circuits.compiler;

/** Who decides which chip qubit plays which program qubit. */
public enum Layout {
    /** The compiler, by the calibrated errors; it also moves qubits with SWAPs where needed. */
    AUTO,
    /** The program: its qubit i is chip qubit i, and nothing is moved. */
    PHYSICAL
}
