package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.language.Expression.Type;
import cloud.somersault.circuits.language.Statement.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Turns the call of a gate into operations of the registry. A modified gate is expanded without its
 * innermost modifier first, and each modifier then changes the list that came out: inverted and
 * turned around, controlled operation by operation, repeated. Phases stay exact until nothing can
 * see them any more.
 */
final class Expansion {
    private final Evaluator evaluator;
    private final Names constants;
    private final RecentGates recent = new RecentGates();

    /**
     * @param constants what a gate's body sees besides its own parameters
     */
    Expansion(Evaluator evaluator, Names constants) {
        this.evaluator = evaluator;
        this.constants = constants;
    }

    /** How many qubits a call takes: the gate's own and those of its control modifiers. */
    static int operands(Callable gate, List<Bound> modifiers) {
        int count = gate.qubits();
        for (var modifier : modifiers) {
            count += modifier.controls();
        }
        return count;
    }

    /**
     * A modifier with its argument worked out.
     *
     * @param power of {@link Modifier.Kind#POWER}
     * @param controls how many qubits it adds
     */
    record Bound(Modifier.Kind kind, double power, int controls, int at) {}

    /** Works out the arguments of modifiers. */
    List<Bound> bind(List<Modifier> modifiers, Names names) {
        if (modifiers.isEmpty()) {
            return List.of();
        }
        var bound = new ArrayList<Bound>(modifiers.size());
        for (var modifier : modifiers) {
            bound.add(bind(modifier, names));
        }
        return bound;
    }

    private Bound bind(Modifier modifier, Names names) {
        int at = modifier.at();
        switch (modifier.kind()) {
            case INVERSE -> {
                if (modifier.argument().isPresent()) {
                    throw new ProgramError("wrong-argument-count", at, "'inv' takes no argument");
                }
                return new Bound(modifier.kind(), -1, 0, at);
            }
            case POWER -> {
                if (modifier.argument().isEmpty()) {
                    throw new ProgramError(
                            "wrong-argument-count", at, "'pow' takes an argument: pow(2) @");
                }
                double power = evaluator.parameter(modifier.argument().get(), names);
                return new Bound(modifier.kind(), power, 0, at);
            }
            case CONTROL, NEGATIVE_CONTROL -> {
                long controls =
                        modifier.argument().isEmpty()
                                ? 1
                                : evaluator.whole(
                                        modifier.argument().get(), names, "a number of controls");
                if (!(controls >= 1 && controls <= 10_000)) {
                    throw new ProgramError(
                            "number-out-of-range", at, "a gate has at least one control");
                }
                return new Bound(modifier.kind(), 1, (int) controls, at);
            }
        }
        throw new IllegalStateException("every kind of modifier is handled");
    }

    /** Adds what a modified gate does on these qubits, controls first. */
    void call(
            Callable gate,
            List<Bound> modifiers,
            List<Double> parameters,
            List<Integer> qubits,
            Emission to) {
        if (modifiers.isEmpty()) {
            expand(gate, parameters, qubits, to);
        } else {
            to.addAll(modified(gate, modifiers, parameters, qubits, to).operations());
        }
    }

    private Emission modified(
            Callable gate,
            List<Bound> modifiers,
            List<Double> parameters,
            List<Integer> qubits,
            Emission around) {
        var result = around.intermediate();
        if (modifiers.isEmpty()) {
            expand(gate, parameters, qubits, result);
            return result;
        }
        Bound outer = modifiers.getFirst();
        if (outer.controls() > 0) {
            controlled(gate, modifiers, parameters, qubits, result);
            return result;
        }
        var rest = modifiers.subList(1, modifiers.size());
        var inner = modified(gate, rest, parameters, qubits, around).operations();
        if (outer.kind() == Modifier.Kind.INVERSE) {
            addInverse(inner, result);
        } else {
            addPower(inner, outer, result);
        }
        return result;
    }

