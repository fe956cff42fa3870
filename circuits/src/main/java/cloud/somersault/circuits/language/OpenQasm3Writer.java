package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes OpenQASM 3, so that reading it gives the identical circuit. Gates that the standard
 * library lacks are written with modifiers where that is shorter, else defined at the beginning.
 * What the language cannot say stands in annotations and pragmas, which other tools pass over.
 */
final class OpenQasm3Writer {
    private static final Map<Gate, String> WITH_MODIFIERS =
            Map.of(
                    Gate.SXDG, "inv @ sx",
                    Gate.CSX, "ctrl @ sx",
                    Gate.CSXDG, "ctrl @ inv @ sx",
                    Gate.CCZ, "ctrl(2) @ z",
                    Gate.ISWAPDG, "inv @ iswap");

    private final Circuit circuit;
    private final QubitNaming naming;
    private final RegisterNames registers;
    private final StringBuilder text = new StringBuilder();
    private final Map<List<Integer>, String> aliases = new LinkedHashMap<>();
    private String indent = "";

    OpenQasm3Writer(Circuit circuit, QubitNaming naming) {
        this.circuit = circuit;
        this.naming = naming;
        this.registers = new RegisterNames(circuit.registers());
    }

    String text() {
        text.append("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n");
        definitions();
        if (naming == QubitNaming.PHYSICAL) {
            line("pragma " + Annotations.CHIP_SIZE + circuit.qubits());
        } else if (circuit.qubits() > 0) {
            line("qubit[" + circuit.qubits() + "] " + registers.qubits() + ";");
        }
        for (int i = 0; i < circuit.registers().size(); i++) {
            ClassicalRegister register = circuit.registers().get(i);
            String name = registers.bits(i);
            if (!name.equals(register.name())) {
                if (register.name().indexOf('\n') >= 0
                        || !register.name().strip().equals(register.name())) {
                    throw new UnwritableCircuitException(
                            "OpenQASM 3 cannot express the register name " + register.name());
                }
                line("@" + Annotations.RECORDED_NAME + register.name());
            }
            line("bit[" + register.size() + "] " + name + ";");
        }
        conditionAliases(circuit.operations());
        circuit.operations().forEach(this::operation);
        return text.toString();
    }

    private void line(String words) {
        text.append(indent).append(words).append('\n');
    }

    private void definitions() {
        var needed = new TreeSet<String>();
        collectDefinitions(circuit.operations(), needed);
        needed.forEach(name -> line(StandardDefinitions.of(name).orElseThrow()));
    }

    private static void collectDefinitions(List<Operation> operations, Set<String> needed) {
        for (var operation : operations) {
            switch (operation) {
                case Apply apply -> {
                    if (apply.gate() != Gate.U3) {
                        define(apply.gate(), needed);
                    }
                }
                case Operation.Controlled(_, var target) -> define(target.gate(), needed);
                case Operation.If(_, var then, var otherwise) -> {
                    collectDefinitions(then, needed);
                    collectDefinitions(otherwise, needed);
                }
                case Operation.While(_, var body, _) -> collectDefinitions(body, needed);
                default -> {}
            }
        }
    }

    private static void define(Gate gate, Set<String> needed) {
        String name =
                switch (gate) {
                    case U3 -> "u";
                    case ISWAPDG -> "iswap";
                    default -> gate.id();
                };
        if (StandardDefinitions.of(name).isPresent()) {
            needed.add(name);
        }
    }

    private void operation(Operation operation) {
        switch (operation) {
            case Apply apply -> {
                text.append(indent).append(name(apply.gate())).append(parameters(apply));
                operands(apply.qubits());
            }
            case Operation.Controlled controlled -> controlled(controlled);
            case Operation.Measure(int qubit, int bit) ->
                    line(registers.bit(bit) + " = measure " + qubit(qubit) + ";");
            case Operation.Reset(int qubit) -> line("reset " + qubit(qubit) + ";");
            case Operation.Barrier(var qubits) -> on("barrier", qubits);
            case Operation.Delay(double seconds, var qubits) ->
                    on("delay[" + Durations.written(seconds) + "]", qubits);
            case Operation.If choice -> choice(choice);
            case Operation.Assign(int bit, Condition.Constant(var one)) ->
                    line(registers.bit(bit) + " = " + (one ? 1 : 0) + ";");
            case Operation.Assign(int bit, var value) ->
                    line(registers.bit(bit) + " = " + condition(value) + ";");
            case Operation.While loop -> loop(loop);
        }
    }

    private static String name(Gate gate) {
        return gate == Gate.U3 ? "U" : WITH_MODIFIERS.getOrDefault(gate, gate.id());
    }

    private void controlled(Operation.Controlled controlled) {
        Apply target = controlled.target();
        if (!Controls.controlled(controlled.controls(), target).equals(controlled)) {
            line("@" + Annotations.GENERIC);
        }
        int count = controlled.controls().size();
        text.append(indent).append(count == 1 ? "ctrl @ " : "ctrl(" + count + ") @ ");
        text.append(target.gate() == Gate.U3 ? "u" : target.gate().id());
        text.append(parameters(target));
        operands(controlled.qubits());
    }

