package cloud.somersault.circuits.qpy;

import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.qpy.GateWords.Word;
import cloud.somersault.circuits.qpy.QpyCircuit.Custom;
import cloud.somersault.circuits.qpy.QpyCircuit.Instruction;
import cloud.somersault.circuits.qpy.QpyProgram.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a circuit as an OpenQASM 3 program. What a circuit defines itself is written out where it
 * is used: a definition belongs to one use of a gate and has its values in it. All qubits are one
 * register {@code q}; classical registers keep their names where a program can have them, since
 * results are told under them.
 */
final class Transcript {
    private static final int EXPANSIONS_DEEP_MAX = 64;

    private final ReadLimits limits;
    private final Naming naming = new Naming();
    private final Map<QpyParameter, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final StringBuilder body = new StringBuilder();
    private final FlowWords flow = new FlowWords(this);
    private int operations;
    private int deep;

    Transcript(ReadLimits limits) {
        this.limits = limits;
    }

    QpyProgram of(QpyCircuit circuit) {
        var declarations = new StringBuilder();
        var registers = new ArrayList<Named>();
        var bits = bits(circuit, registers, declarations);
        circuit.phase().symbols(parameter -> name(parameter));
        var scope =
                new Scope(
                        circuit,
                        IntStream.range(0, circuit.qubits()).boxed().toList(),
                        bits,
                        registers.stream().collect(Collectors.toMap(Named::name, Named::inText)),
                        declared(circuit),
                        Map.of());
        instructions(scope);
        var text = new StringBuilder("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n");
        parameters.values().forEach(name -> text.append("input float ").append(name).append(";\n"));
        if (circuit.qubits() > 0) {
            text.append("qubit[").append(circuit.qubits()).append("] q;\n");
        }
        text.append(declarations).append(body);
        var inOrder = new TreeMap<QpyParameter, String>(QpyParameter.ORDER);
        inOrder.putAll(parameters);
        return new QpyProgram(
                text.toString(),
                inOrder.entrySet().stream()
                        .map(one -> new Named(one.getKey().name(), one.getValue()))
                        .toList(),
                registers);
    }

    /** Declares the registers; what the program calls each bit. */
    private List<String> bits(QpyCircuit circuit, List<Named> names, StringBuilder to) {
        var bits = new ArrayList<String>();
        for (int i = 0; i < circuit.bits(); i++) {
            bits.add("");
        }
        for (var register : circuit.registers()) {
            var name = naming.like(register.name(), 'c');
            if (names.stream().anyMatch(one -> one.name().equals(register.name()))) {
                throw refused(circuit, "Two classical registers have the same name.");
            }
            names.add(new Named(register.name(), name));
            if (!register.bits().isEmpty()) {
                to.append("bit[%d] %s;\n".formatted(register.bits().size(), name));
            }
            for (int place = 0; place < register.bits().size(); place++) {
                if (!bits.set(register.bits().get(place), name + "[" + place + "]").isEmpty()) {
                    throw refused(circuit, "Two classical registers have a bit in common.");
                }
            }
        }
        int loose = (int) bits.stream().filter(String::isEmpty).count();
        if (loose > 0) {
            var name = naming.like("loose_bits", 'c');
            to.append("bit[%d] %s;\n".formatted(loose, name));
            int next = 0;
            for (int i = 0; i < bits.size(); i++) {
                if (bits.get(i).isEmpty()) {
                    bits.set(i, name + "[" + next++ + "]");
                }
            }
        }
        return bits;
    }

    private static QpyException refused(QpyCircuit circuit, String sentence) {
        return new QpyException(circuit.offset(), sentence);
    }

    /** Declares the variables of a circuit; what the program calls each. */
    List<String> declared(QpyCircuit circuit) {
        var names = new ArrayList<String>();
        for (var variable : circuit.variables()) {
            switch (variable.usage()) {
                case 'L' -> {
                    var name = naming.like(variable.name(), 'v');
                    variables.put(variable.uuid(), name);
                    line(variable.type() + " " + name + ";");
                    names.add(name);
                }
                case 'C' -> {
                    var name = variables.get(variable.uuid());
                    if (name == null) {
                        throw refused(circuit, "A variable of the circuit around is not there.");
                    }
                    names.add(name);
                }
                default ->
                        throw refused(
                                circuit,
                                "Variables are read that are declared in the circuit; no inputs"
                                        + " and no stretches.");
            }
        }
        return names;
    }

    void line(String text) {
        if (body.length() + text.length() > limits.charactersMax()) {
            throw new QpyException(
                    0, "Written out, the circuit has more characters than a program may have.");
        }
        body.append(text).append('\n');
    }

