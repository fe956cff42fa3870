package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.language.Expression.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Turns statements into the operations of a circuit, one statement after the other. */
final class Elaborator {
    private static final int LOOPS_NOTED_MAX = 20;

    private final Problems problems;
    private final Budget budget;
    private final Declared declared;
    private final Operands operands;
    private final Expansion expansion;
    private final Calls calls;
    private final GateDefinitions definitions;
    private final Declarations declarations;
    private final Names outermost = Names.outermost();
    private final Emission circuit;
    private final Surroundings surroundings = new Surroundings();
    private final Arrays arrays;
    private final Subroutines subroutines;
    private final Assignments assignments;
    private final ControlFlow flow;
    private final Calibrations calibrations = new Calibrations();
    private final List<Diagnostic> loops = new ArrayList<>();
    private final Storage storage;
    private boolean ended;

    /** Whether measured values may have ended the program before. */
    private boolean perhaps;

    Elaborator(
            Language language, Problems problems, ReadLimits limits, Map<String, Double> inputs) {
        this.problems = problems;
        budget = new Budget(limits);
        declared = new Declared(limits);
        operands = new Operands(declared, budget);
        var evaluator = operands.evaluator();
        expansion = new Expansion(evaluator, outermost);
        calls = new Calls(language, operands, expansion);
        definitions = new GateDefinitions(calls, problems, limits);
        storage = new Storage(declared);
        arrays = new Arrays(operands);
        subroutines = new Subroutines(operands, storage, surroundings, arrays, outermost, limits);
        subroutines.writtenBy(this);
        evaluator.knows(subroutines);
        assignments = new Assignments(operands, subroutines, storage, arrays);
        subroutines.keptBy(assignments);
        declarations =
                new Declarations(language, declared, operands, calls, storage, assignments, inputs);
        flow =
                new ControlFlow(
                        this,
                        evaluator,
                        expansion,
                        assignments,
                        surroundings,
                        storage,
                        problems,
                        budget);
        circuit = Emission.ofCircuit(budget);
        surroundings.enterProgram(new Leave("ended", 0, circuit));
    }

    /** Elaborates a statement of the outermost level; what is wrong with it is reported. */
    void add(Statement statement) {
        if (ended) {
            return;
        }
        try {
            if (perhaps) {
                ended = flow.perhaps(List.of(statement), outermost, circuit) == Flow.END;
            } else {
                Flow next = elaborate(statement, outermost, circuit);
                ended = next == Flow.END;
                perhaps = next == Flow.PERHAPS;
            }
        } catch (ProgramError error) {
            problems.report(error);
        }
    }

    Program program(Language language, List<Annotation> annotations) {
        return new Program(
                language,
                new Circuit(declared.qubits(), declared.registers(), circuit.operations()),
                declared.physical(),
                annotations,
                loops);
    }

    /** A loop whose end only measured values decide, which not every target can run. */
    void noteLoop(int at) {
        if (loops.size() < LOOPS_NOTED_MAX) {
            loops.add(
                    problems.diagnostic(
                            new ProgramError(
                                    "unbounded-loop-on-chip",
                                    at,
                                    "a chip runs no loop that lasts as long as a measured value says",
                                    "write a for loop with constant bounds and an if in it")));
        }
    }

    private Flow elaborate(Statement statement, Names names, Emission to) {
        var before = surroundings.turnTo(to);
        int calls = surroundings.ordinal;
        surroundings.ordinal = 0;
        try {
            return elaborated(statement, names, to);
        } finally {
            surroundings.ordinal = calls;
            surroundings.turnTo(before);
        }
    }

