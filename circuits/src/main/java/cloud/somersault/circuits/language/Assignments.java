package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Expression.Operator;
import cloud.somersault.circuits.language.Expression.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What assignments do. A variable whose value is known changes while the program is read; from
 * where it is given a value that is not known, or is changed in a branch on measured values, it
 * lies in classical bits and changes while the program runs.
 */
final class Assignments {
    private final Operands operands;
    private final Evaluator evaluator;
    private final Subroutines subroutines;
    private final Storage storage;
    private final Arrays arrays;

    Assignments(Operands operands, Subroutines subroutines, Storage storage, Arrays arrays) {
        this.operands = operands;
        this.evaluator = operands.evaluator();
        this.subroutines = subroutines;
        this.storage = storage;
        this.arrays = arrays;
    }

    /** The value that a variable is declared with. */
    void initial(Statement.Number number, Symbol.Variable variable, Names names, Emission to) {
        if (number.measured().isPresent()) {
            var qubits = operands.qubits(number.measured().get(), names);
            set(variable, new Value.Pending(qubits.indices(), qubits.single()), number.at(), to);
            return;
        }
        var formula = number.value().orElseThrow();
        set(variable, subroutines.valueOrPending(formula, names), formula.at(), to);
    }

    void assign(Statement.Assign assign, Names names, int branches, Emission to) {
        Operand target = assign.target();
        switch (names.find(target.name())) {
            case Symbol.Variable variable -> {
                requireVariable(variable, target);
                if (!target.indices().isEmpty()) {
                    digits(variable, assign, names, to);
                    return;
                }
                set(variable, result(assign, variable.value(), names), assign.value().at(), to);
            }
            case Symbol.Bits _ -> {
                var bits = operands.bits(target, names);
                write(bits, assign, names, to);
            }
            case Symbol.Array array -> arrays.assign(array, assign, names, branches);
            case Symbol.Qubits _ ->
                    throw new ProgramError(
                            "unsupported-assignment",
                            target.at(),
                            "a qubit is not assigned to",
                            "apply a gate to it, or reset it");
            case Symbol.Hidden _ -> throw Evaluator.hidden(target.name(), target.at());
            case Symbol.Broken _ -> throw ProgramError.consequence(target.at());
            case null ->
                    throw new ProgramError(
                            "unknown-name",
                            target.at(),
                            Source.quoted(target.name()) + " is not declared",
                            Suggestions.question(target.name(), names.all()));
        }
    }

    private static void requireVariable(Symbol.Variable variable, Operand target) {
        if (variable.constant()) {
            throw new ProgramError(
                    "assignment-to-constant",
                    target.at(),
                    Source.quoted(target.name()) + " cannot be changed");
        }
    }

    /** What is assigned, a compound operator worked out. */
    private Value result(Statement.Assign assign, Value present, Names names) {
        String sign = assign.operator().substring(0, assign.operator().length() - 1);
        if (sign.isEmpty()) {
            return subroutines.valueOrPending(assign.value(), names);
        }
        Value value = evaluator.value(assign.value(), names);
        for (var operator : Operator.values()) {
            if (operator.symbol().equals(sign)) {
                return Arithmetic.binary(operator, present, value, assign.at());
            }
        }
        throw new ProgramError(
                "unsupported-assignment",
                assign.at(),
                "there is no assignment " + assign.operator());
    }

    /** Gives a variable a value, which may lie in qubits until now. */
    void set(Symbol.Variable variable, Value value, int at, Emission to) {
        boolean later = MeasuredNumbers.isMeasured(value) || value instanceof Value.Pending;
        if (!later && variable.bits().isEmpty()) {
            variable.set(Conversions.implicit(value, variable.kind(), variable.width(), at));
            return;
        }
        if (variable.constant()) {
            throw Evaluator.mismatch(
                    "a value for a constant", new Value.Measured(List.of(), true), at);
        }
        int width = Storage.width(variable, at);
        if (value instanceof Value.Pending(var qubits, _)) {
            if (qubits.size() != width) {
                throw new ProgramError(
                        "size-mismatch",
                        at,
                        "expected " + width + " qubits for as many bits, found " + qubits.size());
            }
            storage.keepUnset(variable);
            Storage.measure(qubits, variable.bits(), at, to);
            return;
        }
        if (variable.bits().isEmpty()) {
            storage.keepUnset(variable);
        }
        Storage.write(variable.bits(), bits(variable, value, width, at), at, to);
    }

