package cloud.somersault.persistence.audit.run;

import cloud.somersault.job.model.JobView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * Which completed jobs are meant; what is absent does not matter.
 *
 * @param since submitted then or later
 * @param until submitted then or earlier
 * @param fromEvent submitted by this event of the log or a later one
 * @param toEvent submitted by this event of the log or an earlier one
 * @param jobsMax the newest so many
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Selection(
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<Long> fromEvent,
        Optional<Long> toEvent,
        Optional<String> tenant,
        Optional<String> target,
        Optional<Long> jobsMax) {

    /** Every completed job. */
    public static final Selection EVERYTHING =
            new Selection(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /**
     * Whether a job is meant, by what the list of jobs says of it.
     *
     * @param event the place in the log at which it was submitted
     */
    public boolean contains(JobView job, long event) {
        return since.map(first -> !job.submittedAt().isBefore(first)).orElse(true)
                && until.map(last -> !job.submittedAt().isAfter(last)).orElse(true)
                && fromEvent.map(first -> event >= first).orElse(true)
                && toEvent.map(last -> event <= last).orElse(true)
                && tenant.map(job.tenant()::equals).orElse(true)
                && target.map(job.target()::equals).orElse(true);
    }

    /** Whether no older job than this one is meant: whoever goes back in time may stop. */
    public boolean endsBefore(JobView job, long event) {
        // The places of a list follow the log, the moments of two nodes' clocks nearly.
        return since.map(first -> job.submittedAt().plusSeconds(CLOCKS_SECONDS).isBefore(first))
                        .orElse(false)
                || fromEvent.map(first -> event < first).orElse(false);
    }

    private static final long CLOCKS_SECONDS = 60;
}
