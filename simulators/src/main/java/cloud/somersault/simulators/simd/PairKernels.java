package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** A 4x4 matrix on the two middle indices of a tensor: on four neighbouring stretches at a time. */
public final class PairKernels {
    private static final VectorSpecies<Double> F64 = Simd.F64;
    private static final int LANES = F64.length();

    private PairKernels() {}

    /**
     * x[t] becomes the sum over s of gate[t][s] x[s], in place, where x[s] are the {@code stretch}
     * elements at {@code at + s * stretch}, for each of {@code count} groups of four.
     *
     * @param gate (re, im) of 16 elements, row-major
     * @param stretch a multiple of {@link ComplexMatrix#PAD}
     */
    public static void apply(
            double[] gate, double[] re, double[] im, int at, int stretch, int count) {
        for (int group = 0; group < count; group++) {
            int from = at + 4 * group * stretch;
            if (Simd.VECTORS) {
                for (int j = from; j < from + stretch; j += LANES) {
                    four(gate, re, im, j, stretch);
                }
            } else {
                for (int j = from; j < from + stretch; j++) {
                    scalarFour(gate, re, im, j, stretch);
                }
            }
        }
    }

    private static void four(double[] gate, double[] re, double[] im, int at, int stretch) {
        var r0 = DoubleVector.fromArray(F64, re, at);
        var r1 = DoubleVector.fromArray(F64, re, at + stretch);
        var r2 = DoubleVector.fromArray(F64, re, at + 2 * stretch);
        var r3 = DoubleVector.fromArray(F64, re, at + 3 * stretch);
        var i0 = DoubleVector.fromArray(F64, im, at);
        var i1 = DoubleVector.fromArray(F64, im, at + stretch);
        var i2 = DoubleVector.fromArray(F64, im, at + 2 * stretch);
        var i3 = DoubleVector.fromArray(F64, im, at + 3 * stretch);
        for (int t = 0; t < 4; t++) {
            int g = 8 * t;
            var outRe = r0.mul(gate[g]);
            var outIm = i0.mul(gate[g]);
            outRe = i0.fma(DoubleVector.broadcast(F64, -gate[g + 1]), outRe);
            outIm = r0.fma(DoubleVector.broadcast(F64, gate[g + 1]), outIm);
            outRe = r1.fma(DoubleVector.broadcast(F64, gate[g + 2]), outRe);
            outIm = i1.fma(DoubleVector.broadcast(F64, gate[g + 2]), outIm);
            outRe = i1.fma(DoubleVector.broadcast(F64, -gate[g + 3]), outRe);
            outIm = r1.fma(DoubleVector.broadcast(F64, gate[g + 3]), outIm);
            outRe = r2.fma(DoubleVector.broadcast(F64, gate[g + 4]), outRe);
            outIm = i2.fma(DoubleVector.broadcast(F64, gate[g + 4]), outIm);
            outRe = i2.fma(DoubleVector.broadcast(F64, -gate[g + 5]), outRe);
            outIm = r2.fma(DoubleVector.broadcast(F64, gate[g + 5]), outIm);
            outRe = r3.fma(DoubleVector.broadcast(F64, gate[g + 6]), outRe);
            outIm = i3.fma(DoubleVector.broadcast(F64, gate[g + 6]), outIm);
            outRe = i3.fma(DoubleVector.broadcast(F64, -gate[g + 7]), outRe);
            outIm = r3.fma(DoubleVector.broadcast(F64, gate[g + 7]), outIm);
            outRe.intoArray(re, at + t * stretch);
            outIm.intoArray(im, at + t * stretch);
        }
    }

    private static void scalarFour(double[] gate, double[] re, double[] im, int at, int stretch) {
        var inRe = new double[4];
        var inIm = new double[4];
        for (int s = 0; s < 4; s++) {
            inRe[s] = re[at + s * stretch];
            inIm[s] = im[at + s * stretch];
        }
        for (int t = 0; t < 4; t++) {
            double outRe = inRe[0] * gate[8 * t];
            double outIm = inIm[0] * gate[8 * t];
            outRe = Math.fma(inIm[0], -gate[8 * t + 1], outRe);
            outIm = Math.fma(inRe[0], gate[8 * t + 1], outIm);
            for (int s = 1; s < 4; s++) {
                double gRe = gate[8 * t + 2 * s];
                double gIm = gate[8 * t + 2 * s + 1];
                outRe = Math.fma(inIm[s], -gIm, Math.fma(inRe[s], gRe, outRe));
                outIm = Math.fma(inRe[s], gIm, Math.fma(inIm[s], gRe, outIm));
            }
            re[at + t * stretch] = outRe;
            im[at + t * stretch] = outIm;
        }
    }
}
