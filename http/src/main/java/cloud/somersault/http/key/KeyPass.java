package cloud.somersault.http.key;

import java.util.Optional;

/**
 * A key as this node knows it: that its holder knows the secret, what it has left of its limits,
 * and until when that may be believed without asking again.
 */
public final class KeyPass {
    private static final double SECONDS_OF_A_DAY = 86_400;

    private final ApiKey key;
    private final String secretSha256;
    private final KeyLimits limits;
    private final TokenBucket requests;
    private final Optional<TokenBucket> jobs;
    private volatile long believedUntilNanos;
    private volatile boolean gone;

    KeyPass(
            ApiKey key,
            String secretSha256,
            KeyLimits usual,
            long nowNanos,
            long believedUntilNanos) {
        this.key = key;
        this.secretSha256 = secretSha256;
        this.limits = key.limits().or(usual);
        this.requests =
                new TokenBucket(
                        limits.requestsPerSecond().orElse(1e9),
                        limits.requestsBurst().orElse(1_000_000_000L),
                        nowNanos);
        this.jobs =
                limits.jobsPerDay()
                        .map(most -> new TokenBucket(most / SECONDS_OF_A_DAY, most, nowNanos));
        this.believedUntilNanos = believedUntilNanos;
    }

    /** Which key. */
    public ApiKey key() {
        return key;
    }

    /** Its limits, complete where something is configured. */
    public KeyLimits limits() {
        return limits;
    }

    /** Of requests. */
    TokenBucket requests() {
        return requests;
    }

    /** Of accepted jobs, if they are limited. */
    Optional<TokenBucket> jobs() {
        return jobs;
    }

    boolean fits(KeyToken token) {
        return token.hasHash(secretSha256);
    }

    boolean believedAt(long nowNanos) {
        return !gone && believedUntilNanos - nowNanos > 0;
    }

    void believeUntil(long nanos) {
        believedUntilNanos = nanos;
    }

    /** It was revoked. */
    void leave() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /** Whether what was just read of the key says the same. */
    boolean says(ApiKey other, String hash) {
        return key.equals(other) && secretSha256.equals(hash);
    }
}
