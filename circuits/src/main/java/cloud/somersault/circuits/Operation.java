package cloud.somersault.circuits;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** One step of a circuit. */
public sealed interface Operation {

    /** The qubits that the step names, operands in order; for {@link If} those of both branches. */
    List<Integer> qubits();

    /**
     * A gate of the registry on qubits.
     *
     * @param gate which
     * @param parameters its parameters in the registry's order, angles in radians
     * @param qubits its operands in the registry's order (controls first), all different
     */
    record Apply(Gate gate, List<Double> parameters, List<Integer> qubits) implements Operation {
        public Apply {
            parameters = List.copyOf(parameters);
            qubits = List.copyOf(qubits);
            if (parameters.size() != gate.parameters().size()) {
                throw new IllegalArgumentException(
                        gate.id() + " takes " + gate.parameters().size() + " parameters");
            }
            if (qubits.size() != gate.qubits()) {
                throw new IllegalArgumentException(
                        gate.id() + " acts on " + gate.qubits() + " qubits");
            }
            requireDifferent(qubits);
            for (double parameter : parameters) {
                if (!Double.isFinite(parameter)) {
                    throw new IllegalArgumentException(gate.id() + ": a parameter is not finite");
                }
            }
        }

        /** The unitary of this step over its own operands. */
        public Matrix matrix() {
            return gate.matrix(parameters);
        }

        /** The step that undoes this one. */
        public Apply inverse() {
            return gate.inverse(this);
        }
    }

    /**
     * A gate that happens where all further controls are 1.
     *
     * @param controls at least one, different from each other and from the target's operands
     * @param target the controlled gate; {@link Gate#GPHASE} makes a controlled phase
     */
    record Controlled(List<Integer> controls, Apply target) implements Operation {
        public Controlled {
            controls = List.copyOf(controls);
            if (controls.isEmpty()) {
                throw new IllegalArgumentException("a controlled gate needs a control");
            }
            requireDifferent(concat(controls, target.qubits()));
        }

        @Override
        public List<Integer> qubits() {
            return concat(controls, target.qubits());
        }
    }

    /** Measures a qubit in the Z basis into a classical bit. */
    record Measure(int qubit, int bit) implements Operation {
        @Override
        public List<Integer> qubits() {
            return List.of(qubit);
        }
    }

    /** Puts a qubit back to |0>, whatever it was. */
    record Reset(int qubit) implements Operation {
        @Override
        public List<Integer> qubits() {
            return List.of(qubit);
        }
    }

    /** Nothing is moved across it by the compiler, and time is aligned at it. */
    record Barrier(List<Integer> qubits) implements Operation {
        public Barrier {
            qubits = List.copyOf(qubits);
        }
    }

    /** The qubits wait. */
    record Delay(double durationSeconds, List<Integer> qubits) implements Operation {
        public Delay {
            qubits = List.copyOf(qubits);
            if (!(durationSeconds >= 0) || !Double.isFinite(durationSeconds)) {
                throw new IllegalArgumentException("a delay has a finite, positive duration");
            }
        }
    }

    /** One branch or the other, by what was measured before. */
    record If(Condition condition, List<Operation> then, List<Operation> otherwise)
            implements Operation {
        public If {
            requireOpen(condition);
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public List<Integer> qubits() {
            return named(then, otherwise);
        }
    }

    /** A classical bit becomes the truth of a condition, which may ask for the bit itself. */
    record Assign(int bit, Condition value) implements Operation {
        @Override
        public List<Integer> qubits() {
            return List.of();
        }
    }

    /**
     * Repeats a block as long as a condition on classical bits holds, asked before each time.
     *
     * @param iterationsMax a run in which the condition still holds after so many times has failed
     */
    record While(Condition condition, List<Operation> body, int iterationsMax)
            implements Operation {
        public While {
            requireOpen(condition);
            body = List.copyOf(body);
            if (iterationsMax < 1) {
                throw new IllegalArgumentException("a loop may run at least once");
            }
        }

        @Override
        public List<Integer> qubits() {
            return named(body, List.of());
        }
    }

    private static List<Integer> named(List<Operation> some, List<Operation> others) {
        var all = new TreeSet<Integer>();
        some.forEach(operation -> all.addAll(operation.qubits()));
        others.forEach(operation -> all.addAll(operation.qubits()));
        return List.copyOf(all);
    }

    private static void requireOpen(Condition condition) {
        if (condition instanceof Condition.Constant) {
            throw new IllegalArgumentException("a branch asks for something that may vary");
        }
    }

    private static List<Integer> concat(List<Integer> first, List<Integer> second) {
        var all = new ArrayList<Integer>(first.size() + second.size());
        all.addAll(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private static void requireDifferent(List<Integer> qubits) {
        boolean different =
                switch (qubits.size()) {
                    case 0, 1 -> true;
                    case 2 -> !qubits.get(0).equals(qubits.get(1));
                    default -> new HashSet<>(qubits).size() == qubits.size();
                };
        if (!different) {
            throw new IllegalArgumentException("the same qubit twice in one gate: " + qubits);
        }
    }
}
