package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which gates have pulses of their own, so that none of them is run with other ones unnoticed. */
final class Calibrations {
    private final Map<String, List<List<String>>> known = new HashMap<>();

    void add(Statement.Calibration calibration) {
        known.computeIfAbsent(calibration.gate(), _ -> new ArrayList<>()).add(calibration.qubits());
    }

    /** Refuses a gate on these operands if its pulses are given. */
    void requireNone(String gate, List<Operand> operands, int at) {
        if (known.isEmpty()) {
            return;
        }
        for (var qubits : known.getOrDefault(gate, List.of())) {
            if (matches(qubits, operands)) {
                throw new ProgramError(
                        "calibrated-gate",
                        at,
                        Source.quoted(gate)
                                + " has a calibration of its own, which is not executable here",
                        "leave the defcal out: the chip's own calibration is used");
            }
        }
    }

    /** A name stands for any qubit. */
    private static boolean matches(List<String> qubits, List<Operand> operands) {
        if (qubits.size() != operands.size()) {
            return false;
        }
        for (int i = 0; i < qubits.size(); i++) {
            boolean physical = qubits.get(i).charAt(0) == '$';
            if (physical && !qubits.get(i).equals(operands.get(i).name())) {
                return false;
            }
        }
        return true;
    }
}