    private Flow elaborated(Statement statement, Names names, Emission to) {
        switch (statement) {
            case Statement.Call call -> {
                if (subroutines.knows(call.gate())) {
                    call(call, names);
                } else {
                    calibrations.requireNone(call.gate(), call.operands(), call.at());
                    calls.call(call, names, to);
                }
            }
            case Statement.Measure(var qubits, var bits, int at) -> {
                calibrations.requireNone("measure", List.of(qubits), at);
                measure(qubits, bits, names, to.at(at));
            }
            case Statement.Reset(var qubits, int at) -> {
                calibrations.requireNone("reset", List.of(qubits), at);
                for (var qubit : operands.qubits(qubits, names).indices()) {
                    to.at(at).add(new Operation.Reset(qubit));
                }
            }
            case Statement.Barrier(var qubits, var all, int at) -> {
                var on = all ? everything(at) : listed(qubits, names, at);
                to.at(at).add(new Operation.Barrier(on));
            }
            case Statement.Delay(var duration, var qubits, var all, int at) -> {
                double seconds = expansion.seconds(duration, names, at);
                var on = all ? everything(at) : listed(qubits, names, at);
                to.at(at).add(new Operation.Delay(seconds, on));
            }
            case Statement.If choice -> {
                return flow.choose(choice, names, to);
            }
            case Statement.Switch choice -> {
                return flow.choose(choice, names, to);
            }
            case Statement.For loop -> {
                return flow.repeat(loop, names, to);
            }
            case Statement.While loop -> {
                return flow.repeat(loop, names, to);
            }
            case Statement.Block(var body, _) -> {
                return block(body, names.inner(), to);
            }
            case Statement.Box(var body, int at) -> {
                return box(body, names, to.at(at));
            }
            case Statement.Idle(var qubits, _) ->
                    qubits.forEach(operand -> operands.qubits(operand, names));
            case Statement.Break(int at) -> {
                surroundings.leaveLoop(storage, at, to);
                return Flow.BREAK;
            }
            case Statement.Continue(int at) -> {
                surroundings.leaveIteration(storage, at, to);
                return Flow.CONTINUE;
            }
            case Statement.End(int at) -> {
                surroundings.leaveProgram(storage, at, to);
                return Flow.END;
            }
            case Statement.Return(var value, var measured, int at) -> {
                surroundings.requireSubroutine(at);
                subroutines.leave(returned(value, measured, names), at, to);
                return Flow.RETURN;
            }
            case Statement.Dagger(var body, int at) -> {
                var inner = to.at(at).intermediate();
                block(body, names.inner(), inner);
                var inverse = to.at(at).intermediate();
                Expansion.addInverse(inner.operations(), inverse);
                to.addAll(inverse.operations());
            }
            case Statement.Control(var controls, var body, int at) ->
                    control(controls, body, names, to.at(at));
            case Statement.Assign assign ->
                    assignments.assign(assign, names, surroundings.branches, to);
            case Statement.GateDefinition gate -> {
                declarations.requireOutermost(names, gate.at());
                definitions.define(gate, outermost);
            }
            case Statement.Subroutine subroutine -> {
                declarations.requireOutermost(names, subroutine.at());
                requireUnknown(subroutine.name(), subroutine.at(), names);
                subroutines.define(subroutine);
            }
            case Statement.Extern extern -> {
                declarations.requireOutermost(names, extern.at());
                requireUnknown(extern.name(), extern.at(), names);
                subroutines.define(extern);
            }
            case Statement.Calibration calibration -> {
                declarations.requireOutermost(names, calibration.at());
                calibrations.add(calibration);
            }
            case Statement.Array array ->
                    declarations.named(
                            array.name(),
                            array.at(),
                            names,
                            () -> arrays.declare(array, names, surroundings.branches));
            case Statement.Bits bits -> bits(bits, names, to.at(bits.at()));
            case Statement.Include _,
                    Statement.Qubits _,
                    Statement.Number _,
                    Statement.Input _,
                    Statement.Alias _,
                    Statement.Opaque _,
                    Statement.ChipSize _ ->
                    declarations.declare(statement, names, to);
        }
        return Flow.ON;
    }

    private void requireUnknown(String name, int at, Names names) {
        declarations.requireFree(name, at, names);
        if (subroutines.knows(name)) {
            throw new ProgramError(
                    "duplicate-name",
                    at,
                    Source.quoted(name) + " is already defined",
                    "choose another name");
        }
    }

    /** Elaborates statements up to the one that leads elsewhere. */
    Flow block(List<Statement> statements, Names names, Emission to) {
        for (int i = 0; i < statements.size(); i++) {
            try {
                Flow next = elaborate(statements.get(i), names, to);
                if (next == Flow.PERHAPS && i + 1 < statements.size()) {
                    return flow.perhaps(statements.subList(i + 1, statements.size()), names, to);
                }
                if (next != Flow.ON) {
                    return next;
                }
            } catch (ProgramError error) {
                problems.report(error);
            }
        }
        return Flow.ON;
    }

    private void call(Statement.Call call, Names names) {
        if (!call.operands().isEmpty() || !call.modifiers().isEmpty()) {
            throw new ProgramError(
                    "subroutine-as-gate",
                    call.at(),
                    Source.quoted(call.gate()) + " is a subroutine and no gate",
                    "give it everything in brackets: " + call.gate() + "(...);");
        }
        subroutines.call(call.gate(), call.parameters(), call.at(), names);
    }

