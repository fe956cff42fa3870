package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Expression.Operator;
import cloud.somersault.circuits.language.Expression.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What declarations and assignments make of the names of a program. */
final class Declarations {
    private final Language language;
    private final Declared declared;
    private final Operands operands;
    private final Evaluator evaluator;
    private final Calls calls;
    private final Map<String, Double> inputs;

    Declarations(
            Language language,
            Declared declared,
            Operands operands,
            Calls calls,
            Map<String, Double> inputs) {
        this.language = language;
        this.declared = declared;
        this.operands = operands;
        this.evaluator = operands.evaluator();
        this.calls = calls;
        this.inputs = inputs;
    }

    void declare(Statement statement, Names names) {
        switch (statement) {
            case Statement.Include(var file, int at) -> {
                requireOutermost(names, at);
                include(file, at);
            }
            case Statement.Qubits(var name, var size, int at) -> {
                requireOutermost(names, at);
                named(
                        name,
                        at,
                        names,
                        () -> {
                            long count =
                                    size.isEmpty()
                                            ? 1
                                            : evaluator.whole(
                                                    size.get(), names, "the size of a register");
                            return new Symbol.Qubits(declared.register(count, at), size.isEmpty());
                        });
            }
            case Statement.Number number -> number(number, names);
            case Statement.Input input -> input(input, names);
            case Statement.Alias(var name, var parts, int at) ->
                    named(name, at, names, () -> alias(parts, names));
            case Statement.Opaque(var name, int parameters, int qubits, int at) -> {
                requireFree(name, at, names);
                calls.define(name, new Callable.Unknown(name, parameters, qubits));
            }
            case Statement.ChipSize(int qubits, int at) -> declared.chip(qubits, at);
            default -> throw new IllegalArgumentException("not a declaration: " + statement);
        }
    }

    void requireOutermost(Names names, int at) {
        if (!names.isOutermost()) {
            throw new ProgramError(
                    "misplaced-declaration",
                    at,
                    "this is declared outside of all blocks only",
                    "move it to the beginning of the program");
        }
    }

    private void include(String file, int at) {
        switch (language) {
            case OPENQASM_2 -> {
                if (file.equals("qelib1.inc")) {
                    calls.include(GateLibrary.qelib1());
                    return;
                }
            }
            case OPENQASM_3 -> {
                if (file.equals("stdgates.inc") || file.equals("qelib1.inc")) {
                    calls.include(GateLibrary.stdgates());
                    return;
                }
            }
            case ORIGINIR -> {}
        }
        String library = language == Language.OPENQASM_2 ? "qelib1.inc" : "stdgates.inc";
        throw new ProgramError(
                "unknown-include",
                at,
                "there is no file " + Source.quoted(file) + " to include",
                "include \"" + library + "\", and put other definitions into the program itself");
    }

    /** Makes the name known; if its declaration is wrong, as one whose uses are not reported. */
    private void named(
            String name, int at, Names names, java.util.function.Supplier<Symbol> symbol) {
        requireFree(name, at, names);
        names.put(name, new Symbol.Broken());
        names.put(name, symbol.get());
    }

    private void requireFree(String name, int at, Names names) {
        boolean gate = names.isOutermost() && calls.isTaken(name);
        if (names.findHere(name) != null || gate) {
            throw new ProgramError(
                    "duplicate-name",
                    at,
                    Source.quoted(name) + " is already declared",
                    "choose another name");
        }
    }

    void bits(Statement.Bits bits, Names names) {
        int at = bits.at();
        requireOutermost(names, at);
        named(
                bits.name(),
                at,
                names,
                () -> {
                    long size =
                            bits.size().isEmpty()
                                    ? 1
                                    : evaluator.whole(
                                            bits.size().get(), names, "the size of a register");
                    if (bits.value().isPresent()) {
                        requireZero(bits.value().get(), (int) Math.min(size, 1 << 20), names);
                    }
                    String name = bits.recordedName().orElse(bits.name());
                    return new Symbol.Bits(declared.bits(name, size, at), bits.size().isEmpty());
                });
    }

    /** Bits are 0 before they are measured; no other value can be given to them. */
    private void requireZero(Expression expression, int width, Names names) {
        int at = expression.at();
        Value value = evaluator.value(expression, names);
        if (value instanceof Value.Measured || value instanceof Value.Test) {
            throw runTimeAssignment(at);
        }
        Value bits = Conversions.implicit(value, Type.Kind.BIT, width, at);
        if (bits instanceof Value.Bits(var digits) && digits.contains("1")) {
            throw new ProgramError(
                    "unsupported-assignment",
                    at,
                    "a bit can only be written by a measurement",
                    "bits are 0 until then; use a const for fixed values");
        }
    }

    private static ProgramError runTimeAssignment(int at) {
        return new ProgramError(
                "unsupported-assignment",
                at,
                "calculating with measured values is not supported here",
                "ask for measured values in the condition of an if");
    }

