package cloud.somersault.circuits.language;

/**
 * How large a program may be. A reader that passes one of these stops with a diagnostic, in time
 * and memory proportional to the limit and not to what the program asks for.
 *
 * @param charactersMax length of the text
 * @param qubitsMax qubits, all registers together
 * @param bitsMax classical bits, all registers together
 * @param operationsMax operations after own gates, loops and broadcasts are expanded
 * @param nestingMax how deep blocks, brackets and calls of own gates may nest
 */
public record ReadLimits(
        int charactersMax, int qubitsMax, int bitsMax, int operationsMax, int nestingMax) {

    /** 16 Mi characters, 10,000 qubits and bits, a million operations, nesting of 200. */
    public static final ReadLimits DEFAULT =
            new ReadLimits(16 * 1024 * 1024, 10_000, 10_000, 1_000_000, 200);
}
