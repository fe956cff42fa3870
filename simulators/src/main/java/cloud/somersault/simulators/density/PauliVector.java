package cloud.somersault.simulators.density;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.simd.SmallMatrixKernel;

/**
 * The 4^n expectation values of a {@link DensityMatrix}, and the sweeps over them: blocks of
 * {@value #COLUMNS} neighbours times the matrix of a channel, straight from the array where
 * neighbours are far enough apart, else by way of a block of their own.
 */
final class PauliVector {
    private static final int COLUMNS = 64;
    private static final int BLOCKS_PER_CHECKPOINT = 256;

    /** Shorter runs of neighbours are gathered first. */
    private static final int RUN_MIN = 16;

    private final double[] values;
    private final double[] in = new double[16 * COLUMNS];
    private final double[] out = new double[16 * COLUMNS];

    /** |0...0>: every string of I and Z has the value 1. */
    PauliVector(int qubits) {
        values = new double[1 << 2 * qubits];
        values[0] = 1;
        for (int size = 1; size < values.length; size <<= 2) {
            System.arraycopy(values, 0, values, 3 * size, size);
        }
    }

    int size() {
        return values.length;
    }

    double get(int index) {
        return values[index];
    }

    void set(int index, double value) {
        values[index] = value;
    }

    /** A 4x4 channel. */
    void one(int qubit, double[] channel, Checkpoint checkpoint) {
        int stride = 1 << 2 * qubit;
        sweep(channel, new int[] {0, stride, 2 * stride, 3 * stride}, checkpoint);
    }

    /** A 16x16 channel; the first qubit is the lower one. */
    void two(int first, int second, double[] channel, Checkpoint checkpoint) {
        var offsets = new int[16];
        for (int i = 0; i < 16; i++) {
            offsets[i] = ((i & 3) << 2 * first) | (i >> 2 << 2 * second);
        }
        sweep(channel, offsets, checkpoint);
    }

    private void sweep(double[] channel, int[] offsets, Checkpoint checkpoint) {
        int size = offsets.length;
        int held = offsets[size - 1]; // all bits of the channel's digits
        int groups = values.length / size;
        int run = Integer.lowestOneBit(held);
        boolean direct = run >= Math.min(RUN_MIN, groups);
        int length = Math.min(direct ? Math.min(COLUMNS, run) : COLUMNS, groups);
        for (int k = 0, blocks = 0; k < groups; k += length, blocks++) {
            if (blocks % BLOCKS_PER_CHECKPOINT == 0) {
                checkpoint.pass();
            }
            if (direct) {
                int start = index(k, held);
                SmallMatrixKernel.multiply(channel, size, values, start, offsets, out, length);
                for (int j = 0; j < size; j++) {
                    System.arraycopy(out, j * length, values, start + offsets[j], length);
                }
            } else {
                gather(offsets, k, held, length);
                SmallMatrixKernel.multiply(channel, size, in, 0, rows(size, length), out, length);
                scatter(offsets, k, held, length);
            }
        }
    }

    private static int[] rows(int size, int length) {
        var rows = new int[size];
        for (int j = 0; j < size; j++) {
            rows[j] = j * length;
        }
        return rows;
    }

    /** How far apart neighbouring groups are: past the held digits at the low end. */
    private static int step(int held) {
        return Integer.lowestOneBit(~held);
    }

    /** How many groups follow each other at that distance. */
    private static int segment(int held, int length) {
        int step = step(held);
        int above = held & -step;
        return above == 0 ? length : Math.min(length, Integer.lowestOneBit(above) / step);
    }

    /** Columns of {@link #in} from groups. With digit 1 held and digit 0 free, four at a time. */
    private void gather(int[] offsets, int first, int held, int length) {
        int step = step(held);
        int segment = step == 1 ? Integer.lowestOneBit(held) : segment(held, length);
        for (int k = 0; k < length; k += segment) {
            int start = index(first + k, held);
            for (int j = 0; j < offsets.length; j++) {
                int from = start + offsets[j];
                int to = j * length + k;
                for (int i = 0; i < segment; i++) {
                    in[to + i] = values[from + i * step];
                }
            }
        }
    }

    private void scatter(int[] offsets, int first, int held, int length) {
        int step = step(held);
        int segment = step == 1 ? Integer.lowestOneBit(held) : segment(held, length);
        for (int k = 0; k < length; k += segment) {
            int start = index(first + k, held);
            for (int j = 0; j < offsets.length; j++) {
                int to = start + offsets[j];
                int from = j * length + k;
                for (int i = 0; i < segment; i++) {
                    values[to + i * step] = out[from + i];
                }
            }
        }
    }

    /** The k-th index whose held bits are 0: the bits of k go to the places that are left. */
    static int index(int k, int held) {
        return Integer.expand(k, ~held);
    }
}
