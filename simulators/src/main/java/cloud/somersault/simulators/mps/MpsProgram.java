package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a chain executes for a plan: the order of its qubits at the start, and instructions. */
final class MpsProgram {
    /** How many interactions ahead count when qubits choose where to meet. */
    private static final int LOOK_AHEAD = 12;

    private final int[] order;
    private final List<MpsInstruction> instructions = new ArrayList<>();
    private int loops;

    private MpsProgram(int[] order) {
        this.order = order;
    }

    /**
     * Lays a plan flat.
     *
     * @param order the qubits from left to right
     */
    static MpsProgram of(Plan plan, int[] order) {
        var program = new MpsProgram(order);
        var positionOf = new int[order.length];
        for (int p = 0; p < order.length; p++) {
            positionOf[order[p]] = p;
        }
        program.append(Elevator.sorted(plan.steps(), positionOf));
        return program;
    }

    int[] order() {
        return order;
    }

    int size() {
        return instructions.size();
    }

    MpsInstruction get(int at) {
        return instructions.get(at);
    }

    /** How many loops there are: their numbers are smaller. */
    int loops() {
        return loops;
    }

    /** The pairs that interact next after a place, as (first, second, first, second, ...). */
    int[] upcoming(int after) {
        var pairs = new int[2 * LOOK_AHEAD];
        int found = 0;
        for (int at = after + 1; at < instructions.size() && found < LOOK_AHEAD; at++) {
            if (instructions.get(at) instanceof MpsInstruction.Two(int first, int second, _)) {
                pairs[2 * found] = first;
                pairs[2 * found++ + 1] = second;
            }
        }
        return Arrays.copyOf(pairs, 2 * found);
    }

    private void append(List<Step> steps) {
        for (var step : steps) {
            switch (step) {
                case Step.Unitary unitary -> instructions.add(MpsInstruction.unitary(unitary));
                case Step.Depolarize(double probability, var qubits) ->
                        instructions.add(new MpsInstruction.Depolarize(probability, qubits));
                case Step.PauliChannel(var probabilities, var qubits) ->
                        instructions.add(new MpsInstruction.PauliChannel(probabilities, qubits));
                case Step.Kraus kraus ->
                        instructions.add(new MpsInstruction.Kraus(KrausWeights.of(kraus)));
                case Step.Relax relax -> relax(relax);
                case Step.Measure(int qubit, int bit, var readout) ->
                        instructions.add(new MpsInstruction.Measure(qubit, bit, readout));
                case Step.Reset(int qubit) -> instructions.add(new MpsInstruction.Reset(qubit));
                case Step.Assign(int bit, var value) ->
                        instructions.add(new MpsInstruction.Assign(bit, value));
                case Step.Loop loop -> append(loop);
                case Step.Branch branch -> append(branch);
            }
        }
    }

    private void append(Step.Loop loop) {
        int number = loops++;
        instructions.add(new MpsInstruction.Enter(number));
        int test = instructions.size();
        instructions.add(new MpsInstruction.Jump(test)); // replaced when its target is known
        instructions.add(new MpsInstruction.Iterate(number, loop.iterationsMax()));
        append(loop.body());
        instructions.add(new MpsInstruction.Jump(test));
        int end = instructions.size();
        instructions.set(test, new MpsInstruction.JumpUnless(loop.condition(), end));
    }

    private void append(Step.Branch branch) {
        int test = instructions.size();
        instructions.add(new MpsInstruction.Jump(test)); // replaced when its target is known
        append(branch.then());
        int end = instructions.size();
        if (branch.otherwise().isEmpty()) {
            instructions.set(test, new MpsInstruction.JumpUnless(branch.condition(), end));
        } else {
            instructions.set(test, new MpsInstruction.JumpUnless(branch.condition(), end + 1));
            instructions.add(new MpsInstruction.Jump(end));
            append(branch.otherwise());
            instructions.set(end, new MpsInstruction.Jump(instructions.size()));
        }
    }

    /**
     * Damping keeps the fraction sqrt(1 - decay) of a coherence; what it keeps too much is taken by
     * a Z with probability z, which keeps 1 - 2 z.
     */
    private void relax(Step.Relax relax) {
        if (relax.decay() > 0) {
            instructions.add(new MpsInstruction.Damp(relax.qubit(), relax.decay()));
        }
        double afterDamping = Math.sqrt(1 - relax.decay());
        double kept = afterDamping > 0 ? Math.min(1, relax.coherence() / afterDamping) : 1;
        if (kept < 1) {
            instructions.add(new MpsInstruction.Dephase(relax.qubit(), (1 - kept) / 2));
        }
    }
}
