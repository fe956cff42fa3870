package cloud.somersault.circuits.qpy;

import java.util.List;

/**
 * A circuit of a client as a program.
 *
 * @param text OpenQASM 3
 * @param parameters in the order in which Qiskit tells the parameters of a circuit
 * @param registers of classical bits, in the order of the circuit
 */
public record QpyProgram(String text, List<Named> parameters, List<Named> registers) {
    public QpyProgram {
        parameters = List.copyOf(parameters);
        registers = List.copyOf(registers);
    }

    /**
     * A thing with two names: a client's names may be anything, those of a program may not.
     *
     * @param name the client's
     * @param inText what the program calls it
     */
    public record Named(String name, String inText) {}
}
