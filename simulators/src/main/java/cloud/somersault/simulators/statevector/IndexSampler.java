package cloud.somersault.simulators.statevector;

import cloud.somersault.simulators.plan.Checkpoint;
import java.util.function.IntToDoubleFunction;

/**
 * Locates uniform numbers in a cumulative distribution over indices. Prefix sums are kept per block
 * of {@value #BLOCK} indices, which costs 1/128 of a state vector; a sample is a binary search over
 * blocks and a walk within one. A sample depends on its own number only, so any split of the shots
 * gives the same ones.
 */
public final class IndexSampler {
    private static final int BLOCK = 64;
    private static final int BLOCKS_PER_CHECKPOINT = 1 << 11;

    private final IntToDoubleFunction weight;
    private final int size;
    private final double[] before;

    /**
     * @param size how many indices
     * @param weight of each index, not negative; need not add up to one
     */
    public IndexSampler(int size, IntToDoubleFunction weight, Checkpoint checkpoint) {
        this.weight = weight;
        this.size = size;
        int blocks = (size + BLOCK - 1) / BLOCK;
        before = new double[blocks + 1];
        for (int block = 0; block < blocks; block++) {
            if (block % BLOCKS_PER_CHECKPOINT == 0) {
                checkpoint.pass();
            }
            double sum = 0;
            int end = Math.min(size, (block + 1) * BLOCK);
            for (int i = block * BLOCK; i < end; i++) {
                sum += weight.applyAsDouble(i);
            }
            before[block + 1] = before[block] + sum;
        }
        if (!(before[blocks] > 0)) {
            throw new IllegalStateException("a distribution adds up to " + before[blocks]);
        }
    }

    /** The index at which the cumulative distribution first exceeds a number on [0, 1). */
    public int index(double uniform) {
        double wanted = uniform * before[before.length - 1];
        int low = 0;
        int high = before.length - 1;
        while (high - low > 1) { // before[low] <= wanted < before[high]
            int middle = (low + high) >>> 1;
            if (before[middle] <= wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double sum = 0;
        int last = low * BLOCK;
        int end = Math.min(size, (low + 1) * BLOCK);
        for (int i = low * BLOCK; i < end; i++) {
            double next = weight.applyAsDouble(i);
            sum += next;
            if (next > 0) {
                last = i;
                if (before[low] + sum > wanted) {
                    break;
                }
            }
        }
        return last;
    }
}
