package cloud.somersault.simulators.statevector.fused;

import java.util.List;

/**
 * One pass over memory, block by block. A block has all indices that differ in the qubits under the
 * mask only.
 *
 * @param block the qubits that are inside of a block
 * @param rounds what is done to each block, in order
 */
record Sweep(int block, List<Round> rounds) {

    /**
     * Phases, then rotations, twists, couplings and dense matrices, all on different qubits.
     *
     * @param scale factor of all amplitudes, done with the phases
     */
    record Round(
            List<Node.Phase> phases,
            double scale,
            List<Node.Rotation> rotations,
            List<Node.Twist> twists,
            List<Node.Coupling> couplings,
            List<Node.Dense> dense) {
        private boolean couplesOnly() {
            return phases.isEmpty()
                    && scale == 1
                    && rotations.isEmpty()
                    && twists.isEmpty()
                    && dense.isEmpty();
        }
    }

    /** Whether there is nothing but couplings, which need no block in one piece. */
    boolean couplesOnly() {
        return rounds.stream().allMatch(Round::couplesOnly);
    }
}
