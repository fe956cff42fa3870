package cloud.somersault.simulators.statevector;

import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan laid flat, branches as jumps, so that a group of shots stands at one place of it. What the
 * dice decide takes one draw each, plus one where a reading may be flipped.
 */
sealed interface Instruction {

    /** A 2x2 matrix without controls: joins what is pending on its qubit. */
    record OneQubit(int qubit, Matrix matrix) implements Instruction {}

    /**
     * Any other unitary.
     *
     * @param diagonalOn the qubits it leaves diagonal: whatever is pending there and diagonal,
     *     waits
     */
    record Unitary(Step.Unitary step, List<Integer> diagonalOn) implements Instruction {}

    /** A random Pauli operator, or none. */
    record Depolarize(double probability, List<Integer> qubits) implements Instruction {}

    /** A Pauli operator by its probability, numbered as in {@link Step.PauliChannel}. */
    record PauliChannel(List<Double> probabilities, List<Integer> qubits) implements Instruction {}

    /**
     * A channel, first look: most shots draw more than all operators but one can weigh, whatever
     * the state; they get that one and skip the next instruction, a {@link Kraus}.
     */
    record KrausAtMost(KrausOperators channel) implements Instruction {}

    /** A channel, second look at the same draw: each operator by its weight in the state. */
    record Kraus(KrausOperators channel) implements Instruction {}

    /** Z with this probability. */
    record Dephase(int qubit, double probability) implements Instruction {}

    /**
     * Amplitude damping, first look: most shots draw more than the decay and cannot have jumped,
     * whatever the state; they skip the next instruction, a {@link Damp}.
     */
    record DampAtMost(int qubit, double decay) implements Instruction {}

    /** Amplitude damping, second look at the same draw: a jump with probability decay * P(1). */
    record Damp(int qubit, double decay) implements Instruction {}

    record Measure(int qubit, int bit, Readout readout) implements Instruction {}

    record Reset(int qubit) implements Instruction {}

    record JumpUnless(Condition condition, int target) implements Instruction {}

    record Jump(int target) implements Instruction {}

    record Assign(int bit, Condition value) implements Instruction {}

    /** A loop begins: it has run no time yet. */
    record Enter(int loop) implements Instruction {}

    /** A loop runs once more, if it still may. */
    record Iterate(int loop, int iterationsMax) implements Instruction {}

    /** How many loops there are: their numbers are smaller. */
    static int loops(List<Instruction> flat) {
        return (int) flat.stream().filter(Enter.class::isInstance).count();
    }

    /** Lays a list of steps flat. */
    static List<Instruction> flat(List<Step> steps) {
        var flat = new ArrayList<Instruction>(steps.size());
        append(steps, flat);
        return flat;
    }

    private static void append(List<Step> steps, List<Instruction> flat) {
        for (var step : steps) {
            switch (step) {
                case Step.Unitary unitary -> flat.add(unitary(unitary));
                case Step.Depolarize(double probability, var qubits) ->
                        flat.add(new Depolarize(probability, qubits));
                case Step.PauliChannel(var probabilities, var qubits) ->
                        flat.add(new PauliChannel(probabilities, qubits));
                case Step.Kraus kraus -> {
                    var channel = KrausOperators.of(kraus);
                    flat.add(new KrausAtMost(channel));
                    flat.add(new Kraus(channel));
                }
                case Step.Relax relax -> relax(relax, flat);
                case Step.Measure(int qubit, int bit, var readout) ->
                        flat.add(new Measure(qubit, bit, readout));
                case Step.Reset(int qubit) -> flat.add(new Reset(qubit));
                case Step.Assign(int bit, var value) -> flat.add(new Assign(bit, value));
                case Step.Loop(var condition, var body, int iterationsMax) -> {
                    int loop = loops(flat);
                    flat.add(new Enter(loop));
                    int test = flat.size();
                    flat.add(new Jump(test)); // replaced below, when its target is known
                    flat.add(new Iterate(loop, iterationsMax));
                    append(body, flat);
                    flat.add(new Jump(test));
                    flat.set(test, new JumpUnless(condition, flat.size()));
                }
                case Step.Branch(var condition, var then, var otherwise) -> {
                    int test = flat.size();
                    flat.add(new Jump(test)); // replaced below, when its target is known
                    append(then, flat);
                    int end = flat.size();
                    if (otherwise.isEmpty()) {
                        flat.set(test, new JumpUnless(condition, end));
                    } else {
                        flat.set(test, new JumpUnless(condition, end + 1));
                        flat.add(new Jump(end));
                        append(otherwise, flat);
                        flat.set(end, new Jump(flat.size()));
                    }
                }
            }
        }
    }

    private static Instruction unitary(Step.Unitary step) {
        if (step.controls().isEmpty() && step.targets().size() == 1) {
            return new OneQubit(step.targets().getFirst(), step.matrix());
        }
        return new Unitary(step, step.controls());
    }

    /**
     * Damping keeps the fraction sqrt(1 - decay) of a coherence; what it keeps too much is taken by
     * a Z with probability z, which keeps 1 - 2 z.
     */
    private static void relax(Step.Relax relax, List<Instruction> flat) {
        if (relax.decay() > 0) {
            flat.add(new DampAtMost(relax.qubit(), relax.decay()));
            flat.add(new Damp(relax.qubit(), relax.decay()));
        }
        double afterDamping = Math.sqrt(1 - relax.decay());
        double kept = afterDamping > 0 ? Math.min(1, relax.coherence() / afterDamping) : 1;
        if (kept < 1) {
            flat.add(new Dephase(relax.qubit(), (1 - kept) / 2));
        }
    }
}
