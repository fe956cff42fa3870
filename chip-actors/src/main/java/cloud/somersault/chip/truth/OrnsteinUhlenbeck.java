package cloud.somersault.chip.truth;

/**
 * A stationary Ornstein-Uhlenbeck process of deviation 1: normal at every moment, with correlation
 * exp(-|t - s| / tau). Any moment is reached in about thirty draws: anchors far apart are drawn
 * independently, and the interval between two of them is halved down to the moment. Being Markov
 * and normal, the middle of two known moments at distance h on either side is normal with mean r /
 * (1 + r^2) (x + y) and variance (1 - r^2) / (1 + r^2), where r = exp(-h / tau).
 *
 * @param chance where its numbers come from
 * @param tauSeconds correlation time
 */
record OrnsteinUhlenbeck(Chance chance, double tauSeconds) {

    /** Anchors lie this many correlation times apart; exp(-32) is below the numbers' noise. */
    private static final double ANCHOR_TAUS = 32;

    /** Halvings of an interval between anchors: down to 1e-7 of a correlation time. */
    private static final int HALVINGS = 28;

    OrnsteinUhlenbeck {
        if (!(tauSeconds > 0 && tauSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a correlation time is positive");
        }
    }

    /**
     * The value at a moment.
     *
     * @param seconds 0 or later
     */
    double at(double seconds) {
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("time begins at 0, not at " + seconds);
        }
        double span = ANCHOR_TAUS * tauSeconds;
        long anchor = (long) Math.floor(seconds / span);
        double left = chance.normal(anchor, 0);
        double right = chance.normal(anchor + 1, 0);
        double from = 0;
        double width = span;
        double wanted = seconds - anchor * span;
        int node = 1;
        for (int halving = 0; halving < HALVINGS && wanted > from; halving++) {
            width /= 2;
            double r = StrictMath.exp(-width / tauSeconds);
            double one = 1 + r * r;
            double deviation = StrictMath.sqrt((1 - r * r) / one);
            double middle = r / one * (left + right) + deviation * chance.normal(anchor, node);
            if (wanted >= from + width) {
                from += width;
                left = middle;
                node = 2 * node + 1;
            } else {
                right = middle;
                node = 2 * node;
            }
        }
        return left + (right - left) * Math.min(1, (wanted - from) / width);
    }

    /** The same process, set to 0 at moment 0: what has drifted since. */
    double since0(double seconds) {
        return at(seconds) - StrictMath.exp(-seconds / tauSeconds) * at(0);
    }
}
