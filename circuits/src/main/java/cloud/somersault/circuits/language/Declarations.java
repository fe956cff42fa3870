package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
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
    private final Storage storage;
    private final Assignments assignments;
    private final Map<String, Double> inputs;

    Declarations(
            Language language,
            Declared declared,
            Operands operands,
            Calls calls,
            Storage storage,
            Assignments assignments,
            Map<String, Double> inputs) {
        this.language = language;
        this.declared = declared;
        this.operands = operands;
        this.evaluator = operands.evaluator();
        this.calls = calls;
        this.storage = storage;
        this.assignments = assignments;
        this.inputs = inputs;
    }

    void declare(Statement statement, Names names, Emission to) {
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
            case Statement.Number number -> number(number, names, to);
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
    void named(String name, int at, Names names, java.util.function.Supplier<Symbol> symbol) {
        requireFree(name, at, names);
        names.put(name, new Symbol.Broken());
        names.put(name, symbol.get());
    }

    void requireFree(String name, int at, Names names) {
        boolean gate = names.isOutermost() && calls.isTaken(name);
        if (names.findHere(name) != null || gate) {
            throw new ProgramError(
                    "duplicate-name",
                    at,
                    Source.quoted(name) + " is already declared",
                    "choose another name");
        }
    }

    void bits(Statement.Bits bits, Names names, Emission to) {
        int at = bits.at();
        named(
                bits.name(),
                at,
                names,
                () -> {
                    boolean single = bits.size().isEmpty();
                    long size =
                            single
                                    ? 1
                                    : evaluator.whole(
                                            bits.size().get(), names, "the size of a register");
                    if (!names.isOutermost()) {
                        var place = storage.take(bits.name(), size, at);
                        if (!place.fresh() && bits.value().isPresent()) {
                            clear(place.bits(), at, to);
                        }
                        return new Symbol.Bits(place.bits(), single);
                    }
                    String name = bits.recordedName().orElse(bits.name());
                    return new Symbol.Bits(declared.bits(name, size, at), single);
                });
    }

    /** Whether a first value is 0, which bits are anyway. */
    boolean isZero(Statement.Bits bits, Names names) {
        var value = bits.value().orElseThrow();
        return switch (value) {
            case Expression.Whole(long whole, _) -> whole == 0;
            case Expression.Bitstring(var digits, int at) -> {
                int size =
                        operands.bits(new Operand(bits.name(), List.of(), at), names)
                                .indices()
                                .size();
                yield !digits.contains("1") && digits.length() == size;
            }
            case Expression.Truth(boolean truth, _) -> !truth;
            default -> false;
        };
    }

    private static void clear(List<Integer> bits, int at, Emission to) {
        Storage.write(bits, java.util.Collections.nCopies(bits.size(), Logic.FALSE), at, to);
    }

    private void number(Statement.Number number, Names names, Emission to) {
        int at = number.at();
        named(
                number.name(),
                at,
                names,
                () -> {
                    var variable = unset(number, names);
                    if (number.output()) {
                        requireOutermost(names, at);
                        storage.keep(variable, at, to.at(at));
                    }
                    return variable;
                });
        if (number.value().isEmpty() && number.measured().isEmpty()) {
            if (number.constant()) {
                throw new ProgramError(
                        "missing-value",
                        at,
                        "the constant " + Source.quoted(number.name()) + " has no value");
            }
            return;
        }
        var symbol = names.find(number.name());
        names.put(number.name(), new Symbol.Broken());
        var variable = (Symbol.Variable) java.util.Objects.requireNonNull(symbol);
        assignments.initial(number, variable, names, to.at(at));
        names.put(number.name(), variable);
    }

    private Symbol.Variable unset(Statement.Number number, Names names) {
        var type = number.type();
        int width = evaluator.width(type, names);
        return new Symbol.Variable(
                type.kind(),
                width,
                number.constant(),
                number.name(),
                number.at(),
                zero(type.kind(), width, number.at()));
    }

    static Value zero(Type.Kind kind, int width, int at) {
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
                    if (type.kind() == Type.Kind.DURATION || type.kind() == Type.Kind.COMPLEX) {
                        throw new ProgramError(
                                "unsupported-input",
                                type.at(),
                                "an input is a number",
                                "declare it as input float " + input.name() + ";");
                    }
                    int width = evaluator.width(type, names);
                    return new Symbol.Variable(
                            type.kind(),
                            width,
                            true,
                            input.name(),
                            at,
                            Conversions.implicit(value, type.kind(), width, at));
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
}
