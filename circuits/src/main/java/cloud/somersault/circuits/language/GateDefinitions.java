package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.language.Callable.Step;
import cloud.somersault.circuits.language.Expression.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves the bodies of gate definitions, once for each: what a body calls must be defined before
 * it, which makes recursion impossible, and what is wrong is found even when nobody calls the gate.
 */
final class GateDefinitions {
    private final Calls calls;
    private final Problems problems;
    private final int depthMax;

    GateDefinitions(Calls calls, Problems problems, ReadLimits limits) {
        this.calls = calls;
        this.problems = problems;
        this.depthMax = limits.nestingMax();
    }

    void define(Statement.GateDefinition gate, Names outermost) {
        String name = gate.name();
        if (calls.isTaken(name) || outermost.find(name) != null) {
            throw new ProgramError(
                    "duplicate-name",
                    gate.at(),
                    Source.quoted(name) + " is already defined",
                    "choose another name");
        }
        if (gate.standard()) {
            Gate known = name.equals("u") ? Gate.U3 : Gate.byId(name).orElseThrow();
            calls.define(name, new Callable.Registry(name, known));
            return;
        }
        int before = problems.seen();
        var body = new Body(gate, outermost);
        var steps = body.steps(gate.body());
        calls.define(
                name,
                problems.seen() > before
                        ? new Callable.Broken(name)
                        : new Callable.Own(
                                name,
                                gate.parameters(),
                                gate.qubits(),
                                steps,
                                body.depth + 1,
                                least(steps, Callable::operations, 1),
                                least(steps, Callable::calls, 0) + 1));
    }

    /** A lower bound: loops and powers may come to nothing. */
    private static long least(
            List<Step> steps, java.util.function.ToLongFunction<Callable> each, long barrier) {
        long sum = 0;
        for (var step : steps) {
            sum +=
                    switch (step) {
                        case Callable.Apply apply ->
                                hasPower(apply) ? 0 : each.applyAsLong(apply.gate());
                        case Callable.Barrier _, Callable.Delay _ -> barrier;
                        case Callable.Repeat _ -> 0;
                    };
            sum = Math.min(sum, 1L << 40);
        }
        return sum;
    }

    private static boolean hasPower(Callable.Apply apply) {
        return apply.modifiers().stream()
                .anyMatch(modifier -> modifier.kind() == Statement.Modifier.Kind.POWER);
    }

    /** One body while it is resolved. */
    private final class Body {
        private final Statement.GateDefinition gate;
        private final List<String> loopNames = new ArrayList<>();
        private final Names constants;
        private final Set<String> parameters;
        private final Map<String, Integer> positions = new HashMap<>();
        private int depth;

        Body(Statement.GateDefinition gate, Names constants) {
            this.gate = gate;
            this.constants = constants;
            this.parameters = Set.copyOf(gate.parameters());
            for (var qubit : gate.qubits()) {
                positions.put(qubit, positions.size());
            }
        }

        List<Step> steps(List<Statement> statements) {
            var steps = new ArrayList<Step>();
            for (var statement : statements) {
                try {
                    steps.add(step(statement));
                } catch (ProgramError error) {
                    problems.report(error);
                }
            }
            return steps;
        }

        private Step step(Statement statement) {
            return switch (statement) {
                case Statement.Call call -> apply(call);
                case Statement.Barrier(var qubits, var all, int at) ->
                        new Callable.Barrier(all ? everything() : positions(qubits), at);
                case Statement.Delay(var duration, var qubits, var all, int at) -> {
                    requireKnown(duration);
                    yield new Callable.Delay(duration, all ? everything() : positions(qubits), at);
                }
                case Statement.For loop -> {
                    loopNames.add(loop.name());
                    var body = steps(loop.body());
                    loopNames.removeLast();
                    yield new Callable.Repeat(loop, body, loop.at());
                }
                default ->
                        throw new ProgramError(
                                "not-unitary",
                                statement.at(),
                                "a gate's body has only gates, barriers, delays and loops");
            };
        }

