package cloud.somersault.job.run;

import cloud.somersault.job.model.JobMessage;
import java.util.Optional;

/**
 * To all nodes: stop whatever runs for this job.
 *
 * @param shard only this one, which another worker has brought meanwhile; empty: all, also those
 *     that are yet to begin
 */
public record CancelSignal(String jobId, Optional<Integer> shard) implements JobMessage {
    /** The whole job. */
    public CancelSignal(String jobId) {
        this(jobId, Optional.empty());
    }
}