    private void number(Statement.Number number, Names names) {
        int at = number.at();
        named(
                number.name(),
                at,
                names,
                () -> {
                    var type = number.type();
                    int width = evaluator.width(type, names);
                    if (number.value().isEmpty()) {
                        if (number.constant()) {
                            throw new ProgramError(
                                    "missing-value",
                                    at,
                                    "the constant "
                                            + Source.quoted(number.name())
                                            + " has no value");
                        }
                        return new Symbol.Variable(
                                type.kind(), false, zero(type.kind(), width, at));
                    }
                    var formula = number.value().get();
                    Value value = evaluator.value(formula, names);
                    if (value instanceof Value.Measured || value instanceof Value.Test) {
                        throw runTimeAssignment(formula.at());
                    }
                    return new Symbol.Variable(
                            type.kind(),
                            number.constant(),
                            Conversions.implicit(value, type.kind(), width, formula.at()));
                });
    }

    private static Value zero(Type.Kind kind, int width, int at) {
        return kind == Type.Kind.DURATION
                ? new Value.Duration(0)
                : Conversions.implicit(new Value.Whole(0), kind, width, at);
    }

    private void input(Statement.Input input, Names names) {
        int at = input.at();
        requireOutermost(names, at);
        named(
                input.name(),
                at,
                names,
                () -> {
                    Double given = inputs.get(input.name());
                    if (given == null) {
                        throw new ProgramError(
                                "missing-input",
                                at,
                                "no value was given for the input " + Source.quoted(input.name()),
                                "submit inputs with \"" + input.name() + "\": a number");
                    }
                    if (!Double.isFinite(given)) {
                        throw new ProgramError(
                                "not-finite",
                                at,
                                "the value for the input "
                                        + Source.quoted(input.name())
                                        + " is not finite");
                    }
                    boolean whole = given == Math.rint(given) && Math.abs(given) < 1L << 53;
                    Value value =
                            whole ? new Value.Whole(given.longValue()) : new Value.Real(given);
                    Type type = input.type();
                    if (type.kind() == Type.Kind.DURATION || type.kind() == Type.Kind.BIT) {
                        throw new ProgramError(
                                "unsupported-input",
                                type.at(),
                                "an input is a number",
                                "declare it as input float " + input.name() + ";");
                    }
                    return new Symbol.Variable(
                            type.kind(),
                            true,
                            Conversions.implicit(
                                    value, type.kind(), evaluator.width(type, names), at));
                });
    }

    private Symbol alias(List<Operand> parts, Names names) {
        boolean classical =
                parts.getFirst().name().charAt(0) != '$'
                        && names.find(parts.getFirst().name()) instanceof Symbol.Bits;
        if (parts.size() == 1) {
            var only = pick(parts.getFirst(), classical, names);
            return classical
                    ? new Symbol.Bits(only.indices(), only.single())
                    : new Symbol.Qubits(only.indices(), only.single());
        }
        var all = new ArrayList<Integer>();
        var seen = new HashSet<Integer>();
        for (var part : parts) {
            for (var index : pick(part, classical, names).indices()) {
                if (!seen.add(index)) {
                    throw new ProgramError(
                            "repeated-qubit", part.at(), "an alias names no element twice");
                }
                all.add(index);
            }
        }
        operands.count(all.size(), parts.getFirst().at());
        return classical
                ? new Symbol.Bits(List.copyOf(all), false)
                : new Symbol.Qubits(List.copyOf(all), false);
    }

    private Operands.Picked pick(Operand part, boolean classical, Names names) {
        return classical ? operands.bits(part, names) : operands.qubits(part, names);
    }

    void assign(Statement.Assign assign, Names names, boolean underMeasurement) {
        Operand target = assign.target();
        switch (names.find(target.name())) {
            case Symbol.Variable variable -> {
                if (variable.constant()) {
                    throw new ProgramError(
                            "assignment-to-constant",
                            target.at(),
                            Source.quoted(target.name()) + " cannot be changed");
                }
                if (!target.indices().isEmpty() || underMeasurement) {
                    throw runTimeAssignment(target.at());
                }
                variable.set(assigned(variable, assign, names));
            }
            case Symbol.Bits _ -> {
                var bits = operands.bits(target, names);
                requireZero(assign.value(), bits.indices().size(), names);
                throw new ProgramError(
                        "unsupported-assignment",
                        assign.at(),
                        "a bit can only be written by a measurement",
                        "reset the qubit and measure it to make the bit 0");
            }
            case Symbol.Qubits _ ->
                    throw new ProgramError(
                            "unsupported-assignment",
                            target.at(),
                            "a qubit is not assigned to",
                            "apply a gate to it, or reset it");
            case Symbol.Broken _ -> throw ProgramError.consequence(target.at());
            case null ->
                    throw new ProgramError(
                            "unknown-name",
                            target.at(),
                            Source.quoted(target.name()) + " is not declared",
                            Suggestions.question(target.name(), names.all()));
        }
    }

    private Value assigned(Symbol.Variable variable, Statement.Assign assign, Names names) {
        Value value = evaluator.value(assign.value(), names);
        if (value instanceof Value.Measured || value instanceof Value.Test) {
            throw runTimeAssignment(assign.value().at());
        }
        String sign = assign.operator().substring(0, assign.operator().length() - 1);
        if (!sign.isEmpty()) {
            Operator operator = null;
            for (var candidate : Operator.values()) {
                if (candidate.symbol().equals(sign)) {
                    operator = candidate;
                }
            }
            if (operator == null) {
                throw new ProgramError(
                        "unsupported-assignment",
                        assign.at(),
                        "there is no assignment " + assign.operator());
            }
            value = Arithmetic.binary(operator, variable.value(), value, assign.at());
        }
        return Conversions.implicit(value, variable.kind(), 0, assign.value().at());
    }
}
