package cloud.somersault.cli.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * A mean with its 95 % interval by Student's t.
 *
 * @param halfWidth of the interval; infinite for a single value
 */
record Estimate(double mean, double halfWidth, int count) {

    /** Quantiles of Student's t at 0.975 for 1 to 30 degrees of freedom. */
    private static final double[] T_975 = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
        2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL_975 = 1.960;

    /** Of at least one value. */
    static Estimate of(List<Double> values) {
        int n = values.size();
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        if (n < 2) {
            return new Estimate(mean, Double.POSITIVE_INFINITY, n);
        }
        double squares = values.stream().mapToDouble(one -> (one - mean) * (one - mean)).sum();
        double t = n - 1 <= T_975.length ? T_975[n - 2] : NORMAL_975;
        return new Estimate(mean, t * Math.sqrt(squares / (n - 1) / n), n);
    }

    /** Of the differences a - b, pair by pair. */
    static Estimate ofDifferences(List<Double> a, List<Double> b) {
        if (a.size() != b.size()) {
            throw new IllegalArgumentException(a.size() + " values beside " + b.size());
        }
        var differences = new ArrayList<Double>();
        for (int i = 0; i < a.size(); i++) {
            differences.add(a.get(i) - b.get(i));
        }
        return of(differences);
    }

    /** Everything divided by the same number. */
    Estimate dividedBy(double number) {
        return new Estimate(mean / number, halfWidth / Math.abs(number), count);
    }

    double low() {
        return mean - halfWidth;
    }

    double high() {
        return mean + halfWidth;
    }

    /** Whether 0 is outside of the interval. */
    boolean isBeyondChance() {
        return low() > 0 || high() < 0;
    }
}