    private static String parameters(Apply apply) {
        return apply.parameters().isEmpty()
                ? ""
                : apply.parameters().stream()
                        .map(value -> Double.toString(value))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private void operands(List<Integer> qubits) {
        String before = " ";
        for (int qubit : qubits) {
            text.append(before).append(qubit(qubit));
            before = ", ";
        }
        text.append(";\n");
    }

    private String qubit(int qubit) {
        return naming == QubitNaming.PHYSICAL
                ? "$" + qubit
                : registers.qubits() + "[" + qubit + "]";
    }

    private void on(String words, List<Integer> qubits) {
        if (qubits.isEmpty()) {
            line("@" + Annotations.ON_NOTHING);
            line(words + ";");
        } else if (naming == QubitNaming.REGISTER && isEverything(qubits)) {
            line(words + " " + registers.qubits() + ";");
        } else {
            text.append(indent).append(words);
            operands(qubits);
        }
    }

    private boolean isEverything(List<Integer> qubits) {
        if (qubits.size() != circuit.qubits()) {
            return false;
        }
        for (int i = 0; i < qubits.size(); i++) {
            if (qubits.get(i) != i) {
                return false;
            }
        }
        return true;
    }

    private void choice(Operation.If choice) {
        line("if (" + condition(choice.condition()) + ") {");
        String before = indent;
        indent += "  ";
        choice.then().forEach(this::operation);
        indent = before;
        if (!choice.otherwise().isEmpty()) {
            line("} else {");
            indent += "  ";
            choice.otherwise().forEach(this::operation);
            indent = before;
        }
        line("}");
    }

    private void loop(Operation.While loop) {
        if (loop.iterationsMax() != Annotations.ITERATIONS_USUAL) {
            line("@" + Annotations.ITERATIONS + loop.iterationsMax());
        }
        line("while (" + condition(loop.condition()) + ") {");
        String before = indent;
        indent += "  ";
        loop.body().forEach(this::operation);
        indent = before;
        line("}");
    }

    /** Never nested deeper than the condition was in the program that it came from. */
    private String condition(Condition condition) {
        return switch (condition) {
            case Condition.Compare compare -> comparison(compare);
            case Condition.Not(var inner) ->
                    "!" + side(inner, !(inner instanceof Condition.Not || isBit(inner)));
            case Condition.And(var left, var right) ->
                    side(left, left instanceof Condition.Or)
                            + " && "
                            + side(right, isJoined(right));
            case Condition.Or(var left, var right) ->
                    side(left, false) + " || " + side(right, right instanceof Condition.Or);
            case Condition.Xor(var left, var right) ->
                    side(left, !(isBit(left) || left instanceof Condition.Xor))
                            + " != "
                            + side(right, !isBit(right));
            case Condition.CompareBits(var left, var comparison, var right) ->
                    number(left) + " " + comparison.symbol() + " " + number(right);
            case Condition.Constant _ ->
                    throw new IllegalStateException("a constant is no part of a condition");
        };
    }

    private String comparison(Condition.Compare compare) {
        var bits = compare.bits();
        if (isBit(compare)) {
            return registers.bit(bits.getFirst());
        }
        String named =
                bits.size() == 1
                        ? registers.bit(bits.getFirst())
                        : registers.whole(bits).orElseGet(() -> aliases.get(bits));
        long value = compare.value();
        String number = value < 0 ? '"' + Long.toBinaryString(value) + '"' : Long.toString(value);
        return named + " " + compare.comparison().symbol() + " " + number;
    }

    /** Bits as a number; a single one as a register of one, for alone it would be a truth. */
    private String number(List<Integer> bits) {
        return registers
                .whole(bits)
                .orElseGet(() ->
                        bits.size() == 1
                                ? registers.slice(bits.getFirst())
                                : String.valueOf(aliases.get(bits)));
    }

    private static boolean isJoined(Condition condition) {
        return condition instanceof Condition.And || condition instanceof Condition.Or;
    }

    /** The question whether one bit is 1 is written as the bit itself. */
    private static boolean isBit(Condition condition) {
        return condition instanceof Condition.Compare(var bits, var comparison, long value)
                && bits.size() == 1
                && comparison == Condition.Comparison.EQUAL
                && value == 1;
    }

    /** Only with the brackets that it needs, so that long chains do not nest. */
    private String side(Condition condition, boolean brackets) {
        return brackets ? "(" + condition(condition) + ")" : condition(condition);
    }

    /** Bits that are compared together and are no register get a name. */
    private void conditionAliases(List<Operation> operations) {
        for (var operation : operations) {
            if (operation instanceof Operation.If(var condition, var then, var otherwise)) {
                conditionAliases(condition);
                conditionAliases(then);
                conditionAliases(otherwise);
            } else if (operation instanceof Operation.While(var condition, var body, _)) {
                conditionAliases(condition);
                conditionAliases(body);
            } else if (operation instanceof Operation.Assign(_, var value)) {
                conditionAliases(value);
            }
        }
    }

    private void conditionAliases(Condition condition) {
        switch (condition) {
            case Condition.Compare(var bits, _, _) -> alias(bits);
            case Condition.CompareBits(var left, _, var right) -> {
                alias(left);
                alias(right);
            }
            case Condition.Constant _ -> {}
            case Condition.Xor(var left, var right) -> {
                conditionAliases(left);
                conditionAliases(right);
            }
            case Condition.Not(var inner) -> conditionAliases(inner);
            case Condition.And(var left, var right) -> {
                conditionAliases(left);
                conditionAliases(right);
            }
            case Condition.Or(var left, var right) -> {
                conditionAliases(left);
                conditionAliases(right);
            }
        }
    }

    private void alias(List<Integer> bits) {
        if (bits.size() > 1 && registers.whole(bits).isEmpty() && !aliases.containsKey(bits)) {
            String name = registers.fresh("bits_" + aliases.size());
            aliases.put(bits, name);
            var parts = bits.stream().map(registers::bit).collect(Collectors.joining(" ++ "));
            line("let " + name + " = " + parts + ";");
        }
    }
}
