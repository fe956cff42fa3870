package cloud.somersault.job.queue;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Knows which jobs the journal holds; needed to make the queue again after a start. */
public interface JobIndex {

    /** Ids of all jobs that were accepted and have no terminal event, oldest first. */
    CompletionStage<List<String>> unfinished();
}
