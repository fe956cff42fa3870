package cloud.somersault.simulators.sampling;

import java.util.Arrays;

/**
 * An indirection table over ascending sums: a number is taken to the first sum that may exceed it,
 * from which on average less than a step is left, whatever the distribution. H.-C. Chen, Y. Asau,
 * "On generating random variates from an empirical distribution", AIIE Trans. 6, 163 (1974).
 *
 * <p>Numbers and sums are taken to slots by the same rounded and monotone function, so the answer
 * is exact.
 */
final class Table {
    /** Fewer numbers than one for so many sums are searched for one by one. */
    private static final int SPARSE = 16;

    private final int[] guide;
    private double before;
    private double scale;
    private boolean searching;
    private double[] sums = new double[0];
    private int length;

    /** A table with so many slots for {@link #use} with at most so many sums. */
    Table(int slots) {
        guide = new int[slots + 1];
    }

    /**
     * Takes over ascending sums.
     *
     * @param newBefore what the sums start from
     * @param numbers how many will be looked up
     */
    void use(double[] newSums, int newLength, double newBefore, int numbers) {
        sums = newSums;
        length = newLength;
        before = newBefore;
        int slots = guide.length - 1;
        scale = slots / (sums[length - 1] - before);
        // Weights of less than 1e-300 in all have no such scale.
        searching = (long) numbers * SPARSE < length || !(scale < Double.MAX_VALUE);
        if (searching) {
            return;
        }
        Arrays.fill(guide, 0);
        for (int i = 0; i < length; i++) {
            guide[slot(sums[i]) + 1] = i + 1;
        }
        int skipped = 0;
        for (int slot = 0; slot <= slots; slot++) {
            skipped = Math.max(skipped, guide[slot]);
            guide[slot] = skipped;
        }
    }

    /** The first sum that exceeds a number, which must be less than the last sum. */
    int find(double number) {
        if (searching) {
            return search(number);
        }
        int i = guide[slot(number)];
        while (sums[i] <= number) {
            i++;
        }
        return i;
    }

    private int slot(double number) {
        return Math.min((int) ((number - before) * scale), guide.length - 2);
    }

    private int search(double number) {
        int low = 0;
        int high = length - 1;
        while (low < high) { // the answer lies in low..high
            int middle = (low + high) >>> 1;
            if (sums[middle] <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
