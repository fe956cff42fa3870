package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Expression.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The subroutines of a program: a call is the body itself, with the arguments under the names of
 * the parameters. Qubits and arrays are the caller's; values are copies.
 */
final class Subroutines {
    private final Operands operands;
    private final Storage storage;
    private final Surroundings surroundings;
    private final Arrays arrays;
    private final Names outermost;
    private final int depthMax;
    private final Map<String, Statement.Subroutine> known = new HashMap<>();
    private final Set<String> externs = new HashSet<>();
    private final Set<String> active = new HashSet<>();
    private @Nullable Elaborator elaborator;
    private @Nullable Assignments assignments;
    private @Nullable Running running;

    /** The call that is being written out. */
    private record Running(Statement.Subroutine subroutine, Leave leave, Symbol.Variable result) {}

    Subroutines(
            Operands operands,
            Storage storage,
            Surroundings surroundings,
            Arrays arrays,
            Names outermost,
            ReadLimits limits) {
        this.operands = operands;
        this.storage = storage;
        this.surroundings = surroundings;
        this.arrays = arrays;
        this.outermost = outermost;
        this.depthMax = limits.nestingMax();
    }

    /** By whom bodies are written out. */
    void writtenBy(Elaborator writer) {
        elaborator = writer;
    }

    boolean knows(String name) {
        return known.containsKey(name) || externs.contains(name);
    }

    void define(Statement.Subroutine subroutine) {
        known.put(subroutine.name(), subroutine);
    }

    void define(Statement.Extern extern) {
        externs.add(extern.name());
    }

    /** The value of a formula; of a measurement that a call ends with, the qubits. */
    Value valueOrPending(Expression expression, Names names) {
        return expression instanceof Expression.Call call && knows(call.function())
                ? call(call.function(), call.arguments(), call.at(), names)
                : operands.evaluator().value(expression, names);
    }

    /** The value of a call within a formula. */
    Value value(Expression.Call call, Names names) {
        Value value = call(call.function(), call.arguments(), call.at(), names);
        if (value instanceof Value.Nothing) {
            throw new ProgramError(
                    "type-mismatch",
                    call.at(),
                    "the subroutine " + Source.quoted(call.function()) + " returns no value");
        }
        if (!(value instanceof Value.Pending(var qubits, boolean single))) {
            return value;
        }
        String before = storage.enterCall(surroundings.ordinal);
        var place = storage.take(call.function(), qubits.size(), call.at());
        storage.leaveCall(before);
        Storage.measure(qubits, place.bits(), call.at(), surroundings.present());
        return new Value.Measured(place.bits(), single);
    }

    Value call(String name, List<Expression> arguments, int at, Names names) {
        var subroutine = known.get(name);
        if (subroutine == null) {
            throw new ProgramError(
                    "extern-call",
                    at,
                    Source.quoted(name) + " is computed elsewhere, and nobody is there to do it",
                    "compute the value before submission and pass it as an input");
        }
        var parameters = subroutine.parameters();
        if (arguments.size() != parameters.size()) {
            throw new ProgramError(
                    "wrong-argument-count",
                    at,
                    "the subroutine "
                            + Source.quoted(name)
                            + " takes "
                            + parameters.size()
                            + (parameters.size() == 1 ? " argument" : " arguments")
                            + ", found "
                            + arguments.size());
        }
        if (!active.add(name)) {
            throw new ProgramError(
                    "recursive-subroutine",
                    at,
                    "the subroutine " + Source.quoted(name) + " cannot call itself",
                    "write a loop");
        }
        try {
            if (active.size() > depthMax) {
                throw ProgramError.limit(
                        "nesting-too-deep",
                        at,
                        "subroutines call each other more than " + depthMax + " levels deep",
                        "write the inner ones out");
            }
            var inner = outermost.subroutine();
            for (int i = 0; i < arguments.size(); i++) {
                inner.put(
                        parameters.get(i).name(), bind(parameters.get(i), arguments.get(i), names));
            }
            requireDifferent(subroutine, inner, at);
            return run(subroutine, inner, at);
        } finally {
            active.remove(name);
        }
    }

    private Value run(Statement.Subroutine subroutine, Names inner, int at) {
        String path = storage.enterCall(surroundings.ordinal++);
        var present = surroundings.present();
        var leave = new Leave("returned", subroutine.at(), present);
        var around = surroundings.enterCall(leave);
        var caller = running;
        running = new Running(subroutine, leave, resultOf(subroutine, inner));
        try {
            present.budget().steps(1, at);
            var writer = Objects.requireNonNull(elaborator);
            Flow end = writer.block(subroutine.body(), inner, present);
            Value value = new Value.Nothing();
            if (end == Flow.RETURN) {
                boolean kept = leave.isTaken() && subroutine.result().isPresent();
                value = kept ? running.result.value() : surroundings.returned;
            }
            return result(subroutine, value, inner, at);
        } finally {
            running = caller;
            surroundings.leaveCall(around);
            storage.leaveCall(path);
        }
    }

