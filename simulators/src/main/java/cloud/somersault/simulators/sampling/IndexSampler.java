package cloud.somersault.simulators.sampling;

import cloud.somersault.simulators.plan.Checkpoint;
import java.util.Arrays;

/**
 * Finds, for each shot's uniform number u, the first index at which the cumulative distribution
 * exceeds u.
 *
 * <p>The distribution is cut into chunks of {@value #CHUNK} indices and read twice, in order: once
 * for the sums of the chunks, and again chunk by chunk, those without shots left out. Between the
 * two, the numbers are sorted into their chunks by counting. So nothing but the numbers is kept, a
 * chunk with its cumulative sums and its shots stays in the nearest cache, and a distribution over
 * 2^28 indices needs no table of its size. Chunks, and indices within one, are found by a {@link
 * Table}.
 *
 * <p>A sum runs through its chunk from left to right, and table and comparison use the same rounded
 * numbers, so the index is exactly the one that a search of the whole cumulative distribution would
 * find. It depends on the shot's own number only, not on who else is sampled.
 *
 * <p>Rejected: sorted uniforms made by exponential gaps, which need no sort but make a shot's
 * number depend on the other shots; an alias table, whose construction is a sequence of cache
 * misses.
 */
public final class IndexSampler {
    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /** Numbers worked on together, to bound the memory: 24 bytes each. */
    private static final int SHOTS_AT_ONCE = 1 << 20;

    /** Draws made at a time. */
    private static final int BATCH = 1 << 10;

    private static final double ULP = 0x1p-53;

    private final Weights weights;
    private final Checkpoint checkpoint;
    private final double[] cumulative;
    private final double[] chunkEnds;

    /** Adds the weights up. */
    public IndexSampler(Weights weights, Checkpoint checkpoint) {
        this.weights = weights;
        this.checkpoint = checkpoint;
        int size = weights.size();
        cumulative = new double[Math.min(size, CHUNK)];
        chunkEnds = new double[(size + CHUNK - 1) >> CHUNK_BITS];
        double sum = 0;
        for (int chunk = 0; chunk < chunkEnds.length; chunk++) {
            checkpoint.pass();
            sum = accumulate(chunk, sum);
            chunkEnds[chunk] = sum;
        }
        if (!(sum > 0)) {
            throw new IllegalStateException("a distribution adds up to " + sum);
        }
    }

    /** The sum of all weights. */
    public double total() {
        return chunkEnds[chunkEnds.length - 1];
    }

    /** The index of each shot, in the order of the draws' list. */
    public int[] sample(Draws draws) {
        var indices = new int[draws.count()];
        int most = Math.min(indices.length, SHOTS_AT_ONCE);
        var work = new Work(most);
        for (int from = 0; from < indices.length; from += most) {
            int count = Math.min(most, indices.length - from);
            work.sample(draws, from, count, indices);
        }
        return indices;
    }

    /** Fills {@link #cumulative} for a chunk, given the sum before it; returns the sum after it. */
    private double accumulate(int chunk, double before) {
        int from = chunk << CHUNK_BITS;
        int length = length(chunk);
        weights.fill(from, length, cumulative);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += cumulative[i];
            cumulative[i] = before + sum;
        }
        return before + sum;
    }

    private int length(int chunk) {
        return Math.min(CHUNK, weights.size() - (chunk << CHUNK_BITS));
    }

    /** The arrays in which shots are sorted into chunks. */
    private final class Work {
        private final long[] bits;
        private final double[] numbers;
        private final int[] chunkOf;
        private final double[] sorted;
        private final int[] places;
        private final int[] starts = new int[chunkEnds.length + 1];
        private final Table chunks = new Table(4 * chunkEnds.length);
        private final Table within = new Table(cumulative.length);

        Work(int shots) {
            bits = new long[Math.min(shots, BATCH)];
            numbers = new double[shots];
            int sortedShots = chunkEnds.length == 1 ? 0 : shots;
            chunkOf = new int[sortedShots];
            sorted = new double[sortedShots];
            places = new int[sortedShots];
        }

        void sample(Draws draws, int from, int count, int[] indices) {
            draw(draws, from, count);
            if (chunkEnds.length == 1) {
                within.use(cumulative, length(0), 0, count);
                for (int i = 0; i < count; i++) {
                    indices[from + i] = within.find(numbers[i]);
                }
                return;
            }
            sort(count);
            int begin = 0;
            for (int chunk = 0; chunk < chunkEnds.length; chunk++) {
                int end = starts[chunk];
                if (begin < end) {
                    checkpoint.pass();
                    locate(chunk, begin, end, from, indices);
                }
                begin = end;
            }
        }

        /** Uniform numbers below the total. */
        private void draw(Draws draws, int from, int count) {
            double scale = total();
            for (int done = 0; done < count; done += bits.length) {
                checkpoint.pass();
                int some = Math.min(bits.length, count - done);
                draws.fill(from + done, some, 0, bits);
                scale(bits, some, scale, numbers, done);
            }
        }

        /** Sorts the numbers by chunk; afterwards chunk c's lie before starts[c]. */
        private void sort(int count) {
            chunks.use(chunkEnds, chunkEnds.length, 0, count);
            Arrays.fill(starts, 0);
            for (int i = 0; i < count; i++) {
                int chunk = chunks.find(numbers[i]);
                chunkOf[i] = chunk;
                starts[chunk + 1]++;
            }
            checkpoint.pass();
            for (int chunk = 0; chunk < chunkEnds.length; chunk++) {
                starts[chunk + 1] += starts[chunk];
            }
            for (int i = 0; i < count; i++) {
                int to = starts[chunkOf[i]]++;
                sorted[to] = numbers[i];
                places[to] = i;
            }
            checkpoint.pass();
        }

        private void locate(int chunk, int begin, int end, int offset, int[] indices) {
            double before = chunk == 0 ? 0 : chunkEnds[chunk - 1];
            accumulate(chunk, before);
            within.use(cumulative, length(chunk), before, end - begin);
            int first = chunk << CHUNK_BITS;
            for (int i = begin; i < end; i++) {
                indices[offset + places[i]] = first + within.find(sorted[i]);
            }
        }
    }

    private static void scale(long[] bits, int count, double scale, double[] into, int at) {
        for (int i = 0; i < count; i++) {
            into[at + i] = (bits[i] >>> 11) * ULP * scale;
        }
    }
}
