package cloud.somersault.simulators.plan;

import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Matrix;
import java.util.ArrayList;
import java.util.List;

/** One step of a {@link Plan}: a unitary, a channel, or something that the dice decide. */
public sealed interface Step {

    /** The qubits it acts on. */
    List<Integer> qubits();

    /**
     * A unitary that happens where all controls are 1. The controls of the registry's gates are
     * already taken out of the matrix, so CZ is the 1x1 matrix (-1) with two controls.
     *
     * @param matrix 2^targets square, target 0 the least significant bit of its index
     * @param targets none, one or two
     * @param controls any number, different from the targets
     */
    record Unitary(Matrix matrix, List<Integer> targets, List<Integer> controls) implements Step {
        public Unitary {
            targets = List.copyOf(targets);
            controls = List.copyOf(controls);
            if (targets.size() > 2 || matrix.size() != 1 << targets.size()) {
                throw new IllegalArgumentException(
                        "a matrix of " + matrix.size() + " on " + targets.size() + " targets");
            }
        }

        @Override
        public List<Integer> qubits() {
            if (controls.isEmpty()) {
                return targets;
            }
            if (targets.isEmpty()) {
                return controls;
            }
            if (controls.size() == 1 && targets.size() == 1) {
                return List.of(controls.getFirst(), targets.getFirst());
            }
            var all = new ArrayList<>(controls);
            all.addAll(targets);
            return all;
        }
    }

    /**
     * The depolarizing channel on one or two qubits: rho becomes (1-p) rho + p (I/d tensor the
     * trace over these qubits).
     */
    record Depolarize(double probability, List<Integer> qubits) implements Step {
        public Depolarize {
            qubits = List.copyOf(qubits);
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("depolarizing with p = " + probability);
            }
            if (qubits.isEmpty() || qubits.size() > 2) {
                throw new IllegalArgumentException("depolarizing acts on one or two qubits");
            }
        }
    }

    /**
     * Random Pauli operators on one or two qubits.
     *
     * @param probabilities of all 4 or 16 operators, adding up to one: the operator on the first
     *     qubit is the index modulo 4 (0 I, 1 X, 2 Y, 3 Z), that on the second the index by 4
     */
    record PauliChannel(List<Double> probabilities, List<Integer> qubits) implements Step {
        public PauliChannel {
            probabilities = List.copyOf(probabilities);
            qubits = List.copyOf(qubits);
            double sum = 0;
            for (double probability : probabilities) {
                if (!(probability >= 0)) {
                    throw new IllegalArgumentException("a Pauli with p = " + probability);
                }
                sum += probability;
            }
            if (qubits.isEmpty()
                    || qubits.size() > 2
                    || probabilities.size() != 1 << 2 * qubits.size()
                    || !(Math.abs(sum - 1) < 1e-12)) {
                throw new IllegalArgumentException(
                        probabilities.size()
                                + " probabilities that add up to "
                                + sum
                                + " on "
                                + qubits.size()
                                + " qubits");
            }
        }
    }

    /**
     * Any channel on one or two qubits: rho becomes the sum of K rho K^dagger over its operators,
     * whose K^dagger K add up to the identity.
     *
     * @param operators 2x2 or 4x4, the first qubit the least significant bit of the index
     */
    record Kraus(List<Matrix> operators, List<Integer> qubits) implements Step {
        /** How far the sum of K^dagger K may be from the identity: it is rounded data. */
        public static final double COMPLETENESS = 1e-9;

        public Kraus {
            operators = List.copyOf(operators);
            qubits = List.copyOf(qubits);
            if (qubits.isEmpty() || qubits.size() > 2 || operators.isEmpty()) {
                throw new IllegalArgumentException(
                        operators.size() + " Kraus operators on " + qubits.size() + " qubits");
            }
            int size = 1 << qubits.size();
            if (operators.stream().anyMatch(operator -> operator.size() != size)) {
                throw new IllegalArgumentException("Kraus operators here are " + size + " square");
            }
            requireComplete(operators, size);
        }

        private static void requireComplete(List<Matrix> operators, int size) {
            var re = new double[size * size];
            var im = new double[size * size];
            for (var operator : operators) {
                var square = operator.adjoint().times(operator);
                for (int i = 0; i < re.length; i++) {
                    re[i] += square.re(i / size, i % size);
                    im[i] += square.im(i / size, i % size);
                }
            }
            for (int i = 0; i < re.length; i++) {
                double wanted = i / size == i % size ? 1 : 0;
                if (!(Math.hypot(re[i] - wanted, im[i]) < COMPLETENESS)) {
                    throw new IllegalArgumentException(
                            "the Kraus operators do not add up to the identity");
                }
            }
        }
    }

    /**
     * A qubit waits: the excited population is multiplied by 1 - decay, coherences by coherence.
     *
     * @param decay 1 - e^{-t/T1}
     * @param coherence e^{-t/T2}, at most sqrt(1 - decay)
     */
    record Relax(int qubit, double decay, double coherence) implements Step {
        public Relax {
            if (!(decay >= 0 && decay <= 1 && coherence >= 0)
                    || coherence * coherence > (1 - decay) * (1 + 1e-12)) {
                throw new IllegalArgumentException(
                        "no physical relaxation: " + decay + ", " + coherence);
            }
        }

        @Override
        public List<Integer> qubits() {
            return List.of(qubit);
        }
    }

    /** Measures in the Z basis into a classical bit, numbered as in the circuit. */
    record Measure(int qubit, int bit, Readout readout) implements Step {
        @Override
        public List<Integer> qubits() {
            return List.of(qubit);
        }
    }

    /** Puts a qubit back to |0>. */
    record Reset(int qubit) implements Step {
        @Override
        public List<Integer> qubits() {
            return List.of(qubit);
        }
    }

    /** One list of steps or the other, by the bits of this shot. */
    record Branch(Condition condition, List<Step> then, List<Step> otherwise) implements Step {
        public Branch {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public List<Integer> qubits() {
            var all = new ArrayList<Integer>();
            then.forEach(step -> all.addAll(step.qubits()));
            otherwise.forEach(step -> all.addAll(step.qubits()));
            return all;
        }
    }

    /** A classical bit becomes the truth of a condition. */
    record Assign(int bit, Condition value) implements Step {
        @Override
        public List<Integer> qubits() {
            return List.of();
        }
    }

    /** Steps that are repeated as long as a condition holds. */
    record Loop(Condition condition, List<Step> body, int iterationsMax) implements Step {
        public Loop {
            body = List.copyOf(body);
        }

        @Override
        public List<Integer> qubits() {
            var all = new ArrayList<Integer>();
            body.forEach(step -> all.addAll(step.qubits()));
            return all;
        }
    }
}
