package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;

/**
 * What a plan will need as a matrix product state, found without doing it: the gates go through a
 * chain of bounds.
 *
 * @param bondBound the rank that no bond can exceed; if the largest bond dimension is at least
 *     this, nothing is truncated but rounding
 * @param seconds the gates once, on one core
 * @param samplingSeconds the final measurements of one shot
 * @param chances how often dice part the shots before the final measurements
 * @param stateBytes of the tensors of one state
 * @param scratchBytes beside the states
 */
public record MpsCost(
        double bondBound,
        double seconds,
        double samplingSeconds,
        long chances,
        long stateBytes,
        long scratchBytes) {

    /**
     * Nobody waits so long for one pass: the rest is not looked at, and what was found is a lower
     * bound. Keeps the estimate of a hopeless circuit cheap.
     */
    private static final double SECONDS_MOST = 2e4;

    /** Loops on measured values are counted as if they ran so often. */
    private static final int LOOP_ITERATIONS = 4;

    /** What this plan needs in the order of qubits that the engine will take. */
    public static MpsCost of(Plan plan, MpsOptions options, Checkpoint checkpoint) {
        var order = QubitOrder.of(plan, options, checkpoint);
        return of(plan, order, options, SECONDS_MOST, checkpoint);
    }

    /**
     * @param secondsMost what costs more is not looked at to its end
     */
    static MpsCost of(
            Plan plan, int[] order, MpsOptions options, double secondsMost, Checkpoint checkpoint) {
        var program = MpsProgram.of(plan, order);
        var chain = new BondBounds(program.order(), options.bondMax());
        var pending = new PendingGates(program);
        var iterations = new int[program.loops()];
        long chances = 0;
        int at = 0;
        double patience = Math.min(secondsMost, SECONDS_MOST);
        while (at < program.size() && chain.seconds() <= patience) {
            checkpoint.pass();
            int next = at + 1;
            switch (program.get(at)) {
                case MpsInstruction.One(int qubit, var matrix) -> pending.fold(qubit, matrix);
                case MpsInstruction.Two two -> pending.interact(two, at, chain, checkpoint);
                case MpsInstruction.Many many -> pending.interact(many, chain, checkpoint);
                case MpsInstruction.Measure(int qubit, _, _) -> {
                    chances++;
                    project(qubit, pending, chain, checkpoint);
                }
                case MpsInstruction.Reset(int qubit) -> {
                    chances++;
                    project(qubit, pending, chain, checkpoint);
                }
                case MpsInstruction.Chance chance -> {
                    chances++;
                    if (chance instanceof MpsInstruction.Kraus(var channel)
                            && channel.qubits().size() == 2) {
                        // Of any operator on two qubits, as of an exchange.
                        var most =
                                new MpsInstruction.Two(
                                        channel.qubits().getFirst(),
                                        channel.qubits().getLast(),
                                        TwoQubitMatrix.exchange());
                        pending.interact(most, at, chain, checkpoint);
                    }
                }
                case MpsInstruction.Jump(int target) -> {
                    // Both branches count; a loop's body counts a few times.
                    boolean again =
                            target < at
                                    && program.get(target + 1)
                                            instanceof MpsInstruction.Iterate(int loop, _)
                                    && ++iterations[loop] < LOOP_ITERATIONS;
                    next = again ? target : at + 1;
                }
                case MpsInstruction.Enter(int loop) -> iterations[loop] = 0;
                case MpsInstruction.JumpUnless _,
                        MpsInstruction.Assign _,
                        MpsInstruction.Iterate _ -> {}
            }
            at = next;
        }
        if (at == program.size()) {
            pending.applyAll(chain, checkpoint);
        }
        double side = chain.sideMost() + 16;
        return new MpsCost(
                chain.most(),
                chain.seconds(),
                chain.sampling() * BondBounds.FLOP_SECONDS,
                chances,
                (long) (16 * chain.elementsMost()) + 400L * plan.qubits(),
                (long) (12 * 16 * side * side) + (1L << 20));
    }

    private static void project(
            int qubit, PendingGates pending, BondBounds chain, Checkpoint checkpoint) {
        pending.settle(qubit, chain, checkpoint);
        chain.project(qubit);
    }
}
