package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.language.Expression.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Branches and loops. What is known when the program is read is decided then: a branch is left out,
 * a loop is written out. What is measured becomes an if or a while of the circuit.
 */
final class ControlFlow {
    private static final int MEASURED_CASES_MAX = 100;

    private final Elaborator elaborator;
    private final Evaluator evaluator;
    private final Expansion expansion;
    private final Assignments assignments;
    private final Surroundings surroundings;
    private final Storage storage;
    private final Problems problems;
    private final Budget budget;

    ControlFlow(
            Elaborator elaborator,
            Evaluator evaluator,
            Expansion expansion,
            Assignments assignments,
            Surroundings surroundings,
            Storage storage,
            Problems problems,
            Budget budget) {
        this.elaborator = elaborator;
        this.evaluator = evaluator;
        this.expansion = expansion;
        this.assignments = assignments;
        this.surroundings = surroundings;
        this.storage = storage;
        this.problems = problems;
        this.budget = budget;
    }

    Flow choose(Statement.If choice, Names names, Emission to) {
        int at = choice.at();
        Value condition = condition(choice.condition(), names);
        if (condition instanceof Value.Truth(var truth)) {
            return elaborator.block(truth ? choice.then() : choice.otherwise(), names.inner(), to);
        }
        requireOutside(to, at);
        assignments.prepare(choice.then(), names, to);
        assignments.prepare(choice.otherwise(), names, to);
        var asked = ((Value.Test) condition).condition();
        var then = branch(choice.then(), names);
        var otherwise = branch(choice.otherwise(), names);
        to.at(at).add(new Operation.If(asked, then.operations, otherwise.operations));
        return joined(then.end, otherwise.end);
    }

    /** What a branch does, and where it leads. */
    private record Branch(List<Operation> operations, Flow end) {}

    private static Flow joined(Flow one, Flow other) {
        return one == other ? one : Flow.PERHAPS;
    }

    /** Statements that happen unless measured values have led elsewhere before. */
    Flow perhaps(List<Statement> statements, Names names, Emission to) {
        return guarded(statements, names, names, surroundings.goesOn(), to);
    }

    private Flow guarded(
            List<Statement> statements,
            Names around,
            Names names,
            Condition condition,
            Emission to) {
        if (condition.equals(Logic.TRUE)) {
            return elaborator.block(statements, names, to);
        }
        requireOutside(to, to.at());
        assignments.prepare(statements, around, to);
        int at = to.at();
        surroundings.branches++;
        var inner = Emission.ofCircuit(budget);
        Flow end = elaborator.block(statements, names, inner);
        surroundings.branches--;
        if (!inner.operations().isEmpty()) {
            to.at(at).add(new Operation.If(condition, inner.operations(), List.of()));
        }
        boolean gone = end == Flow.RETURN || end == Flow.END;
        return gone && !surroundings.inLoop() ? end : Flow.PERHAPS;
    }

    private Value condition(Expression expression, Names names) {
        return Comparisons.condition(evaluator.value(expression, names), expression.at());
    }

    private static void requireOutside(Emission to, int at) {
        if (to.keepsPhases()) {
            throw new ProgramError("not-unitary", at, "only gates can be controlled or inverted");
        }
    }

    private Branch branch(List<Statement> statements, Names names) {
        surroundings.branches++;
        var branch = Emission.ofCircuit(budget);
        Flow end = elaborator.block(statements, names.inner(), branch);
        surroundings.branches--;
        return new Branch(branch.operations(), end);
    }

    Flow choose(Statement.Switch choice, Names names, Emission to) {
        int at = choice.at();
        Value subject = evaluator.value(choice.subject(), names);
        var seen = new HashSet<Value>();
        var tests = new ArrayList<Value>();
        for (var each : choice.cases()) {
            Value any = new Value.Truth(false);
            for (var label : each.labels()) {
                var value = new Value.Whole(evaluator.whole(label, names, "a case"));
                if (!seen.add(value)) {
                    throw new ProgramError(
                            "duplicate-case", label.at(), "there is another case " + value.value());
                }
                var same = Comparisons.compared(Operator.EQUAL, subject, value, label.at());
                any = Comparisons.joined(Operator.OR, any, same, label.at());
            }
            tests.add(any);
        }
        boolean measured = MeasuredNumbers.isMeasured(subject);
        if (measured) {
            requireOutside(to, at);
            choice.cases().forEach(each -> assignments.prepare(each.body(), names, to));
            assignments.prepare(choice.otherwise(), names, to);
            if (tests.size() > MEASURED_CASES_MAX) {
                throw ProgramError.limit(
                        "nesting-too-deep",
                        at,
                        "more than " + MEASURED_CASES_MAX + " cases on measured values",
                        "join cases that do the same: case 1, 2 { ... }");
            }
        }
        if (!measured) {
            for (int i = 0; i < tests.size(); i++) {
                if (tests.get(i).equals(new Value.Truth(true))) {
                    return elaborator.block(choice.cases().get(i).body(), names.inner(), to);
                }
            }
            return elaborator.block(choice.otherwise(), names.inner(), to);
        }
        var bodies = new ArrayList<Branch>();
        choice.cases().forEach(each -> bodies.add(branch(each.body(), names)));
        var last = branch(choice.otherwise(), names);
        var rest = last.operations;
        Flow end = last.end;
        for (int i = tests.size() - 1; i >= 0; i--) {
            var body = bodies.get(i);
            switch (tests.get(i)) {
                case Value.Test(var condition) -> {
                    budget.operation(at);
                    rest = List.of(new Operation.If(condition, body.operations, rest));
                    end = joined(body.end, end);
                }
                case Value.Truth(var truth) -> {
                    rest = truth ? body.operations : rest;
                    end = truth ? body.end : end;
                }
                default -> throw new IllegalStateException("a comparison is a truth or a test");
            }
        }
        to.at(at).adopt(rest);
        return end;
    }

