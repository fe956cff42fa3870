package cloud.somersault.simulators.simd;

import jdk.incubator.vector.FloatVector;

/**
 * Products of complex numbers, one for each lane, in single precision: tables of phases, and states
 * times tables. States lie as in {@link LaneTurnsF32}; a row of a table has one element for each
 * circuit. All methods form a b as (ar br - ai bi, fma(ar, bi, ai br)).
 */
public final class LaneProductsF32 {
    private static final int LANES = Simd.LANES_F32;

    private LaneProductsF32() {}

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(Simd.F32, from, at);
    }

    /**
     * Rows of a table from other rows.
     *
     * @param recipe triples: the row that becomes the product, and its two factors
     */
    public static void multiply(float[] re, float[] im, int chunks, int[] recipe) {
        for (int k = 0; k + 2 < recipe.length; k += 3) {
            int to = recipe[k] * chunks * LANES;
            int a = recipe[k + 1] * chunks * LANES;
            int b = recipe[k + 2] * chunks * LANES;
            for (int i = 0; i < chunks * LANES; i += LANES) {
                multiply(re, im, to + i, a + i, b + i);
            }
        }
    }

    private static void multiply(float[] re, float[] im, int to, int a, int b) {
        if (Simd.VECTORS) {
            var aRe = load(re, a);
            var aIm = load(im, a);
            var bRe = load(re, b);
            var bIm = load(im, b);
            aRe.mul(bRe).sub(aIm.mul(bIm)).intoArray(re, to);
            aRe.fma(bIm, aIm.mul(bRe)).intoArray(im, to);
            return;
        }
        for (int lane = 0; lane < LANES; lane++) {
            re[to + lane] = re[a + lane] * re[b + lane] - im[a + lane] * im[b + lane];
            im[to + lane] = Math.fma(re[a + lane], im[b + lane], im[a + lane] * re[b + lane]);
        }
    }

    /**
     * A state from scratch: amplitude k becomes row first[k] times row second[k].
     *
     * @param re real parts of the state, chunks * size * LANES
     * @param im imaginary parts
     */
    public static void fill(
            float[] re,
            float[] im,
            int size,
            int chunks,
            float[] rowsRe,
            float[] rowsIm,
            int[] first,
            int[] second) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int k = 0; k < size; k++) {
                int to = (chunk * size + k) * LANES;
                int a = (first[k] * chunks + chunk) * LANES;
                int b = (second[k] * chunks + chunk) * LANES;
                if (Simd.VECTORS) {
                    var aRe = load(rowsRe, a);
                    var aIm = load(rowsIm, a);
                    var bRe = load(rowsRe, b);
                    var bIm = load(rowsIm, b);
                    aRe.mul(bRe).sub(aIm.mul(bIm)).intoArray(re, to);
                    aRe.fma(bIm, aIm.mul(bRe)).intoArray(im, to);
                } else {
                    for (int lane = 0; lane < LANES; lane++) {
                        float aRe = rowsRe[a + lane];
                        float aIm = rowsIm[a + lane];
                        float bRe = rowsRe[b + lane];
                        float bIm = rowsIm[b + lane];
                        re[to + lane] = aRe * bRe - aIm * bIm;
                        im[to + lane] = Math.fma(aRe, bIm, aIm * bRe);
                    }
                }
            }
        }
    }

    /**
     * Multiplies some amplitudes by phases.
     *
     * @param which amplitudes
     * @param first row of the phase of each of them
     * @param second row of a second factor; empty if there is none
     * @param sign 1, or -1 to take the phases back
     */
    public static void apply(
            float[] re,
            float[] im,
            int size,
            int chunks,
            float[] rowsRe,
            float[] rowsIm,
            int[] which,
            int[] first,
            int[] second,
            int sign) {
        if (!Simd.VECTORS) {
            var phases = new ScalarPhasesF32(chunks, rowsRe, rowsIm, first, second);
            phases.apply(re, im, size, which, sign);
            return;
        }
        for (int chunk = 0; chunk < chunks; chunk++) {
            if (second.length == 0) {
                applyOne(re, im, size, chunk, chunks, rowsRe, rowsIm, which, first, sign);
            } else {
                applyTwo(re, im, size, chunk, chunks, rowsRe, rowsIm, which, first, second, sign);
            }
        }
    }

    private static void applyOne(
            float[] re,
            float[] im,
            int size,
            int chunk,
            int chunks,
            float[] rowsRe,
            float[] rowsIm,
            int[] which,
            int[] first,
            int sign) {
        for (int k = 0; k < which.length; k++) {
            int at = (chunk * size + which[k]) * LANES;
            int a = (first[k] * chunks + chunk) * LANES;
            var fRe = load(rowsRe, a);
            var fIm = load(rowsIm, a).mul(sign);
            var xRe = load(re, at);
            var xIm = load(im, at);
            fRe.mul(xRe).sub(fIm.mul(xIm)).intoArray(re, at);
            fRe.fma(xIm, fIm.mul(xRe)).intoArray(im, at);
        }
    }

    private static void applyTwo(
            float[] re,
            float[] im,
            int size,
            int chunk,
            int chunks,
            float[] rowsRe,
            float[] rowsIm,
            int[] which,
            int[] first,
            int[] second,
            int sign) {
        for (int k = 0; k < which.length; k++) {
            int at = (chunk * size + which[k]) * LANES;
            int a = (first[k] * chunks + chunk) * LANES;
            int b = (second[k] * chunks + chunk) * LANES;
            var aRe = load(rowsRe, a);
            var aIm = load(rowsIm, a);
            var bRe = load(rowsRe, b);
            var bIm = load(rowsIm, b);
            var fRe = aRe.mul(bRe).sub(aIm.mul(bIm));
            var fIm = aRe.fma(bIm, aIm.mul(bRe)).mul(sign);
            var xRe = load(re, at);
            var xIm = load(im, at);
            fRe.mul(xRe).sub(fIm.mul(xIm)).intoArray(re, at);
            fRe.fma(xIm, fIm.mul(xRe)).intoArray(im, at);
        }
    }
}
