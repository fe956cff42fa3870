package cloud.somersault.chip.readout;

import cloud.somersault.circuits.Counts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Counts without the errors of their readout, as far as those are known: matrix-free measurement
 * mitigation (Nation, Kang, Sundaresan, Gambetta: PRX Quantum 2, 040326, 2021).
 *
 * <p>Readouts of different qubits are taken to err independently, so the probability to read r when
 * it was t is a product over the bits, A[r, t]. It is restricted to the outcomes that were read,
 * its columns made to sum to 1 again, and A x = p solved by the stabilized biconjugate gradient
 * (van der Vorst, SIAM J. Sci. Stat. Comput. 13, 631, 1992). The solution may be slightly negative;
 * the answer is the probability distribution nearest to it (Smolin, Gambetta, Smith: PRL 108,
 * 070502, 2012).
 */
public final class ReadoutCorrection {
    /** More different outcomes than this would take seconds. */
    public static final int OUTCOMES_MAX = 2048;

    private static final int STEPS_MAX = 200;
    private static final double ACCURACY = 1e-10;

    private ReadoutCorrection() {}

    /**
     * The corrected probabilities.
     *
     * @param bits how each classical bit is read, bit 0 first
     * @return outcome to probability, only those above 0, together 1; empty when nothing was read,
     *     when the outcomes are more than {@link #OUTCOMES_MAX}, or a bit's readout tells nothing
     */
    public static Optional<SortedMap<String, Double>> correct(
            Counts counts, List<BitReadout> bits) {
        if (bits.size() != counts.bits()) {
            throw new IllegalArgumentException(
                    bits.size() + " readouts for " + counts.bits() + " bits");
        }
        int outcomes = counts.byBitstring().size();
        if (outcomes == 0
                || outcomes > OUTCOMES_MAX
                || !bits.stream().allMatch(BitReadout::tells)) {
            return Optional.empty();
        }
        var read = new ArrayList<>(counts.byBitstring().keySet());
        double shots = counts.shots();
        double[] shares =
                counts.byBitstring().values().stream().mapToDouble(n -> n / shots).toArray();
        double[] solved = solve(assignment(read, bits), shares);
        double[] nearest = nearestDistribution(solved);
        var corrected = new TreeMap<String, Double>();
        for (int i = 0; i < nearest.length; i++) {
            if (nearest[i] > 0) {
                corrected.put(read.get(i), nearest[i]);
            }
        }
        return Optional.of(Collections.unmodifiableSortedMap(corrected));
    }

    /** A[r][t] between the outcomes that were read, each column summing to 1. */
    private static double[][] assignment(List<String> read, List<BitReadout> bits) {
        int n = read.size();
        double[][] a = new double[n][n];
        for (int t = 0; t < n; t++) {
            double sum = 0;
            for (int r = 0; r < n; r++) {
                a[r][t] = probability(read.get(r), read.get(t), bits);
                sum += a[r][t];
            }
            for (int r = 0; r < n; r++) {
                a[r][t] /= sum;
            }
        }
        return a;
    }

    private static double probability(String read, String was, List<BitReadout> bits) {
        double probability = 1;
        for (int bit = 0; bit < bits.size(); bit++) {
            int place = bits.size() - 1 - bit; // bit 0 is the rightmost character
            probability *= bits.get(bit).read(read.charAt(place), was.charAt(place));
        }
        return probability;
    }

    private static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        double[] x = b.clone();
        double[] residual = minus(b, times(a, x), 1);
        double[] shadow = residual.clone();
        double[] direction = residual.clone();
        double rho = dot(shadow, residual);
        double enough = ACCURACY * Math.sqrt(dot(b, b));
        for (int step = 0;
                step < STEPS_MAX && Math.sqrt(dot(residual, residual)) > enough;
                step++) {
            double[] v = times(a, direction);
            double alpha = rho / dot(shadow, v);
            double[] s = minus(residual, v, alpha);
            double[] t = times(a, s);
            double tt = dot(t, t);
            double omega = tt == 0 ? 0 : dot(t, s) / tt;
            for (int i = 0; i < n; i++) {
                x[i] += alpha * direction[i] + omega * s[i];
            }
            residual = minus(s, t, omega);
            double next = dot(shadow, residual);
            double beta = next / rho * (alpha / omega);
            if (!Double.isFinite(beta)) {
                break; // the residual is zero, or as good as it gets
            }
            rho = next;
            for (int i = 0; i < n; i++) {
                direction[i] = residual[i] + beta * (direction[i] - omega * v[i]);
            }
        }
        return x;
    }

    private static double[] times(double[][] a, double[] x) {
        return IntStream.range(0, x.length).mapToDouble(row -> dot(a[row], x)).toArray();
    }

    private static double[] minus(double[] a, double[] b, double factor) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - factor * b[i]).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** From the smallest up, what is negative is spread over the rest. */
    private static double[] nearestDistribution(double[] values) {
        int n = values.length;
        var order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted((i, j) -> Double.compare(values[i], values[j]))
                        .toList();
        double[] nearest = new double[n];
        double owed = 0;
        for (int i = 0; i < n; i++) {
            int left = n - i;
            double value = values[order.get(i)];
            if (value + owed / left < 0) {
                owed += value;
            } else {
                for (int j = i; j < n; j++) {
                    nearest[order.get(j)] = values[order.get(j)] + owed / left;
                }
                break;
            }
        }
        double sum = IntStream.range(0, n).mapToDouble(i -> nearest[i]).sum();
        return IntStream.range(0, n).mapToDouble(i -> nearest[i] / sum).toArray();
    }
}
