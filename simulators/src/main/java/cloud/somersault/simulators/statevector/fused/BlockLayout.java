package cloud.somersault.simulators.statevector.fused;

/**
 * Where the blocks of a sweep lie in memory: as runs of neighbours, when the block's qubits are not
 * just the lowest ones.
 */
final class BlockLayout {
    /** The stored qubits of a block, rising. */
    final int[] inside;

    private final int mask;
    private final int outside;
    private final int runBits;

    /**
     * @param qubits of the whole state
     * @param mask the qubits of a block
     */
    BlockLayout(int qubits, int mask) {
        this.mask = mask;
        this.outside = (1 << qubits) - 1 & ~mask;
        this.inside = new int[Integer.bitCount(mask)];
        for (int i = 0, left = mask; left != 0; left &= left - 1) {
            inside[i++] = Integer.numberOfTrailingZeros(left);
        }
        this.runBits = Integer.numberOfTrailingZeros(~mask);
    }

    /** The stored qubits of a block. */
    int mask() {
        return mask;
    }

    /** Amplitudes in a block. */
    int size() {
        return 1 << inside.length;
    }

    int blocks() {
        return 1 << Integer.bitCount(outside);
    }

    /** Whether a block is one run. */
    boolean contiguous() {
        return runBits == inside.length;
    }

    /** Amplitudes in a run. */
    int run() {
        return 1 << runBits;
    }

    /** Runs in a block. */
    int runs() {
        return size() >> runBits;
    }

    /** Where the k-th run begins, seen from the block. */
    int runAt(int k) {
        return Integer.expand(k << runBits, mask);
    }

    /** Where the block of this number begins. */
    int base(int block) {
        return Integer.expand(block, outside);
    }

    /** The bit of an index in a block that belongs to a stored qubit. */
    int local(int qubit) {
        return Integer.bitCount(mask & (1 << qubit) - 1);
    }

    /** A pattern on stored qubits as one on an index in a block. */
    int inside(int pattern) {
        return Integer.compress(pattern, mask);
    }
}