    private Symbol.Variable resultOf(Statement.Subroutine subroutine, Names inner) {
        if (subroutine.result().isEmpty()) {
            return Symbol.Variable.fixed(Type.Kind.BIT, new Value.Nothing());
        }
        var type = subroutine.result().get();
        int width = operands.evaluator().width(type, inner);
        return new Symbol.Variable(
                type.kind(), width, false, subroutine.name(), type.at(), new Value.Nothing());
    }

    /** Ends the present subroutine with a value; in bits, if measured values decide on it. */
    void leave(Value value, int at, Emission to) {
        if (!surroundings.returnIsMeasured()) {
            surroundings.returned = value;
            return;
        }
        var call = Objects.requireNonNull(running);
        if (!(value instanceof Value.Nothing) && call.subroutine.result().isPresent()) {
            storage.keepUnset(call.result);
            Objects.requireNonNull(assignments).set(call.result, value, at, to);
        }
        surroundings.returned = value;
        call.leave.take(storage, at, to);
    }

    /** By whom results are kept. */
    void keptBy(Assignments keeper) {
        assignments = keeper;
    }

    private Value result(Statement.Subroutine subroutine, Value value, Names inner, int at) {
        if (subroutine.result().isEmpty()) {
            if (!(value instanceof Value.Nothing)) {
                throw new ProgramError(
                        "unexpected-result",
                        subroutine.at(),
                        "the subroutine "
                                + Source.quoted(subroutine.name())
                                + " returns a value and does not say of which type",
                        "write -> and the type before the body");
            }
            return value;
        }
        Type type = subroutine.result().get();
        int width = operands.evaluator().width(type, inner);
        if (value instanceof Value.Nothing) {
            throw new ProgramError(
                    "missing-return",
                    at,
                    "the subroutine "
                            + Source.quoted(subroutine.name())
                            + " ends here without returning a value");
        }
        if (value instanceof Value.Pending(var qubits, _)) {
            int wanted = Math.max(1, width);
            if (type.kind() != Type.Kind.BIT && type.kind() != Type.Kind.BOOL
                    || qubits.size() != wanted) {
                throw new ProgramError(
                        "size-mismatch",
                        type.at(),
                        "the subroutine returns " + qubits.size() + " measured qubits");
            }
            return value;
        }
        return MeasuredNumbers.isMeasured(value)
                ? Conversions.cast(value, type.kind(), width, at)
                : Conversions.implicit(value, type.kind(), width, at);
    }

    private Symbol bind(Statement.Parameter parameter, Expression argument, Names names) {
        int at = argument.at();
        return switch (parameter) {
            case Statement.QubitParameter(_, var size, _) -> qubits(size, argument, names);
            case Statement.ValueParameter(var name, var type, _) -> {
                int width = operands.evaluator().width(type, outermost);
                Value value = operands.evaluator().value(argument, names);
                if (!MeasuredNumbers.isMeasured(value)) {
                    value = Conversions.implicit(value, type.kind(), width, at);
                    yield new Symbol.Variable(
                            type.kind(), width, false, name, parameter.at(), value);
                }
                var copied = Conversions.cast(value, type.kind(), width, at);
                requireWidth(type, width, copied, at);
                yield new Symbol.Variable(type.kind(), width, true, name, parameter.at(), copied);
            }
            case Statement.ArrayParameter array ->
                    arrays.bind(array, operands.evaluator().value(argument, names), outermost, at);
        };
    }

    private static void requireWidth(Type type, int width, Value value, int at) {
        if (type.kind() == Type.Kind.BIT
                && value instanceof Value.Measured(var bits, _)
                && bits.size() != Math.max(1, width)) {
            throw new ProgramError(
                    "size-mismatch",
                    at,
                    "expected " + Math.max(1, width) + " bits, found " + bits.size());
        }
    }

    private Symbol qubits(Optional<Expression> size, Expression argument, Names names) {
        Operand operand =
                switch (argument) {
                    case Expression.Name(var name, int at) -> new Operand(name, List.of(), at);
                    case Expression.Indexed(var indexed, _) -> indexed;
                    default ->
                            throw new ProgramError(
                                    "not-a-qubit", argument.at(), "expected a qubit or register");
                };
        var picked = operands.qubits(operand, names);
        long wanted =
                size.isEmpty()
                        ? 1
                        : operands.evaluator()
                                .whole(size.get(), outermost, "the size of a register");
        if (wanted != picked.indices().size()) {
            throw new ProgramError(
                    "size-mismatch",
                    argument.at(),
                    "expected " + wanted + " qubits, found " + picked.indices().size());
        }
        return new Symbol.Qubits(picked.indices(), size.isEmpty());
    }

    private static void requireDifferent(Statement.Subroutine subroutine, Names inner, int at) {
        var seen = new HashSet<Integer>();
        for (var parameter : subroutine.parameters()) {
            if (inner.findHere(parameter.name()) instanceof Symbol.Qubits(var indices, _)
                    && !indices.stream().allMatch(seen::add)) {
                throw new ProgramError(
                        "repeated-qubit", at, "the same qubit is given to two parameters");
            }
        }
    }
}
