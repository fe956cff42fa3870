package cloud.somersault.job.queue;

import cloud.somersault.job.model.JobView;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Knows which jobs the journal holds; needed to make the queue again after a start. */
public interface JobIndex {

    /** Ids of all jobs that were accepted and have no terminal event, oldest first. */
    CompletionStage<List<String>> unfinished();

    /** Jobs that were submitted at this moment or later, as far as anybody remembers. */
    default CompletionStage<List<JobView>> submittedSince(Instant moment) {
        return CompletableFuture.completedFuture(List.of());
    }
}
