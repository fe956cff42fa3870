package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.language.Expression.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns statements into the operations of a circuit, one statement after the other. */
final class Elaborator {
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

    /** How many ifs on measured bits the present statement is in. */
    private int branches;

    Elaborator(
            Language language, Problems problems, ReadLimits limits, Map<String, Double> inputs) {
        this.problems = problems;
        budget = new Budget(limits);
        declared = new Declared(limits);
        operands = new Operands(declared, budget);
        expansion = new Expansion(operands.evaluator(), outermost);
        calls = new Calls(language, operands, expansion);
        definitions = new GateDefinitions(calls, problems, limits);
        declarations = new Declarations(language, declared, operands, calls, inputs);
        circuit = Emission.ofCircuit(budget);
    }

    /** Elaborates a statement of the outermost level; what is wrong with it is reported. */
    void add(Statement statement) {
        try {
            elaborate(statement, outermost, circuit);
        } catch (ProgramError error) {
            problems.report(error);
        }
    }

    Program program(Language language) {
        return new Program(
                language,
                new Circuit(declared.qubits(), declared.registers(), circuit.operations()),
                declared.physical());
    }

    private void elaborate(Statement statement, Names names, Emission to) {
        switch (statement) {
            case Statement.Call call -> calls.call(call, names, to);
            case Statement.Measure(var qubits, var bits, int at) ->
                    measure(qubits, bits, names, to.at(at));
            case Statement.Reset(var qubits, int at) -> {
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
            case Statement.If choice -> choose(choice, names, to);
            case Statement.For loop -> {
                int before = problems.seen();
                expansion.iterate(
                        loop,
                        names,
                        budget,
                        inner -> {
                            if (problems.seen() == before) {
                                block(loop.body(), inner, to);
                            }
                        });
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
            case Statement.Assign assign -> declarations.assign(assign, names, branches > 0);
            case Statement.GateDefinition gate -> {
                declarations.requireOutermost(names, gate.at());
                definitions.define(gate, outermost);
            }
            case Statement.Bits bits -> {
                declarations.bits(bits, names);
                var target = new Operand(bits.name(), List.of(), bits.at());
                if (bits.measured().isPresent()) {
                    measure(bits.measured().get(), Optional.of(target), names, to.at(bits.at()));
                }
            }
            case Statement.Include _,
                    Statement.Qubits _,
                    Statement.Number _,
                    Statement.Input _,
                    Statement.Alias _,
                    Statement.Opaque _,
                    Statement.ChipSize _ ->
                    declarations.declare(statement, names);
        }
    }

    private void block(List<Statement> statements, Names names, Emission to) {
        for (var statement : statements) {
            try {
                elaborate(statement, names, to);
            } catch (ProgramError error) {
                problems.report(error);
            }
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
        var bits = operands.bits(into.get(), names);
        if (qubits.indices().size() != bits.indices().size()) {
            throw new ProgramError(
                    "size-mismatch",
                    into.get().at(),
                    "expected "
                            + qubits.indices().size()
                            + " bits for as many qubits, found "
                            + bits.indices().size());
        }
        for (int i = 0; i < qubits.indices().size(); i++) {
            to.add(new Operation.Measure(qubits.indices().get(i), bits.indices().get(i)));
        }
    }

    private void choose(Statement.If choice, Names names, Emission to) {
        int at = choice.at();
        Value condition =
                Comparisons.condition(
                        operands.evaluator().value(choice.condition(), names),
                        choice.condition().at());
        if (condition instanceof Value.Truth(var truth)) {
            block(truth ? choice.then() : choice.otherwise(), names.inner(), to);
            return;
        }
        if (to.keepsPhases()) {
            throw new ProgramError("not-unitary", at, "only gates can be controlled or inverted");
        }
        var asked = ((Value.Test) condition).condition();
        branches++;
        var then = Emission.ofCircuit(budget);
        block(choice.then(), names.inner(), then);
        var otherwise = Emission.ofCircuit(budget);
        block(choice.otherwise(), names.inner(), otherwise);
        branches--;
        to.at(at).add(new Operation.If(asked, then.operations(), otherwise.operations()));
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
