package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes OpenQASM 2 for readers that have the qelib1.inc of today. Global phases are left out,
 * gates with many controls are written in gates on one and two qubits, and a condition on some bits
 * of a register is written once for each value of the register that fulfils it. What the language
 * cannot say at all is refused.
 */
final class OpenQasm2Writer {
    /** A condition is spelt out for registers of up to 2^6 values. */
    private static final int CONDITION_BITS_MAX = 6;

    private static final Map<Gate, String> NAMES =
            Map.of(Gate.P, "u1", Gate.CP, "cu1", Gate.U3, "u3");

    private static final Set<Gate> DEFINED =
            Set.of(
                    Gate.CSXDG,
                    Gate.CCZ,
                    Gate.ISWAP,
                    Gate.ISWAPDG,
                    Gate.ISWAPTHETA,
                    Gate.RPHI,
                    Gate.RYY,
                    Gate.RZX);

    private final Circuit circuit;
    private final RegisterNames registers;
    private final Set<String> needed = new TreeSet<>();
    private final StringBuilder body = new StringBuilder();

    OpenQasm2Writer(Circuit circuit) {
        this.circuit = circuit;
        this.registers = RegisterNames.ofOpenQasm2(circuit.registers());
    }

    String text() {
        circuit.operations().forEach(operation -> operation(operation, ""));
        var text = new StringBuilder("OPENQASM 2.0;\ninclude \"qelib1.inc\";\n");
        needed.forEach(
                name -> text.append(StandardDefinitions.of(name).orElseThrow()).append('\n'));
        if (circuit.qubits() > 0) {
            text.append("qreg ").append(registers.qubits());
            text.append('[').append(circuit.qubits()).append("];\n");
        }
        for (int i = 0; i < circuit.registers().size(); i++) {
            text.append("creg ").append(registers.bits(i));
            text.append('[').append(circuit.registers().get(i).size()).append("];\n");
        }
        return text.append(body).toString();
    }

    /**
     * @param when the condition before the statement, or nothing
     */
    private void operation(Operation operation, String when) {
        switch (operation) {
            case Apply apply -> apply(apply, when);
            case Operation.Controlled controlled -> controlled(controlled, when);
            case Operation.Measure(int qubit, int bit) ->
                    line(when + "measure " + qubit(qubit) + " -> " + registers.bit(bit));
            case Operation.Reset(int qubit) -> line(when + "reset " + qubit(qubit));
            case Operation.Barrier(var qubits) -> {
                if (!qubits.isEmpty()) {
                    line("barrier " + operands(qubits));
                }
            }
            case Operation.Delay _ ->
                    throw new UnwritableCircuitException("OpenQASM 2 has no delay");
            case Operation.If choice -> {
                if (!when.isEmpty()) {
                    throw new UnwritableCircuitException(
                            "OpenQASM 2 has no condition inside a condition");
                }
                choice(choice);
            }
            case Operation.Assign _ ->
                    throw new UnwritableCircuitException(
                            "OpenQASM 2 writes to a bit only by measuring");
            case Operation.While _ ->
                    throw new UnwritableCircuitException("OpenQASM 2 has no loops");
        }
    }

    private void line(String words) {
        body.append(words).append(";\n");
    }

    private void apply(Apply apply, String when) {
        Gate gate = apply.gate();
        if (gate == Gate.GPHASE) {
            return;
        }
        if (DEFINED.contains(gate)) {
            needed.add(gate.id());
        }
        statement(NAMES.getOrDefault(gate, gate.id()), apply.parameters(), apply.qubits(), when);
    }

    private void statement(
            String name, List<Double> parameters, List<Integer> qubits, String when) {
        String brackets =
                parameters.isEmpty()
                        ? ""
                        : parameters.stream()
                                .map(value -> Double.toString(value))
                                .collect(Collectors.joining(",", "(", ")"));
        line(when + name + brackets + " " + operands(qubits));
    }

    private void controlled(Operation.Controlled controlled, String when) {
        int controls = controlled.controls().size();
        String known =
                switch (controlled.target().gate()) {
                    case X -> controls == 3 ? "c3x" : controls == 4 ? "c4x" : "";
                    case SX -> controls == 3 ? "c3sqrtx" : "";
                    default -> "";
                };
        if (!known.isEmpty()) {
            statement(known, List.of(), controlled.qubits(), when);
            return;
        }
        Lowering.of(controlled).forEach(operation -> operation(operation, when));
    }

    private String operands(List<Integer> qubits) {
        return qubits.stream().map(this::qubit).collect(Collectors.joining(","));
    }

    private String qubit(int qubit) {
        return registers.qubits() + "[" + qubit + "]";
    }

    private void choice(Operation.If choice) {
        var condition = choice.condition();
        if (condition instanceof Condition.Compare(var bits, var comparison, long value)
                && comparison == Condition.Comparison.EQUAL
                && value >= 0
                && registers.whole(bits).isPresent()
                && choice.otherwise().isEmpty()) {
            var then = choice.then();
            var last = then.isEmpty() ? 0 : then.size() - 1;
            when(registers.whole(bits).get(), value, then.subList(0, last), bits);
            when(registers.whole(bits).get(), value, then.subList(last, then.size()), List.of());
            return;
        }
        int index = onlyRegister(condition);
        var register = circuit.registers().get(index);
        if (register.size() > CONDITION_BITS_MAX) {
            throw new UnwritableCircuitException(
                    "OpenQASM 2 can only compare the whole register "
                            + register.name()
                            + " with a number");
        }
        var bits = java.util.stream.IntStream.range(register.offset(), register.end());
        var all = bits.boxed().toList();
        for (int value = 0; value < 1 << register.size(); value++) {
            int present = value;
            boolean holds = condition.holds(bit -> (present >> bit - register.offset() & 1) == 1);
            when(registers.bits(index), value, holds ? choice.then() : choice.otherwise(), all);
        }
    }

    private void when(
            String register, long value, List<Operation> operations, List<Integer> asked) {
        for (var operation : operations) {
            if (operation instanceof Operation.Measure(_, int bit) && asked.contains(bit)) {
                throw new UnwritableCircuitException(
                        "OpenQASM 2 cannot measure into a register under a condition on it");
            }
            operation(operation, "if(" + register + "==" + value + ") ");
        }
    }

    private int onlyRegister(Condition condition) {
        var asked = new TreeSet<Integer>();
        condition.eachBit(asked::add);
        for (int i = 0; i < circuit.registers().size(); i++) {
            var register = circuit.registers().get(i);
            if (asked.first() >= register.offset() && asked.last() < register.end()) {
                return i;
            }
        }
        throw new UnwritableCircuitException(
                "OpenQASM 2 has no condition on several registers at once");
    }
}