    /** Written out as long as the condition is known; from where it is not, a loop. */
    Flow repeat(Statement.While loop, Names names, Emission to) {
        int at = loop.at();
        int before = problems.seen();
        var around = surroundings.enterLoop(new Leave("broken", at, to));
        try {
            while (problems.seen() == before) {
                budget.steps(1, at);
                Value condition = condition(loop.condition(), names);
                if (!(condition instanceof Value.Truth(var truth))) {
                    return measured(loop, names, to);
                }
                if (!truth) {
                    break;
                }
                surroundings.enterIteration(new Leave("continued", at, to));
                switch (elaborator.block(loop.body(), names.inner(), to)) {
                    case ON, CONTINUE -> {}
                    case BREAK -> {
                        return surroundings.behindLoop();
                    }
                    case RETURN -> {
                        return Flow.RETURN;
                    }
                    case END -> {
                        return Flow.END;
                    }
                    case PERHAPS -> {
                        return measured(loop, names, to);
                    }
                }
            }
            return surroundings.behindLoop();
        } finally {
            surroundings.leaveLoop(around);
        }
    }

    private Flow measured(Statement.While loop, Names names, Emission to) {
        requireOutside(to, loop.at());
        assignments.prepare(loop.body(), names, to);
        int size = to.operations().size();
        Value condition = condition(loop.condition(), names);
        if (condition instanceof Value.Truth(var truth) && !truth) {
            return surroundings.behindLoop();
        }
        if (to.operations().size() > size) {
            throw new ProgramError(
                    "unsupported-condition",
                    loop.condition().at(),
                    "the condition of this loop does something each time it is asked",
                    "do it at the end of the body, and ask for its result");
        }
        elaborator.noteLoop(loop.at());
        storage.enterLoop();
        surroundings.branches++;
        var body = Emission.ofCircuit(budget);
        surroundings.enterIteration(new Leave("continued", loop.at(), body));
        surroundings.inMeasuredLoop();
        elaborator.block(loop.body(), names.inner(), body);
        surroundings.branches--;
        storage.leaveLoop();
        var asked = condition instanceof Value.Test(var test) ? test : Logic.TRUE;
        var goesOn = Logic.and(asked, surroundings.stays());
        to.at(loop.at()).add(new Operation.While(goesOn, body.operations(), loop.iterationsMax()));
        return surroundings.behindLoop();
    }

    Flow repeat(Statement.For loop, Names names, Emission to) {
        int before = problems.seen();
        var around = surroundings.enterLoop(new Leave("broken", loop.at(), to));
        var last = new Flow[] {Flow.ON};
        var left = new boolean[1];
        try {
            expansion.iterate(
                    loop,
                    names,
                    budget,
                    inner -> {
                        if (problems.seen() > before) {
                            return false;
                        }
                        surroundings.enterIteration(new Leave("continued", loop.at(), to));
                        last[0] =
                                left[0]
                                        ? guarded(
                                                loop.body(),
                                                names,
                                                inner,
                                                surroundings.stays(),
                                                to.at(loop.at()))
                                        : elaborator.block(loop.body(), inner, to);
                        left[0] |= last[0] == Flow.PERHAPS;
                        return switch (last[0]) {
                            case ON, CONTINUE, PERHAPS -> true;
                            case BREAK, RETURN, END -> false;
                        };
                    });
            return last[0] == Flow.RETURN || last[0] == Flow.END
                    ? left[0] ? Flow.PERHAPS : last[0]
                    : surroundings.behindLoop();
        } finally {
            surroundings.leaveLoop(around);
        }
    }
}
