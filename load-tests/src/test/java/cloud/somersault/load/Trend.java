package cloud.somersault.load;

/**
 * The straight line through a series by least squares, and how sure its slope is.
 *
 * <p>What a process measures of itself is like what it measured a moment before, which makes a
 * slope look surer than it is. So the standard error is widened by √((1 + r) / (1 − r)), with r the
 * correlation of neighbouring residuals (0 if it is negative): the effective number of samples of a
 * first-order autoregressive series (Santer et al., J. Geophys. Res. 105, 7337, 2000).
 *
 * @param slope units of y for a unit of x
 * @param halfWidth95 half the width of the 95 % confidence interval of the slope; infinite for
 *     fewer than three samples
 * @param mean of y
 */
record Trend(double slope, double halfWidth95, double mean) {
    /** Two-sided 95 % of a normal distribution; a run has a hundred samples. */
    private static final double Z95 = 1.959964;

    private static final double CORRELATION_MAX = 0.95;

    /** The trend of y over x; both of the same length, x not constant. */
    static Trend of(double[] x, double[] y) {
        int n = x.length;
        double meanX = mean(x);
        double meanY = mean(y);
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < n; i++) {
            sxx += (x[i] - meanX) * (x[i] - meanX);
            sxy += (x[i] - meanX) * (y[i] - meanY);
        }
        if (!(sxx > 0)) {
            return new Trend(0, Double.POSITIVE_INFINITY, meanY);
        }
        double slope = sxy / sxx;
        if (n < 3) {
            return new Trend(slope, Double.POSITIVE_INFINITY, meanY);
        }
        var residuals = new double[n];
        double squares = 0;
        double neighbours = 0;
        for (int i = 0; i < n; i++) {
            residuals[i] = y[i] - meanY - slope * (x[i] - meanX);
            squares += residuals[i] * residuals[i];
            neighbours += i == 0 ? 0 : residuals[i] * residuals[i - 1];
        }
        double r = squares > 0 ? Math.min(Math.max(neighbours / squares, 0), CORRELATION_MAX) : 0;
        double error = Math.sqrt(squares / (n - 2) / sxx * (1 + r) / (1 - r));
        return new Trend(slope, Z95 * error, meanY);
    }

    /** Whether, with 97.5 % confidence, it grows by less than this part of its mean a unit of x. */
    boolean growsLessThan(double partOfMean) {
        return slope + halfWidth95 < partOfMean * mean;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