    void instructions(Scope scope) {
        if (++deep > EXPANSIONS_DEEP_MAX) {
            throw refused(scope.circuit(), "Bodies and definitions lie too deep in each other.");
        }
        for (var instruction : scope.circuit().instructions()) {
            if (++operations > limits.operationsMax()) {
                throw instruction.refused(
                        "written out, there are more than %d operations."
                                .formatted(limits.operationsMax()));
            }
            if (flow.isFlow(instruction)) {
                flow.write(scope, instruction);
                continue;
            }
            instruction
                    .condition()
                    .ifPresent(
                            condition -> line("if (" + scope.text(instruction, condition) + ") {"));
            operation(scope, instruction);
            if (instruction.condition().isPresent()) {
                line("}");
            }
        }
        deep--;
    }

    private void operation(Scope scope, Instruction one) {
        switch (one.name()) {
            case "Measure" -> {
                need(one, one.qubits().size() == 1 && one.bits().size() == 1);
                line(
                        "%s = measure %s;"
                                .formatted(
                                        scope.bit(one, one.bits().getFirst()),
                                        scope.qubit(one, one.qubits().getFirst())));
            }
            case "Reset" -> line("reset " + operands(scope, one) + ";");
            case "Barrier" -> {
                if (!one.qubits().isEmpty()) {
                    line("barrier " + operands(scope, one) + ";");
                }
            }
            case "Delay" -> {
                need(one, one.parameters().size() == 1 && one.qubits().size() == 1);
                line("delay[" + delay(one) + "] " + operands(scope, one) + ";");
            }
            case "GlobalPhaseGate" -> line("gphase(" + angle(scope, one, 0) + ");");
            case "PauliGate" -> paulis(scope, one);
            case "XXMinusYYGate", "XXPlusYYGate" -> partialSwap(scope, one);
            default -> gate(scope, one);
        }
    }

    static void need(Instruction one, boolean right) {
        if (!right) {
            throw one.refused("it has not the operands that it takes.");
        }
    }

    private static String operands(Scope scope, Instruction one) {
        need(one, !one.qubits().isEmpty());
        return one.qubits().stream()
                .map(index -> scope.qubit(one, index))
                .collect(Collectors.joining(", "));
    }

    /** A unit of time of the backend is a nanosecond; QPY keeps no other unit. */
    private static String delay(Instruction one) {
        if (one.parameters().getFirst() instanceof QpyValue.Whole(long units) && units >= 0) {
            return units + "ns";
        }
        throw one.refused("a delay is a whole number of units of time (dt, which is 1 ns).");
    }

    /** An angle, in the words of the program. */
    String angle(Scope scope, Instruction one, int place) {
        if (place >= one.parameters().size()) {
            throw one.refused("it lacks a parameter.");
        }
        return switch (one.parameters().get(place)) {
            case QpyValue.Whole(long value) -> Long.toString(value);
            case QpyValue.Angle(var formula) ->
                    formula.text(parameter -> {
                        var loop = scope.loops().get(parameter);
                        return loop == null ? name(parameter) : loop;
                    });
            case QpyValue.Other(var what) -> throw one.refused("it has " + what + " in it.");
            default -> throw one.refused("it has a parameter that is no angle.");
        };
    }

    private String name(QpyParameter parameter) {
        return parameters.computeIfAbsent(parameter, it -> naming.like(it.name(), 'p'));
    }

    private void gate(Scope scope, Instruction one) {
        var custom = scope.circuit().customs().get(one.name());
        if (custom != null) {
            custom(scope, one, custom);
            return;
        }
        int controls = (int) Math.min(one.controls(), Integer.MAX_VALUE - 1);
        var word =
                GateWords.of(one.name(), controls)
                        .orElseThrow(() ->
                                one.refused(
                                        "there is no such gate here; transpile the circuit for"
                                                + " the backend."));
        // Some gates with many controls have ancillas behind, which they leave as they were.
        need(one, one.qubits().size() >= word.qubits());
        var call = call(scope, one, word);
        var on = operands(scope, firstQubits(one, word.qubits()));
        withZeroControls(scope, one, word.controls(), () -> line(call + " " + on + ";"));
    }

    private static Instruction firstQubits(Instruction one, int count) {
        return new Instruction(
                one.offset(),
                one.number(),
                one.name(),
                one.condition(),
                one.qubits().subList(0, count),
                one.bits(),
                one.parameters(),
                one.controls(),
                one.controlState());
    }

