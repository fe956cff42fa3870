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
        int length = Math.min(COLUMNS, groups);
        for (int k = 0, blocks = 0; k < groups; k += length, blocks++) {
            if (blocks % BLOCKS_PER_CHECKPOINT == 0) {
                checkpoint.pass();
            }
            int start = index(k, held);
            if (run >= length) {
                SmallMatrixKernel.multiply(channel, size, values, start, offsets, out, length);
                for (int j = 0; j < size; j++) {
                    System.arraycopy(out, j * length, values, start + offsets[j], length);
                }
            } else {
                small(channel, offsets, k, run, held, length);
            }
        }
    }

    private void small(double[] channel, int[] offsets, int first, int run, int held, int length) {
        int size = offsets.length;
        for (int k = 0; k < length; k += run) {
            int start = index(first + k, held);
            for (int j = 0; j < size; j++) {
                for (int i = 0; i < run; i++) {
                    in[j * length + k + i] = values[start + offsets[j] + i];
                }
            }
        }
        var rows = new int[size];
        for (int j = 0; j < size; j++) {
            rows[j] = j * length;
        }
        SmallMatrixKernel.multiply(channel, size, in, 0, rows, out, length);
        for (int k = 0; k < length; k += run) {
            int start = index(first + k, held);
            for (int j = 0; j < size; j++) {
                for (int i = 0; i < run; i++) {
                    values[start + offsets[j] + i] = out[j * length + k + i];
                }
            }
        }
    }

    /** The k-th index whose held bits are 0: the bits of k go to the places that are left. */
    static int index(int k, int held) {
        return Integer.expand(k, ~held);
    }
}
