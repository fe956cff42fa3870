package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;

/**
 * What is read off states, one number for each lane, in double precision: probabilities, sums with
 * signs, Walsh-Hadamard transforms. Weights lie as the amplitudes do in {@link LaneTurnsF64}.
 */
public final class LaneSumsF64 {
    private static final int LANES = Simd.LANES_F64;

    private LaneSumsF64() {}

    private static DoubleVector load(double[] from, int at) {
        return DoubleVector.fromArray(Simd.F64, from, at);
    }

    /** Weight re^2 + im^2 for each of the first elements. */
    public static void norms(double[] re, double[] im, double[] weights, int elements) {
        int i = 0;
        if (Simd.VECTORS) {
            for (; i < elements; i += LANES) {
                var x = load(re, i);
                var y = load(im, i);
                x.fma(x, y.mul(y)).intoArray(weights, i);
            }
        }
        for (; i < elements; i++) {
            weights[i] = Math.fma(re[i], re[i], im[i] * im[i]);
        }
    }

    /** Weight Im(conj(y) x) for each of the first elements. */
    public static void wedge(
            double[] xRe,
            double[] xIm,
            double[] yRe,
            double[] yIm,
            double[] weights,
            int elements) {
        int i = 0;
        if (Simd.VECTORS) {
            for (; i < elements; i += LANES) {
                var minus = load(yIm, i).mul(load(xRe, i));
                load(yRe, i).mul(load(xIm, i)).sub(minus).intoArray(weights, i);
            }
        }
        for (; i < elements; i++) {
            weights[i] = yRe[i] * xIm[i] - yIm[i] * xRe[i];
        }
    }

    /** The state y becomes x times real weights, for each of the first elements. */
    public static void scale(
            double[] xRe,
            double[] xIm,
            double[] weights,
            double[] yRe,
            double[] yIm,
            int elements) {
        int i = 0;
        if (Simd.VECTORS) {
            for (; i < elements; i += LANES) {
                var w = load(weights, i);
                load(xRe, i).mul(w).intoArray(yRe, i);
                load(xIm, i).mul(w).intoArray(yIm, i);
            }
        }
        for (; i < elements; i++) {
            yRe[i] = xRe[i] * weights[i];
            yIm[i] = xIm[i] * weights[i];
        }
    }

    /**
     * The sums of all weights, and those with a minus where a qubit is 1, for every qubit at once:
     * three qubits are summed away at a time. The weights are used up.
     *
     * @param sums row k becomes the signed sum of qubit k, row {@code qubits} the plain sum
     */
    public static void marginals(double[] weights, int qubits, int chunks, double[] sums) {
        int size = 1 << qubits;
        for (int chunk = 0; chunk < chunks; chunk++) {
            int base = chunk * size * LANES;
            int left = qubits;
            for (; left >= 3; left -= 3) {
                int row = (qubits - left) * chunks + chunk;
                if (Simd.VECTORS) {
                    fold8(weights, base, 1 << left, sums, row, chunks);
                } else {
                    ScalarSumsF64.fold8(weights, base, 1 << left, sums, row, chunks);
                }
            }
            for (; left >= 1; left--) {
                int row = (qubits - left) * chunks + chunk;
                ScalarSumsF64.fold2(weights, base, 1 << left, sums, row);
            }
            System.arraycopy(weights, base, sums, (qubits * chunks + chunk) * LANES, LANES);
        }
    }

    private static void fold8(double[] w, int base, int size, double[] sums, int row, int chunks) {
        var a = DoubleVector.zero(Simd.F64);
        var b = DoubleVector.zero(Simd.F64);
        var c = DoubleVector.zero(Simd.F64);
        for (int k = 0; k < size; k += 8) {
            int i = base + k * LANES;
            var x0 = load(w, i);
            var x1 = load(w, i + LANES);
            var x2 = load(w, i + 2 * LANES);
            var x3 = load(w, i + 3 * LANES);
            var x4 = load(w, i + 4 * LANES);
            var x5 = load(w, i + 5 * LANES);
            var x6 = load(w, i + 6 * LANES);
            var x7 = load(w, i + 7 * LANES);
            a = a.add(x0.sub(x1).add(x2.sub(x3)).add(x4.sub(x5).add(x6.sub(x7))));
            var y0 = x0.add(x1);
            var y1 = x2.add(x3);
            var y2 = x4.add(x5);
            var y3 = x6.add(x7);
            b = b.add(y0.sub(y1).add(y2.sub(y3)));
            var z0 = y0.add(y1);
            var z1 = y2.add(y3);
            c = c.add(z0.sub(z1));
            z0.add(z1).intoArray(w, base + (k >> 3) * LANES);
        }
        a.intoArray(sums, row * LANES);
        b.intoArray(sums, (row + chunks) * LANES);
        c.intoArray(sums, (row + 2 * chunks) * LANES);
    }