    private Value returned(Optional<Expression> value, Optional<Operand> measured, Names names) {
        if (measured.isPresent()) {
            var qubits = operands.qubits(measured.get(), names);
            return new Value.Pending(qubits.indices(), qubits.single());
        }
        return value.isPresent()
                ? subroutines.valueOrPending(value.get(), names)
                : new Value.Nothing();
    }

    /** Between barriers on whatever qubits it uses. */
    private Flow box(List<Statement> body, Names names, Emission to) {
        int at = to.at();
        var inner = to.keepsPhases() ? to.intermediate() : Emission.ofCircuit(budget);
        Flow next = block(body, names.inner(), inner);
        var used = new TreeSet<Integer>();
        inner.operations().forEach(operation -> used.addAll(operation.qubits()));
        for (var statement : body) {
            if (statement instanceof Statement.Idle(var idle, _)) {
                idle.forEach(operand -> used.addAll(operands.qubits(operand, names).indices()));
            }
        }
        if (!used.isEmpty()) {
            to.at(at).add(new Operation.Barrier(List.copyOf(used)));
        }
        to.adopt(inner.operations());
        if (!used.isEmpty()) {
            to.add(new Operation.Barrier(List.copyOf(used)));
        }
        return next;
    }

    private void bits(Statement.Bits bits, Names names, Emission to) {
        declarations.bits(bits, names, to);
        var target = new Operand(bits.name(), List.of(), bits.at());
        if (bits.measured().isPresent()) {
            measure(bits.measured().get(), Optional.of(target), names, to);
        } else if (bits.value().isPresent()) {
            var value = bits.value().get();
            var assign = new Statement.Assign(target, "=", value, value.at());
            if (names.isOutermost() && declarations.isZero(bits, names)) {
                return;
            }
            assignments.assign(assign, names, surroundings.branches, to);
        }
    }

    private void measure(Operand from, Optional<Operand> into, Names names, Emission to) {
        int at = to.at();
        var qubits = operands.qubits(from, names);
        if (to.keepsPhases()) {
            throw new ProgramError("not-unitary", at, "only gates can be controlled or inverted");
        }
        if (into.isEmpty()) {
            throw new ProgramError(
                    "measurement-without-bit",
                    at,
                    "the result of this measurement is kept nowhere",
                    "declare a bit for it: bit b; b = measure ...;");
        }
        var target = into.get();
        if (target.name().charAt(0) != '$'
                && names.find(target.name()) instanceof Symbol.Variable variable
                && !variable.constant()
                && target.indices().isEmpty()) {
            assignments.set(
                    variable,
                    new Value.Pending(qubits.indices(), qubits.single()),
                    target.at(),
                    to);
            return;
        }
        var bits = operands.bits(target, names);
        if (qubits.indices().size() != bits.indices().size()) {
            throw new ProgramError(
                    "size-mismatch",
                    target.at(),
                    "expected "
                            + qubits.indices().size()
                            + " bits for as many qubits, found "
                            + bits.indices().size());
        }
        Storage.measure(qubits.indices(), bits.indices(), at, to);
    }

    private void control(
            List<Operand> operandList, List<Statement> body, Names names, Emission to) {
        int at = to.at();
        var controls = listed(operandList, names, at);
        var inner = to.intermediate();
        block(body, names.inner(), inner);
        var controlled = to.at(at).intermediate();
        for (var operation : inner.operations()) {
            for (var qubit : operation.qubits()) {
                if (controls.contains(qubit) && !(operation instanceof Operation.Barrier)) {
                    throw new ProgramError(
                            "repeated-qubit",
                            at,
                            "qubit " + qubit + " is a control and is acted on in the same block");
                }
            }
            Controls.add(controls, operation, controlled);
        }
        to.addAll(controlled.operations());
    }

    private List<Integer> everything(int at) {
        budget.operands(declared.qubits(), at);
        return declared.allQubits();
    }

    /** The qubits of several operands in a row; those of one whole register are not copied. */
    private List<Integer> listed(List<Operand> named, Names names, int at) {
        if (named.size() == 1) {
            return operands.qubits(named.getFirst(), names).indices();
        }
        var all = new ArrayList<Integer>();
        for (var operand : named) {
            all.addAll(operands.qubits(operand, names).indices());
            if (all.size() > declared.qubits()) {
                break;
            }
        }
        if (new HashSet<>(all).size() < all.size()) {
            throw new ProgramError("repeated-qubit", at, "the same qubit is named twice");
        }
        budget.operands(all.size(), at);
        return List.copyOf(all);
    }
}
