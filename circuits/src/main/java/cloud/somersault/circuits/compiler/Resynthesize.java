package cloud.somersault.circuits.compiler;

import java.util.BitSet;
import java.util.List;

/**
 * Runs of blocks on the same pair, one-qubit turns between them included, become one block where
 * {@link Kak} says that it takes fewer CZ; on demand also where it takes as many but is diagonal
 * and so commutes with others.
 */
final class Resynthesize implements Pass {
    private static final int ROUNDS_MAX = 12;

    @Override
    public String name() {
        return "resynthesize";
    }

    @Override
    public String explanation() {
        return "Interactions meet where they commute and add up; what follows each other on one pair"
                + " becomes one interaction with the least CZ.";
    }

    @Override
    public Draft run(Draft draft) {
        var circuit = draft.circuit();
        var pieces = Pieces.of(circuit.operations());
        return draft.withOperations(
                Pieces.operations(
                        reduced(
                                pieces,
                                circuit.qubits(),
                                circuit.bits(),
                                new BitSet(),
                                false,
                                draft.cancellation())));
    }

    /**
     * Merges and resynthesizes in turn until no CZ is saved.
     *
     * @param zero the wires that start in |0>
     * @param diagonal whether blocks shall become diagonal where that costs nothing
     */
    static List<Piece> reduced(
            List<Piece> pieces,
            int wires,
            int bits,
            BitSet zero,
            boolean diagonal,
            Cancellation cancellation) {
        var best = MergeBlocks.merged(pieces, wires, zero);
        for (int round = 0; round < ROUNDS_MAX; round++) {
            var next =
                    MergeBlocks.merged(
                            PairRuns.rewritten(best, wires, bits, diagonal, cancellation),
                            wires,
                            zero);
            int saved = Pieces.czGates(best) - Pieces.czGates(next);
            if (saved < 0 || saved == 0 && next.size() >= best.size()) {
                break;
            }
            best = next;
        }
        return best;
    }
}
