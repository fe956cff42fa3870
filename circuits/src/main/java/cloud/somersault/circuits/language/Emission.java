package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects operations: those of the circuit, or those of a gate that is still to be inverted,
 * controlled or raised to a power. Only the latter need the global phases of gates; in a circuit
 * nobody can see them.
 */
final class Emission {
    private final Budget budget;
    private final boolean circuit;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Anchor> anchors = new ArrayList<>();
    private int at;

    private Emission(Budget budget, boolean circuit) {
        this.budget = budget;
        this.circuit = circuit;
    }

    /** Of the circuit, or of a branch of it. */
    static Emission ofCircuit(Budget budget) {
        return new Emission(budget, true);
    }

    /** Of something that is going to be changed before it becomes part of the circuit. */
    Emission intermediate() {
        var inner = new Emission(budget, false);
        inner.at = at;
        return inner;
    }

    /** The place in the text that is blamed for what comes next. */
    Emission at(int place) {
        at = place;
        return this;
    }

    int at() {
        return at;
    }

    Budget budget() {
        return budget;
    }

    boolean keepsPhases() {
        return !circuit;
    }

    List<Operation> operations() {
        return operations;
    }

    void add(Operation operation) {
        if (circuit) {
            budget.operation(at);
        } else {
            budget.steps(1, at);
            if (operations.size() >= budget.operationsMax()) {
                throw budget.tooManyOperations(at);
            }
        }
        operations.add(operation);
    }

    /** A place between operations that stays where it is when others are inserted before it. */
    static final class Anchor {
        private int index;

        private Anchor(int index) {
            this.index = index;
        }
    }

    /** The place behind what there is so far. */
    Anchor anchor() {
        var anchor = new Anchor(operations.size());
        anchors.add(anchor);
        return anchor;
    }

    void insert(Anchor place, Operation operation) {
        budget.operation(at);
        operations.add(place.index, operation);
        for (var anchor : anchors) {
            if (anchor != place && anchor.index >= place.index) {
                anchor.index++;
            }
        }
    }

    void release(Anchor anchor) {
        anchors.remove(anchor);
    }

    /** Adds what an intermediate emission has become. */
    void addAll(List<Operation> others) {
        for (var operation : others) {
            if (operation instanceof Apply apply && apply.gate() == Gate.GPHASE) {
                phase(apply.parameters().getFirst());
            } else {
                add(operation);
            }
        }
    }

    /** Adds what another emission of the same kind has counted already. */
    void adopt(List<Operation> others) {
        operations.addAll(others);
    }

    void phase(double gamma) {
        if (!circuit && gamma != 0) {
            add(new Apply(Gate.GPHASE, List.of(gamma), List.of()));
        }
    }

    void apply(Gate gate, List<Double> parameters, Integer... qubits) {
        add(new Apply(gate, parameters, List.of(qubits)));
    }

    void apply(Gate gate, Integer... qubits) {
        add(new Apply(gate, List.of(), List.of(qubits)));
    }
}
