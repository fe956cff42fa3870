package cloud.somersault.simulators.mps;

import cloud.somersault.circuits.Condition;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.Step;
import java.util.List;

/**
 * A plan laid flat, branches as jumps, so that a group of shots stands at one place of it. What the
 * dice decide takes one draw each, plus one where a reading may be flipped.
 */
sealed interface MpsInstruction {

    /** A 2x2 unitary. */
    record One(int qubit, double[] matrix) implements MpsInstruction {}

    /** A 4x4 unitary, index 2 s(first) + s(second). */
    record Two(int first, int second, double[] matrix) implements MpsInstruction {}

    /** A unitary on three or more qubits, as what it adds to the identity. */
    record Many(List<Integer> qubits, List<ProductOperator> added) implements MpsInstruction {}

    /** Noise. */
    sealed interface Chance extends MpsInstruction {}

    /** A random Pauli operator, or none. */
    record Depolarize(double probability, List<Integer> qubits) implements Chance {}

    /** A Pauli operator by its probability, numbered as in {@link Step.PauliChannel}. */
    record PauliChannel(List<Double> probabilities, List<Integer> qubits) implements Chance {}

    /**
     * Any channel on one or two qubits. Most shots draw more than all operators but the last can
     * weigh, whatever the state, and get the last; the others choose by the weights.
     */
    record Kraus(KrausWeights channel) implements Chance {}

    /** Z with this probability. */
    record Dephase(int qubit, double probability) implements Chance {}

    /**
     * Amplitude damping: most shots draw more than the decay and cannot have jumped, whatever the
     * state; the others jump with probability decay P(1).
     */
    record Damp(int qubit, double decay) implements Chance {}

    record Measure(int qubit, int bit, Readout readout) implements MpsInstruction {}

    record Reset(int qubit) implements MpsInstruction {}

    record JumpUnless(Condition condition, int target) implements MpsInstruction {}

    record Jump(int target) implements MpsInstruction {}

    record Assign(int bit, Condition value) implements MpsInstruction {}

    /** A loop begins: it has run no time yet. */
    record Enter(int loop) implements MpsInstruction {}

    /** A loop runs once more, if it still may. */
    record Iterate(int loop, int iterationsMax) implements MpsInstruction {}

    /** What a unitary step is here. */
    static MpsInstruction unitary(Step.Unitary step) {
        var qubits = step.qubits();
        return switch (qubits.size()) {
            case 1 ->
                    new One(
                            qubits.getFirst(),
                            step.controls().isEmpty()
                                    ? TwoQubitMatrix.pairs(step.matrix())
                                    : phase(step));
            case 2 ->
                    new Two(
                            qubits.getFirst(),
                            qubits.getLast(),
                            TwoQubitMatrix.of(step, qubits.getFirst(), qubits.getLast()));
            default -> new Many(qubits, ProductOperator.added(step));
        };
    }

    private static double[] phase(Step.Unitary step) {
        return new double[] {1, 0, 0, 0, 0, 0, step.matrix().re(0, 0), step.matrix().im(0, 0)};
    }
}