    /** Takes as many control modifiers as follow each other in one go. */
    private void controlled(
            Callable gate,
            List<Bound> modifiers,
            List<Double> parameters,
            List<Integer> qubits,
            Emission result) {
        int taken = 0;
        int count = 0;
        var negative = new ArrayList<Integer>();
        while (taken < modifiers.size() && modifiers.get(taken).controls() > 0) {
            Bound control = modifiers.get(taken++);
            var added = qubits.subList(count, count + control.controls());
            count += control.controls();
            if (control.kind() == Modifier.Kind.NEGATIVE_CONTROL) {
                negative.addAll(added);
            }
        }
        var controls = List.copyOf(qubits.subList(0, count));
        var target = qubits.subList(count, qubits.size());
        var rest = modifiers.subList(taken, modifiers.size());
        var inner = modified(gate, rest, parameters, target, result).operations();
        negative.forEach(qubit -> result.apply(Gate.X, qubit));
        inner.forEach(operation -> Controls.add(controls, operation, result));
        negative.forEach(qubit -> result.apply(Gate.X, qubit));
    }

    /** Backwards, each operation undone. */
    static void addInverse(List<Operation> operations, Emission to) {
        for (var operation : operations.reversed()) {
            switch (operation) {
                case Apply apply -> to.add(apply.inverse());
                case Operation.Controlled(var controls, var target) ->
                        to.add(new Operation.Controlled(controls, target.inverse()));
                case Operation.Barrier _, Operation.Delay _ -> to.add(operation);
                case Operation.Measure _,
                        Operation.Reset _,
                        Operation.If _,
                        Operation.Assign _,
                        Operation.While _ ->
                        throw new ProgramError(
                                "not-unitary", to.at(), "only gates can be controlled or inverted");
            }
        }
    }

    private static void addPower(List<Operation> operations, Bound modifier, Emission to) {
        double power = modifier.power();
        if (power != Math.rint(power)) {
            Powers.add(operations, power, modifier.at(), to);
            return;
        }
        var once = operations;
        if (power < 0) {
            var inverse = to.intermediate();
            addInverse(operations, inverse);
            once = inverse.operations();
        }
        for (long i = 0; i < Math.abs(power); i++) {
            to.budget().steps(1, modifier.at());
            once.forEach(to::add);
        }
    }

    private void expand(Callable gate, List<Double> parameters, List<Integer> qubits, Emission to) {
        switch (gate) {
            case Callable.Registry(_, var known) -> {
                if (known == Gate.GPHASE) {
                    to.phase(parameters.getFirst());
                } else {
                    to.add(recent.apply(known, parameters, qubits));
                }
            }
            case Callable.Derived(_, _, _, var recipe) -> recipe.make(parameters, qubits, to);
            case Callable.Own own -> own(own, parameters, qubits, to);
            case Callable.Unknown(var name, _, _) ->
                    throw new ProgramError(
                            "opaque-gate",
                            to.at(),
                            "the gate " + Source.quoted(name) + " has no definition",
                            "define it with a body");
            case Callable.Broken _ -> throw ProgramError.consequence(to.at());
        }
    }

    private void own(
            Callable.Own gate, List<Double> parameters, List<Integer> qubits, Emission to) {
        to.budget().steps(1, to.at());
        Names names = constants;
        if (!parameters.isEmpty()) {
            names = constants.inner();
            for (int i = 0; i < parameters.size(); i++) {
                names.put(gate.parameterNames().get(i), Symbol.Variable.real(parameters.get(i)));
            }
        }
        steps(gate.steps(), names, qubits, to);
    }

    private void steps(List<Callable.Step> steps, Names names, List<Integer> qubits, Emission to) {
        for (var step : steps) {
            switch (step) {
                case Callable.Apply apply -> apply(apply, names, qubits, to);
                case Callable.Barrier(var operands, _) ->
                        to.add(new Operation.Barrier(picked(qubits, operands)));
                case Callable.Delay(var duration, var operands, int at) ->
                        to.add(
                                new Operation.Delay(
                                        seconds(duration, names, at), picked(qubits, operands)));
                case Callable.Repeat(var loop, var body, _) ->
                        iterate(
                                loop,
                                names,
                                to.budget(),
                                inner -> {
                                    steps(body, inner, qubits, to);
                                    return true;
                                });
            }
        }
    }

