package cloud.somersault.chip;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What names the hidden truth of a chip at one moment: from these and the figures of that version
 * everything about it can be worked out again, and what disturbs a run in it.
 *
 * @param seed of everything random about the chip
 * @param drift how it drifts, a {@link DriftModel} id
 * @param ofVersion the calibration version whose figures were true once
 * @param sinceSeconds when they were, on the chip's virtual clock
 * @param virtualSeconds the moment, on the same clock
 * @param noiseRule the number of the {@link NoiseRule} by which figures become noise; 0 in events
 *     from before there was more than one
 */
public record Truth(
        long seed,
        String drift,
        long ofVersion,
        double sinceSeconds,
        double virtualSeconds,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int noiseRule) {

    /** By the current rule. */
    public Truth(
            long seed, String drift, long ofVersion, double sinceSeconds, double virtualSeconds) {
        this(seed, drift, ofVersion, sinceSeconds, virtualSeconds, NoiseRule.CURRENT.number());
    }

    /** Virtual time since the figures of that version were true. */
    public double driftedSeconds() {
        return virtualSeconds - sinceSeconds;
    }

    /**
     * How figures become noise.
     *
     * @throws IllegalStateException when there is no such rule
     */
    public NoiseRule rule() {
        return noiseRule == 0
                ? NoiseRule.FIRST
                : NoiseRule.ofNumber(noiseRule)
                        .orElseThrow(() ->
                                new IllegalStateException(this + " names no rule that there is"));
    }
}
