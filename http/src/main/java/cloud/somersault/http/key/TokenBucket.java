package cloud.somersault.http.key;

/**
 * A rate limit: a bucket that holds {@code burst} tokens, begins full, and gets {@code perSecond}
 * of them each second until it is full again. In any time of t seconds at most {@code burst +
 * perSecond * t} are taken. Time is an argument: nanoseconds of a clock that never goes back.
 *
 * <p>Thread-safe.
 */
public final class TokenBucket {
    private static final double NANOSECONDS = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long atNanos;

    /**
     * A full one.
     *
     * @param perSecond more than 0
     * @param burst at least 1
     */
    public TokenBucket(double perSecond, double burst, long nowNanos) {
        if (!(perSecond > 0) || !(burst >= 1)) {
            throw new IllegalArgumentException("a bucket of " + burst + ", " + perSecond + " /s");
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.atNanos = nowNanos;
    }

    /**
     * Takes a token.
     *
     * @return 0 when there was one; otherwise how many seconds it takes until there will be
     */
    public synchronized double take(long nowNanos) {
        fill(nowNanos);
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return (1 - tokens) / perSecond;
    }

    /** Puts a token back that was not needed after all. */
    public synchronized void giveBack() {
        tokens = Math.min(burst, tokens + 1);
    }

    /** How many whole tokens there are. */
    public synchronized long left(long nowNanos) {
        fill(nowNanos);
        return (long) tokens;
    }

    private void fill(long nowNanos) {
        double seconds = Math.max(0, nowNanos - atNanos) / NANOSECONDS;
        tokens = Math.min(burst, tokens + seconds * perSecond);
        atNanos = Math.max(atNanos, nowNanos);
    }
}
