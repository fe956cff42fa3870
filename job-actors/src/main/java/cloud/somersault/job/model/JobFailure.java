package cloud.somersault.job.model;

import java.util.Locale;

/**
 * Why an accepted job ends without a result. Besides these a job fails with the code of a refusal
 * where the chip, newly calibrated, no longer runs at its turn what it ran when it was submitted.
 */
public enum JobFailure {
    /** A worker could not compute a shard. */
    SHARD_FAILED(
            "An engine broke down over a part of the job, for want of memory for example.",
            "Submit it again with fewer qubits or shots; if it stays, the server's log says more."),

    /** It ran for longer than it was allowed to. */
    TIME_LIMIT_EXCEEDED(
            "The run took longer than options.timeLimitSeconds, which may happen although the"
                    + " estimate was below it when the machine is busy.",
            "Submit it again with a higher options.timeLimitSeconds or fewer shots."),

    /** Its tenant's contents were erased while it was under way. */
    CONTENT_ERASED(
            "The contents of the tenant's jobs were erased, this one's among them, before it had"
                    + " its result.",
            "Submit the program again if it should run after all.");

    private final String meaning;
    private final String remedy;

    JobFailure(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The code as events and views have it: kebab-case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it means. */
    public String meaning() {
        return meaning;
    }

    /** What the caller can do. */
    public String remedy() {
        return remedy;
    }
}