        private Step apply(Statement.Call call) {
            if (call.gate().equals(gate.name())) {
                throw new ProgramError(
                        "recursive-gate",
                        call.at(),
                        "the gate " + Source.quoted(gate.name()) + " cannot call itself");
            }
            Callable callee = calls.resolve(call.gate(), call.at());
            if (callee instanceof Callable.Broken) {
                throw ProgramError.consequence(call.at());
            }
            Calls.requireParameters(callee, call.parameters().size(), call.at());
            call.parameters().forEach(this::requireKnown);
            boolean plain = call.modifiers().isEmpty();
            if (plain && callee.qubits() != call.operands().size()) {
                throw Calls.wrongOperandCount(
                        callee, callee.qubits(), call.operands().size(), call.at());
            }
            depth = Math.max(depth, callee.depth());
            if (depth >= depthMax) {
                throw ProgramError.limit(
                        "nesting-too-deep",
                        call.at(),
                        "gates call each other more than " + depthMax + " levels deep",
                        "write the inner gates out");
            }
            int[] operands = positions(call.operands());
            requireDifferent(operands, call);
            return new Callable.Apply(
                    callee, call.modifiers(), call.parameters(), operands, call.at());
        }

        private void requireDifferent(int[] operands, Statement.Call call) {
            if (java.util.Arrays.stream(operands).distinct().count() < operands.length) {
                throw new ProgramError(
                        "repeated-qubit",
                        call.operands().getLast().at(),
                        "the same qubit stands twice in one gate");
            }
        }

        private int[] everything() {
            return java.util.stream.IntStream.range(0, gate.qubits().size()).toArray();
        }

        private int[] positions(List<Operand> operands) {
            return operands.stream().mapToInt(this::position).toArray();
        }

        private int position(Operand operand) {
            Integer position = positions.get(operand.name());
            if (position == null) {
                throw new ProgramError(
                        "unknown-name",
                        operand.at(),
                        Source.quoted(operand.name()) + " is no operand of this gate",
                        Suggestions.question(operand.name(), gate.qubits()));
            }
            if (!operand.indices().isEmpty()) {
                throw new ProgramError(
                        "not-indexable",
                        operand.indices().getFirst().at(),
                        "an operand of a gate is a single qubit");
            }
            return position;
        }

        /** Every name in the formula is a parameter, a loop's variable or a constant. */
        private void requireKnown(Expression expression) {
            switch (expression) {
                case Expression.Name(var name, int at) -> requireKnown(name, at);
                case Expression.Negative(var operand, _) -> requireKnown(operand);
                case Expression.Not(var operand, _) -> requireKnown(operand);
                case Expression.Complement(var operand, _) -> requireKnown(operand);
                case Expression.Cast(_, var operand, _) -> requireKnown(operand);
                case Expression.Binary(_, var left, var right, _) -> {
                    requireKnown(left);
                    requireKnown(right);
                }
                case Expression.Call(_, var arguments, _) -> arguments.forEach(this::requireKnown);
                case Expression.Indexed(var operand, int at) -> {
                    if (!(constants.find(operand.name()) instanceof Symbol.Array)) {
                        throw new ProgramError(
                                "unknown-name", at, "a gate's body has no registers");
                    }
                }
                case Expression.Elements(var elements, _) -> elements.forEach(this::requireKnown);
                case Expression.Whole _,
                        Expression.Real _,
                        Expression.Imaginary _,
                        Expression.Truth _,
                        Expression.Bitstring _,
                        Expression.Duration _ -> {}
            }
        }

        private void requireKnown(String name, int at) {
            if (parameters.contains(name)
                    || loopNames.contains(name)
                    || constants.find(name) != null) {
                return;
            }
            switch (name) {
                case "pi", "\u03c0", "PI", "tau", "\u03c4", "euler", "\u2107" -> {}
                default ->
                        throw new ProgramError(
                                "unknown-name",
                                at,
                                Source.quoted(name) + " is no parameter of this gate",
                                Suggestions.question(name, gate.parameters()));
            }
        }
    }
}