    private void apply(Callable.Apply step, Names names, List<Integer> qubits, Emission to) {
        var parameters = parameters(step.parameters(), names);
        var modifiers = bind(step.modifiers(), names);
        var operands = picked(qubits, step.operands());
        if (operands(step.gate(), modifiers) != operands.size()) {
            throw Calls.wrongOperandCount(
                    step.gate(), operands(step.gate(), modifiers), operands.size(), step.at());
        }
        call(step.gate(), modifiers, parameters, operands, to);
    }

    List<Double> parameters(List<Expression> expressions, Names names) {
        return switch (expressions.size()) {
            case 0 -> List.of();
            case 1 -> List.of(evaluator.parameter(expressions.getFirst(), names));
            default -> {
                var values = new Double[expressions.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = evaluator.parameter(expressions.get(i), names);
                }
                yield List.of(values);
            }
        };
    }

    double seconds(Expression duration, Names names, int at) {
        double seconds = Arithmetic.seconds(evaluator.value(duration, names), at);
        if (!(seconds >= 0) || !Double.isFinite(seconds)) {
            throw new ProgramError("number-out-of-range", at, "a delay is not negative");
        }
        return seconds;
    }

    private static List<Integer> picked(List<Integer> qubits, int[] positions) {
        return switch (positions.length) {
            case 1 -> List.of(qubits.get(positions[0]));
            case 2 -> List.of(qubits.get(positions[0]), qubits.get(positions[1]));
            default -> {
                var picked = new Integer[positions.length];
                for (int i = 0; i < picked.length; i++) {
                    picked[i] = qubits.get(positions[i]);
                }
                yield List.of(picked);
            }
        };
    }

    /** Runs a loop's body once for each value of its variable, until the body says no. */
    void iterate(Statement.For loop, Names names, Budget budget, Predicate<Names> body) {
        if (loop.values() instanceof Statement.Each(var all)) {
            for (var value : elements(all, names)) {
                if (!iteration(loop, value, names, budget, body)) {
                    return;
                }
            }
            return;
        }
        for (var selection : ((Statement.Selected) loop.values()).selections()) {
            switch (selection) {
                case Expression.One(var expression) -> {
                    var value = evaluator.value(expression, names);
                    if (!iteration(loop, value, names, budget, body)) {
                        return;
                    }
                }
                case Expression.Range range -> {
                    var run = evaluator.run(range, names);
                    if (run.count() > budget.operationsMax()) {
                        throw ProgramError.limit(
                                "too-many-iterations",
                                loop.at(),
                                "this loop has more than " + budget.operationsMax() + " iterations",
                                "shorten the loop, or split the program");
                    }
                    for (long i = 0; i < run.count(); i++) {
                        var value = new Value.Whole(run.from() + i * run.step());
                        if (!iteration(loop, value, names, budget, body)) {
                            return;
                        }
                    }
                }
            }
        }
    }

    private List<Value> elements(Expression all, Names names) {
        Value value = evaluator.value(all, names);
        return switch (value) {
            case Value.Measured(var bits, boolean single) when !single ->
                    bits.stream()
                            .map(bit -> (Value) new Value.Measured(List.of(bit), true))
                            .toList();
            case Value.Bits(var digits) ->
                    new StringBuilder(digits)
                            .reverse()
                            .chars()
                            .mapToObj(digit -> (Value) new Value.Whole(digit - '0'))
                            .toList();
            case Value.Elements(var array) when array.sizes().size() == 1 ->
                    java.util.stream.IntStream.range(0, array.places().length)
                            .mapToObj(array::element)
                            .toList();
            default ->
                    throw Evaluator.mismatch(
                            "a register or a one-dimensional array", value, all.at());
        };
    }

    private boolean iteration(
            Statement.For loop, Value value, Names names, Budget budget, Predicate<Names> body) {
        budget.steps(1, loop.at());
        Type type = loop.type();
        boolean measured = MeasuredNumbers.isMeasured(value);
        int width = evaluator.width(type, names);
        var converted =
                measured
                        ? Conversions.cast(value, type.kind(), width, loop.at())
                        : Conversions.implicit(value, type.kind(), width, loop.at());
        return body.test(
                names.inner(
                        loop.name(),
                        new Symbol.Variable(
                                type.kind(), width, true, loop.name(), loop.at(), converted)));
    }
}