    /**
     * The other way round: weight k becomes the plain row plus the sum of the qubits' rows, with a
     * minus where the qubit is 1 in k.
     *
     * @param sums rows as {@link #marginals} leaves them
     */
    public static void spread(double[] sums, int qubits, int chunks, double[] weights) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            int base = (chunk << qubits) * LANES;
            System.arraycopy(sums, (qubits * chunks + chunk) * LANES, weights, base, LANES);
            for (int qubit = 0; qubit < qubits; qubit++) {
                int row = (qubit * chunks + chunk) * LANES;
                int half = LANES << qubit;
                for (int i = base; i < base + half; i += LANES) {
                    spread(weights, i, i + half, sums, row);
                }
            }
        }
    }

    private static void spread(double[] weights, int low, int high, double[] sums, int row) {
        if (Simd.VECTORS) {
            var weight = load(weights, low);
            var sum = load(sums, row);
            weight.add(sum).intoArray(weights, low);
            weight.sub(sum).intoArray(weights, high);
            return;
        }
        for (int lane = 0; lane < LANES; lane++) {
            double weight = weights[low + lane];
            weights[low + lane] = weight + sums[row + lane];
            weights[high + lane] = weight - sums[row + lane];
        }
    }

    /**
     * Replaces each weight by the sum of those whose index contains its index: S by k with all of
     * S.
     */
    public static void supersets(double[] weights, int size, int chunks) {
        for (int half = LANES; half < size * LANES; half *= 2) {
            for (int from = 0; from < chunks * size * LANES; from += 2 * half) {
                int i = from;
                if (Simd.VECTORS) {
                    for (; i < from + half; i += LANES) {
                        load(weights, i).add(load(weights, i + half)).intoArray(weights, i);
                    }
                }
                for (; i < from + half; i++) {
                    weights[i] += weights[i + half];
                }
            }
        }
    }

    /** Replaces the weights by their sums with all sign patterns: element S by sum (-1)^{S.k}. */
    public static void walshHadamard(double[] weights, int size, int chunks) {
        for (int half = LANES; half < size * LANES; half *= 2) {
            for (int from = 0; from < chunks * size * LANES; from += 2 * half) {
                int i = from;
                if (Simd.VECTORS) {
                    for (; i < from + half; i += LANES) {
                        var low = load(weights, i);
                        var high = load(weights, i + half);
                        low.add(high).intoArray(weights, i);
                        low.sub(high).intoArray(weights, i + half);
                    }
                }
                for (; i < from + half; i++) {
                    double low = weights[i];
                    double high = weights[i + half];
                    weights[i] = low + high;
                    weights[i + half] = low - high;
                }
            }
        }
    }

    /**
     * The expectation value of a Pauli string that flips bits: twice the sum over pairs of
     * amplitudes (low, low xor flip) of the real part of phase conj(high) low.
     *
     * @param lows the lower of each pair: first those with a plus, then those with a minus
     * @param pluses how many have a plus
     * @param imaginary whether the phase is +-i instead of +-1
     * @param sums gets the values in a row
     */
    public static void correlate(
            double[] re,
            double[] im,
            int size,
            int chunks,
            int[] lows,
            int pluses,
            int flip,
            boolean imaginary,
            double[] sums,
            int row) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            int base = chunk * size * LANES;
            int to = (row * chunks + chunk) * LANES;
            if (!Simd.VECTORS) {
                ScalarSumsF64.correlate(re, im, base, lows, pluses, flip, imaginary, sums, to);
                continue;
            }
            var sum = DoubleVector.zero(Simd.F64);
            for (int k = 0; k < lows.length; k++) {
                int low = base + lows[k] * LANES;
                int high = base + (lows[k] ^ flip) * LANES;
                var term =
                        imaginary
                                ? load(im, high)
                                        .mul(load(re, low))
                                        .sub(load(re, high).mul(load(im, low)))
                                : load(re, high)
                                        .mul(load(re, low))
                                        .add(load(im, high).mul(load(im, low)));
                sum = k < pluses ? sum.add(term) : sum.sub(term);
            }
            sum.add(sum).intoArray(sums, to);
        }
    }

    /**
     * Adds a Pauli string that flips bits, times a factor for each circuit, applied to the state x,
     * to the state y. Parameters as in {@link #correlate}.
     *
     * @param factors has the factors in a row
     */
    public static void addFlipped(
            double[] xRe,
            double[] xIm,
            double[] yRe,
            double[] yIm,
            int size,
            int chunks,
            int[] lows,
            int pluses,
            int flip,
            boolean imaginary,
            double[] factors,
            int row) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            int base = chunk * size * LANES;
            int at = (row * chunks + chunk) * LANES;
            for (int k = 0; k < lows.length; k++) {
                int low = base + lows[k] * LANES;
                int high = base + (lows[k] ^ flip) * LANES;
                double sign = k < pluses ? 1 : -1;
                if (imaginary) { // i u on the way up, -i u on the way down
                    add(yRe, high, xIm, low, factors, at, -sign);
                    add(yIm, high, xRe, low, factors, at, sign);
                    add(yRe, low, xIm, high, factors, at, sign);
                    add(yIm, low, xRe, high, factors, at, -sign);
                } else {
                    add(yRe, high, xRe, low, factors, at, sign);
                    add(yIm, high, xIm, low, factors, at, sign);
                    add(yRe, low, xRe, high, factors, at, sign);
                    add(yIm, low, xIm, high, factors, at, sign);
                }
            }
        }
    }

    private static void add(
            double[] y, int to, double[] x, int from, double[] factors, int at, double sign) {
        if (Simd.VECTORS) {
            load(factors, at).mul(sign).fma(load(x, from), load(y, to)).intoArray(y, to);
            return;
        }
        for (int lane = 0; lane < LANES; lane++) {
            y[to + lane] = Math.fma(factors[at + lane] * sign, x[from + lane], y[to + lane]);
        }
    }

    /** Adds a multiple of some elements to others. */
    public static void accumulate(
            double[] sums, int to, double[] terms, int from, double factor, int count) {
        for (int i = 0; i < count; i++) {
            sums[to + i] = Math.fma(factor, terms[from + i], sums[to + i]);
        }
    }
}
