package cloud.somersault.circuits.qpy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A circuit as it lies in the bytes.
 *
 * @param offset where it begins
 * @param qubits how many there are
 * @param bits how many classical ones there are
 * @param phase the global phase: it has no effect, but may have parameters
 * @param registers of classical bits
 * @param customs operations that the circuit brings along, by the name that instructions use
 */
record QpyCircuit(
        int offset,
        int qubits,
        int bits,
        Formula phase,
        List<Register> registers,
        List<Variable> variables,
        Map<String, Custom> customs,
        List<Instruction> instructions) {

    QpyCircuit {
        registers = List.copyOf(registers);
        variables = List.copyOf(variables);
        customs = Map.copyOf(customs);
        instructions = List.copyOf(instructions);
    }

    /**
     * A register of classical bits.
     *
     * @param bits of the circuit, the least significant first
     */
    record Register(String name, List<Integer> bits) {}

    /**
     * A variable that holds measured values.
     *
     * @param usage {@code L} declared here, {@code C} of the circuit around, {@code I} an input
     * @param type in the words of OpenQASM 3
     */
    record Variable(String uuid, char usage, String type, String name) {}

    /**
     * An operation with a definition of its own.
     *
     * @param kind {@code g} gate, {@code i} instruction, {@code c} controlled gate, {@code a}
     *     annotated operation, {@code p} evolution under Pauli operators
     * @param controlState which values the controls of a controlled gate take; its definition is
     *     that of all being one
     * @param base what an annotated operation is made of
     */
    record Custom(
            char kind,
            Optional<QpyCircuit> definition,
            long controls,
            long controlState,
            Optional<Instruction> base) {}

    /**
     * One operation.
     *
     * @param offset where it begins
     * @param number its place in its circuit, from 0
     * @param name the class that it has in Qiskit, or the name of a custom one
     * @param condition what must hold for it to be done, or to go on
     */
    record Instruction(
            int offset,
            int number,
            String name,
            Optional<Classic> condition,
            List<Integer> qubits,
            List<Integer> bits,
            List<QpyValue> parameters,
            long controls,
            long controlState) {

        /** The refusal that names this instruction. */
        QpyException refused(String sentence) {
            return new QpyException(
                    offset, "Instruction %d (%s): %s".formatted(number, shown(name), sentence));
        }

        private static String shown(String name) {
            return name.substring(0, Math.min(name.length(), 60)).replaceAll("\\p{Cntrl}", "?");
        }
    }
}
