package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import java.util.List;
import java.util.Map;

/** Reads texts in tests. */
final class Texts {
    private Texts() {}

    static Circuit circuit(Language language, String text) {
        return circuit(language, text, Map.of());
    }

    static Circuit circuit(Language language, String text, Map<String, Double> inputs) {
        return switch (Programs.read(text, language, ReadLimits.DEFAULT, inputs)) {
            case Reading.Accepted(var program) -> program.circuit();
            case Reading.Refused(var diagnostics) ->
                    throw new AssertionError(diagnostics.getFirst().pretty() + "\n" + text);
        };
    }

    static List<Diagnostic> diagnostics(Language language, String text) {
        return diagnostics(language, text, ReadLimits.DEFAULT);
    }

    static List<Diagnostic> diagnostics(Language language, String text, ReadLimits limits) {
        return switch (Programs.read(text, language, limits, Map.of())) {
            case Reading.Accepted(var program) ->
                    throw new AssertionError("accepted: " + program + "\n" + text);
            case Reading.Refused(var diagnostics) -> diagnostics;
        };
    }

    /** Each diagnostic as {@code line:column code}. */
    static List<String> complaints(Language language, String text) {
        return diagnostics(language, text).stream()
                .map(d -> d.line() + ":" + d.column() + " " + d.code())
                .toList();
    }

    /** OpenQASM 3 after version, include and {@code qubit[qubits] q; bit[bits] c;}. */
    static List<Operation> operations(int qubits, int bits, String statements) {
        return circuit(Language.OPENQASM_3, header(qubits, bits) + statements).operations();
    }

    static String header(int qubits, int bits) {
        return "OPENQASM 3.0; include \"stdgates.inc\"; qubit["
                + qubits
                + "] q;"
                + (bits > 0 ? " bit[" + bits + "] c;" : "")
                + "\n";
    }
}
