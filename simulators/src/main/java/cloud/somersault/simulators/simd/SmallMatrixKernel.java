package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;

/**
 * A small real matrix times many columns: out = M x, each row of x a run of neighbours somewhere in
 * a large array. Four rows and two vectors at a time, so that a loaded element serves four sums and
 * a broadcast coefficient two. Each sum goes through the columns of M in order, fused.
 */
public final class SmallMatrixKernel {
    private static final int LANES = Simd.F64.length();

    private SmallMatrixKernel() {}

    /**
     * @param m row-major, size x size
     * @param size a multiple of 4
     * @param x row j of the input starts at {@code start + offsets[j]}
     * @param out row i of the output starts at {@code i * length}
     * @param length of a row
     */
    public static void multiply(
            double[] m, int size, double[] x, int start, int[] offsets, double[] out, int length) {
        int vectors = Simd.VECTORS ? length / (2 * LANES) * (2 * LANES) : 0;
        for (int i = 0; i < vectors; i += 2 * LANES) {
            for (int row = 0; row < size; row += 4) {
                fourRows(m, size, row, x, start + i, offsets, out, length, i);
            }
        }
        for (int row = 0; row < size && vectors < length; row++) {
            for (int i = vectors; i < length; i++) {
                double sum = 0;
                for (int j = 0; j < size; j++) {
                    sum = Math.fma(m[row * size + j], x[start + offsets[j] + i], sum);
                }
                out[row * length + i] = sum;
            }
        }
    }

    private static void fourRows(
            double[] m,
            int size,
            int row,
            double[] x,
            int start,
            int[] offsets,
            double[] out,
            int length,
            int at) {
        var a0 = DoubleVector.zero(Simd.F64);
        var a1 = a0;
        var b0 = a0;
        var b1 = a0;
        var c0 = a0;
        var c1 = a0;
        var d0 = a0;
        var d1 = a0;
        int mA = row * size;
        int mB = mA + size;
        int mC = mB + size;
        int mD = mC + size;
        for (int j = 0; j < size; j++) {
            int from = start + offsets[j];
            var x0 = DoubleVector.fromArray(Simd.F64, x, from);
            var x1 = DoubleVector.fromArray(Simd.F64, x, from + LANES);
            var m0 = DoubleVector.broadcast(Simd.F64, m[mA + j]);
            a0 = m0.fma(x0, a0);
            a1 = m0.fma(x1, a1);
            var m1 = DoubleVector.broadcast(Simd.F64, m[mB + j]);
            b0 = m1.fma(x0, b0);
            b1 = m1.fma(x1, b1);
            var m2 = DoubleVector.broadcast(Simd.F64, m[mC + j]);
            c0 = m2.fma(x0, c0);
            c1 = m2.fma(x1, c1);
            var m3 = DoubleVector.broadcast(Simd.F64, m[mD + j]);
            d0 = m3.fma(x0, d0);
            d1 = m3.fma(x1, d1);
        }
        int to = row * length + at;
        a0.intoArray(out, to);
        a1.intoArray(out, to + LANES);
        b0.intoArray(out, to + length);
        b1.intoArray(out, to + length + LANES);
        c0.intoArray(out, to + 2 * length);
        c1.intoArray(out, to + 2 * length + LANES);
        d0.intoArray(out, to + 3 * length);
        d1.intoArray(out, to + 3 * length + LANES);
    }
}
