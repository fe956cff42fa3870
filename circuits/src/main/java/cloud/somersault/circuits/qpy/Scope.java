package cloud.somersault.circuits.qpy;

import cloud.somersault.circuits.qpy.QpyCircuit.Instruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the qubits, bits and names of a circuit are in the program: a body of a loop or a definition
 * numbers its own.
 *
 * @param qubits in the program, by index in the circuit
 * @param bits what the program calls them, by index in the circuit
 * @param registers what the program calls them, by name; those of the whole program
 * @param loops the variables of the loops around
 */
record Scope(
        QpyCircuit circuit,
        List<Integer> qubits,
        List<String> bits,
        Map<String, String> registers,
        List<String> variables,
        Map<QpyParameter, String> loops) {

    /** The qubit of the program, as it is written. */
    String qubit(Instruction of, int index) {
        if (index >= qubits.size()) {
            throw of.refused("its circuit has no qubit " + index + ".");
        }
        return "q[" + qubits.get(index) + "]";
    }

    String bit(Instruction of, int index) {
        if (index >= bits.size()) {
            throw of.refused("its circuit has no classical bit " + index + ".");
        }
        return bits.get(index);
    }

    /** The scope of a circuit that an instruction does. */
    Scope inside(Instruction of, QpyCircuit body, List<String> names) {
        if (body.qubits() != of.qubits().size() || body.bits() != of.bits().size()) {
            throw of.refused("its body has another number of qubits or bits.");
        }
        for (int index : of.qubits()) {
            qubit(of, index);
        }
        return new Scope(
                body,
                of.qubits().stream().map(qubits::get).toList(),
                of.bits().stream().map(index -> bit(of, index)).toList(),
                registers,
                names,
                loops);
    }

    Scope withLoop(QpyParameter parameter, String name) {
        var more = new HashMap<>(loops);
        more.put(parameter, name);
        return new Scope(circuit, qubits, bits, registers, variables, more);
    }

    /** An expression of measured values. */
    String text(Instruction of, Classic expression) {
        return switch (expression) {
            case Classic.Bit(int index) -> bit(of, index);
            case Classic.Register(var name) -> {
                var known = registers.get(name);
                if (known == null) {
                    throw of.refused("it names a register that there is not.");
                }
                yield known;
            }
            case Classic.Variable(int place) -> {
                if (place >= variables.size()) {
                    throw of.refused("it names a variable that there is not.");
                }
                yield variables.get(place);
            }
            case Classic.Literal(var text) -> text;
            case Classic.Unary(var operator, var inner) -> operator + "(" + text(of, inner) + ")";
            case Classic.Binary(var operator, var left, var right) ->
                    "(" + text(of, left) + " " + operator + " " + text(of, right) + ")";
            case Classic.Cast(var type, var inner) -> type + "(" + text(of, inner) + ")";
            case Classic.Index(var inner, var at) -> text(of, inner) + "[" + text(of, at) + "]";
        };
    }
}
