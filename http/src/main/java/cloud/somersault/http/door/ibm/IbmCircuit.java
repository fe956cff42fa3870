package cloud.somersault.http.door.ibm;

import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.qpy.Qpy;
import cloud.somersault.circuits.qpy.QpyException;
import cloud.somersault.circuits.qpy.QpyProgram.Named;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The circuit of a pub as a program.
 *
 * @param parameters in the order in which values come for them
 * @param registers as the client calls them; empty when the program calls them as the client does
 * @param typed whether it came as Qiskit's client sends circuits, which then reads results in its
 *     own form
 */
record IbmCircuit(
        Language language,
        String text,
        List<Named> parameters,
        List<Named> registers,
        boolean typed) {
    private static final Pattern INPUT =
            Pattern.compile("\\binput\\s+(?:float|angle)(?:\\[[0-9]+\\])?\\s+(\\w+)\\s*;");

    IbmCircuit {
        parameters = List.copyOf(parameters);
        registers = List.copyOf(registers);
    }

    /** Of a pub: a program as a text, or a circuit in QPY. */
    static IbmCircuit of(JsonNode pub, ReadLimits limits) {
        var circuit = pub.isTextual() || pub.isObject() ? pub : pub.path(0);
        if (circuit.isTextual()) {
            var text = circuit.asText();
            var names =
                    INPUT.matcher(text)
                            .results()
                            .map(one -> new Named(one.group(1), one.group(1)))
                            .toList();
            return new IbmCircuit(Language.detect(text), text, names, List.of(), false);
        }
        if (!IbmTyped.is(circuit, "QuantumCircuit")) {
            throw Problem.of(
                            ProblemCode.WRONG_TYPE,
                            "A circuit is an OpenQASM 3 program as a text, or a circuit in QPY as"
                                    + " Qiskit's client sends it.")
                    .toException();
        }
        try {
            var program = Qpy.read(IbmTyped.bytes(circuit), limits);
            return new IbmCircuit(
                    Language.OPENQASM_3,
                    program.text(),
                    program.parameters(),
                    program.registers(),
                    true);
        } catch (QpyException unreadable) {
            throw Problem.of(ProblemCode.PROGRAM_REFUSED, String.valueOf(unreadable.getMessage()))
                    .toException();
        }
    }
}
