package cloud.somersault.simulators.trajectories;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.sampling.Weights;
import cloud.somersault.simulators.simd.ButterfliesF32;
import cloud.somersault.simulators.simd.PhasesF32;

/**
 * Amplitudes in single precision, and the two things that a layer does to them. Whatever stays
 * within a block of 2^{@value #BLOCK_BITS} amplitudes is done block by block, in the second cache.
 *
 * <p>Single precision: a shot is one of thousands, and an amplitude that is off by 1e-6 of itself
 * moves no frequency by as much as one shot in a million.
 */
final class FrameState {
    private static final int BLOCK_BITS = 14;

    private final int qubits;
    private final float[] re;
    private final float[] im;
    private final int block;

    /** |0...0>, at least one row long: what is more than the plan's qubits stays |0>. */
    FrameState(int qubits) {
        this.qubits = qubits;
        re = new float[1 << qubits];
        im = new float[1 << qubits];
        re[0] = 1;
        block = Math.min(re.length, 1 << BLOCK_BITS);
    }

    void copyFrom(FrameState other, Checkpoint checkpoint) {
        for (int from = 0; from < re.length; from += block) {
            checkpoint.pass();
            System.arraycopy(other.re, from, re, from, block);
            System.arraycopy(other.im, from, im, from, block);
        }
    }

    /**
     * One layer.
     *
     * @param tangents of half the RY angle of each qubit, 0 for none
     */
    void apply(LayerDiagonal diagonal, float[] tangents, Checkpoint checkpoint) {
        int passes = diagonal.trivial() && diagonal.scale() == 1 ? 0 : diagonal.passes();
        for (int pass = 0; pass < passes - 1; pass++) {
            diagonal.fill(pass);
            for (int from = 0; from < re.length; from += block) {
                checkpoint.pass();
                phases(diagonal, from);
            }
        }
        if (passes > 0) {
            diagonal.fill(passes - 1);
        }
        for (int from = 0; from < re.length; from += block) {
            checkpoint.pass();
            if (passes > 0) {
                phases(diagonal, from);
            }
            int inside = Math.min(qubits, BLOCK_BITS);
            rotate(re, from, block, 0, inside, tangents);
            rotate(im, from, block, 0, inside, tangents);
        }
        if (qubits > BLOCK_BITS) {
            checkpoint.pass();
            rotate(re, 0, re.length, BLOCK_BITS, qubits, tangents);
            checkpoint.pass();
            rotate(im, 0, im.length, BLOCK_BITS, qubits, tangents);
        }
    }

    private void phases(LayerDiagonal diagonal, int from) {
        int rows = block / PhasesF32.ROW;
        int first = from / PhasesF32.ROW;
        PhasesF32.multiply(
                re,
                im,
                from,
                rows,
                diagonal.tableRe,
                diagonal.tableIm,
                diagonal.tables(first, rows),
                diagonal.factorsRe(first, rows),
                diagonal.factorsIm(first, rows));
    }

    private static void rotate(
            float[] x, int from, int size, int first, int last, float[] tangents) {
        int q = first;
        if (q == 0) {
            q = ButterfliesF32.LANE_BITS;
            if (tangents[0] != 0 || tangents[1] != 0 || tangents[2] != 0 || tangents[3] != 0) {
                ButterfliesF32.lanes(
                        x, from, size, tangents[0], tangents[1], tangents[2], tangents[3]);
            }
        }
        int a = next(tangents, q, last);
        while (a < last) {
            int b = next(tangents, a + 1, last);
            int c = next(tangents, b + 1, last);
            if (c < last) {
                ButterfliesF32.three(
                        x,
                        from,
                        size,
                        1 << a,
                        1 << b,
                        1 << c,
                        tangents[a],
                        tangents[b],
                        tangents[c]);
            } else if (b < last) {
                ButterfliesF32.two(x, from, size, 1 << a, 1 << b, tangents[a], tangents[b]);
            } else {
                ButterfliesF32.one(x, from, size, 1 << a, tangents[a]);
            }
            a = next(tangents, c + 1, last);
        }
    }

    private static int next(float[] tangents, int from, int last) {
        int q = from;
        while (q < last && tangents[q] == 0) {
            q++;
        }
        return Math.min(q, last);
    }

    /** The weight of the amplitudes where a qubit is 0 or 1, not normalised. */
    double weight(int qubit, boolean one, Checkpoint checkpoint) {
        double sum = 0;
        int stride = 1 << qubit;
        for (int k = one ? stride : 0; k < re.length; k += 2 * stride) {
            checkpoint.pass();
            double partial = 0;
            for (int i = k; i < k + stride; i++) {
                partial += (double) re[i] * re[i] + (double) im[i] * im[i];
            }
            sum += partial;
        }
        return sum;
    }

    /** Keeps the amplitudes where a qubit has a value, times a factor. */
    void project(int qubit, boolean one, double factor, Checkpoint checkpoint) {
        int stride = 1 << qubit;
        float scale = (float) factor;
        for (int k = 0; k < re.length; k += 2 * stride) {
            checkpoint.pass();
            int kept = one ? k + stride : k;
            int lost = one ? k : k + stride;
            for (int i = 0; i < stride; i++) {
                re[kept + i] *= scale;
                im[kept + i] *= scale;
                re[lost + i] = 0;
                im[lost + i] = 0;
            }
        }
    }

    Weights weights() {
        return new Weights() {
            @Override
            public int size() {
                return re.length;
            }

            @Override
            public void fill(int from, int count, double[] into) {
                for (int i = 0; i < count; i++) {
                    double x = re[from + i];
                    double y = im[from + i];
                    into[i] = x * x + y * y;
                }
            }
        };
    }
}