    private String call(Scope scope, Instruction one, Word word) {
        if (one.parameters().size() != word.parameters()) {
            throw one.refused("it has %d angles.".formatted(word.parameters()));
        }
        return word.word()
                + (word.parameters() == 0
                        ? ""
                        : IntStream.range(0, word.parameters())
                                .mapToObj(place -> angle(scope, one, place))
                                .collect(Collectors.joining(", ", "(", ")")));
    }

    /** Turns the controls that ask for zero before and after. */
    private void withZeroControls(Scope scope, Instruction one, int controls, Runnable gate) {
        var turned = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(controls, 32); i++) {
            if (one.controls() > 0 && (one.controlState() >> i & 1) == 0) {
                turned.add(one.qubits().get(i));
            }
        }
        turned.forEach(index -> line("x " + scope.qubit(one, index) + ";"));
        gate.run();
        turned.forEach(index -> line("x " + scope.qubit(one, index) + ";"));
    }

    private void custom(Scope scope, Instruction one, Custom custom) {
        if (custom.kind() == 'a' && custom.base().isPresent()) {
            annotated(scope, one, custom.base().get());
            return;
        }
        if (custom.definition().isEmpty()) {
            throw one.refused("it has no definition; transpile the circuit for the backend.");
        }
        var definition = custom.definition().get();
        need(one, custom.controls() <= one.qubits().size());
        var asCustom =
                new Instruction(
                        one.offset(),
                        one.number(),
                        one.name(),
                        one.condition(),
                        one.qubits(),
                        one.bits(),
                        one.parameters(),
                        custom.controls(),
                        custom.controlState());
        int controls = custom.kind() == 'c' ? (int) custom.controls() : 0;
        var inside = scope.inside(one, definition, List.of());
        if (!definition.variables().isEmpty()) {
            throw one.refused("its definition has variables.");
        }
        withZeroControls(scope, asCustom, controls, () -> instructions(inside));
    }

    /** A gate of the library under modifiers; the one that was added last stands first. */
    private void annotated(Scope scope, Instruction one, Instruction base) {
        var word =
                GateWords.of(base.name(), (int) Math.min(base.controls(), Integer.MAX_VALUE - 1))
                        .orElseThrow(() -> one.refused("its gate is none of the library's."));
        var text = new StringBuilder();
        long qubits = word.qubits();
        for (var parameter : one.parameters()) {
            if (!(parameter
                    instanceof QpyValue.Modifier(var kind, long controls, long state, double by))) {
                throw one.refused("it has something else than modifiers.");
            }
            switch (kind) {
                case 'i' -> text.insert(0, "inv @ ");
                case 'p' -> text.insert(0, "pow(" + by + ") @ ");
                case 'c' -> {
                    qubits += controls;
                    need(one, qubits <= one.qubits().size() && controls <= 32);
                    for (int i = (int) controls - 1; i >= 0; i--) {
                        text.insert(0, (state >> i & 1) == 1 ? "ctrl @ " : "negctrl @ ");
                    }
                }
                default -> throw one.refused("it has a modifier that is not read.");
            }
        }
        need(one, qubits == one.qubits().size());
        line(text + call(scope, base, word) + " " + operands(scope, one) + ";");
    }

    /** The rightmost letter is the first qubit's. */
    private void paulis(Scope scope, Instruction one) {
        need(one, one.parameters().size() == 1);
        if (!(one.parameters().getFirst() instanceof QpyValue.Text(var letters))
                || !letters.matches("[IXYZ]*")
                || letters.length() != one.qubits().size()) {
            throw one.refused("it takes a letter I, X, Y or Z for each qubit.");
        }
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(letters.length() - 1 - i);
            if (letter != 'I') {
                var qubit = scope.qubit(one, one.qubits().get(i));
                line(Character.toLowerCase(letter) + " " + qubit + ";");
            }
        }
    }

    /**
     * exp(-i theta/2 (XX+YY)/2) between turns of the first qubit about Z, or with a minus between
     * turns of the second, as Qiskit defines them.
     */
    private void partialSwap(Scope scope, Instruction one) {
        need(one, one.qubits().size() == 2 && one.parameters().size() == 2);
        boolean plus = one.name().equals("XXPlusYYGate");
        var first = scope.qubit(one, one.qubits().get(0));
        var second = scope.qubit(one, one.qubits().get(1));
        var turned = plus ? first : second;
        var theta = angle(scope, one, 0);
        var beta = angle(scope, one, 1);
        var minus = "-(" + beta + ")";
        line("rz(%s) %s;".formatted(plus ? beta : minus, turned));
        line("rxx((%s) / 2) %s, %s;".formatted(theta, first, second));
        line("ryy(%s(%s) / 2) %s, %s;".formatted(plus ? "" : "-", theta, first, second));
        line("rz(%s) %s;".formatted(plus ? minus : beta, turned));
    }
}