    private static List<Condition> bits(Symbol.Variable variable, Value value, int width, int at) {
        if (variable.kind() == Type.Kind.BOOL) {
            return switch (Comparisons.condition(value, at)) {
                case Value.Test(var condition) -> List.of(condition);
                case Value.Truth(var truth) -> List.of(Logic.of(truth));
                default -> throw Evaluator.mismatch("a truth value", value, at);
            };
        }
        if (!MeasuredNumbers.isMeasured(value)) {
            value = Conversions.implicit(value, variable.kind(), width, at);
        }
        return MeasuredNumbers.bits(MeasuredNumbers.word(value, at), width);
    }

    /** Some bits of an integer. */
    private void digits(
            Symbol.Variable variable, Statement.Assign assign, Names names, Emission to) {
        storage.keep(variable, assign.at(), to.at(assign.at()));
        write(operands.bits(assign.target(), names), assign, names, to);
    }

    private void write(Operands.Picked target, Statement.Assign assign, Names names, Emission to) {
        int at = assign.value().at();
        var bits = target.indices();
        var value = result(assign, new Value.Measured(bits, target.single()), names);
        if (value instanceof Value.Pending(var qubits, _)) {
            requireSize(bits.size(), qubits.size(), at);
            Storage.measure(qubits, bits, at, to);
            return;
        }
        assign(bits, value, at, to);
    }

    /** Writes a value to bits, as many as it has. */
    static void assign(List<Integer> bits, Value value, int at, Emission to) {
        if (!MeasuredNumbers.isMeasured(value)) {
            var digits = Conversions.implicit(truthAsBit(value), Type.Kind.BIT, bits.size(), at);
            Storage.write(bits, MeasuredNumbers.word(digits, at).bits(), at, to);
            return;
        }
        var word =
                bits.size() == 1 && !(value instanceof Value.Word)
                        ? MeasuredNumbers.word(oneBit(value, at), at)
                        : MeasuredNumbers.word(value, at);
        requireSize(bits.size(), word.bits().size(), at);
        Storage.write(bits, word.bits(), at, to);
    }

    private static Value truthAsBit(Value value) {
        return value instanceof Value.Truth(var truth) ? new Value.Whole(truth ? 1 : 0) : value;
    }

    private static Value oneBit(Value value, int at) {
        return value instanceof Value.Measured(var bits, _) && bits.size() > 1
                ? value
                : Comparisons.condition(value, at);
    }

    private static void requireSize(int wanted, int found, int at) {
        if (wanted != found) {
            throw new ProgramError(
                    "size-mismatch", at, "expected " + wanted + " bits, found " + found);
        }
    }

    /** Moves into bits what is known so far and is changed in statements that may not happen. */
    void prepare(List<Statement> branch, Names names, Emission to) {
        prepare(branch, names, new HashSet<>(), to);
    }

    private void prepare(List<Statement> branch, Names names, Set<String> inner, Emission to) {
        var declared = new HashSet<>(inner);
        for (var statement : branch) {
            switch (statement) {
                case Statement.Number(_, var name, _, _, _, _, _) -> declared.add(name);
                case Statement.Bits bits -> declared.add(bits.name());
                case Statement.Array array -> declared.add(array.name());
                case Statement.Assign assign -> prepare(assign.target(), names, declared, to);
                case Statement.Measure(_, var bits, _) ->
                        bits.ifPresent(target -> prepare(target, names, declared, to));
                case Statement.If(_, var then, var otherwise, _) -> {
                    prepare(then, names, declared, to);
                    prepare(otherwise, names, declared, to);
                }
                case Statement.For loop -> {
                    var body = new HashSet<>(declared);
                    body.add(loop.name());
                    prepare(loop.body(), names, body, to);
                }
                case Statement.While loop -> prepare(loop.body(), names, declared, to);
                case Statement.Block(var body, _) -> prepare(body, names, declared, to);
                case Statement.Box(var body, _) -> prepare(body, names, declared, to);
                case Statement.Switch choice -> {
                    choice.cases().forEach(each -> prepare(each.body(), names, declared, to));
                    prepare(choice.otherwise(), names, declared, to);
                }
                default -> {}
            }
        }
    }

    private void prepare(Operand target, Names names, Set<String> inner, Emission to) {
        if (!inner.contains(target.name())
                && target.name().charAt(0) != '$'
                && names.find(target.name()) instanceof Symbol.Variable variable
                && !variable.constant()) {
            storage.keep(variable, target.at(), to.at(target.at()));
        }
    }
}
