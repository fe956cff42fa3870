package cloud.somersault.simulators.statevector;

/**
 * Indices with some bits held: control bits at 1, target bits at 0, all others running. The k-th of
 * them is found by spreading the bits of k over the free positions; as long as k stays within a run
 * of 2^(lowest held bit), neighbours in k are neighbours in memory.
 */
public final class Subspace {
    private final int[] held;
    private final int ones;
    private final int size;
    private final int run;

    /**
     * @param qubits of the whole space
     * @param controls mask of the bits held at 1
     * @param targets mask of the bits held at 0
     */
    public Subspace(int qubits, int controls, int targets) {
        int mask = controls | targets;
        held = new int[Integer.bitCount(mask)];
        for (int i = 0, left = mask; left != 0; left &= left - 1) {
            held[i++] = Integer.numberOfTrailingZeros(left);
        }
        ones = controls;
        size = 1 << (qubits - held.length);
        run = held.length == 0 ? size : Math.min(size, 1 << held[0]);
    }

    /** How many indices there are. */
    public int size() {
        return size;
    }

    /** How many neighbours follow each other, a power of two. */
    public int run() {
        return run;
    }

    /** The k-th index. */
    public int index(int k) {
        for (int position : held) {
            int low = (1 << position) - 1;
            k = ((k & ~low) << 1) | (k & low);
        }
        return k | ones;
    }
}
