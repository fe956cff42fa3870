package cloud.somersault.persistence.archive;

import cloud.somersault.job.ResultStore;
import cloud.somersault.persistence.proof.Provable;
import cloud.somersault.persistence.view.ChipHistory;
import cloud.somersault.persistence.view.JobList;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Where a cloud keeps what must not be lost, besides the journal of its actors: the stored events
 * as evidence, large content, and the views. Which one it is, configuration says; nobody who asks
 * it can tell, but for how soon a view knows of an event (each method says).
 */
public interface Archive {
    /** The first event of every replay of many jobs carries this tag. */
    String REPLAY_REQUESTED_TAG = "replay-requested";

    /** The events themselves. */
    StoredEvents events();

    /** Large content, by its digest. */
    ResultStore results();

    /** The list of jobs. In a shared archive a job appears in it some seconds late. */
    JobList jobs();

    /** The history of these chips; begins to follow them. Call it once. */
    ChipHistory history(Collection<String> chips);

    /** The ids of all tuning sessions, oldest first; a shared archive is some seconds late. */
    CompletionStage<List<String>> tunings();

    /** The ids of all replays of many jobs, oldest first; a shared archive is some seconds late. */
    CompletionStage<List<String>> replays();

    /**
     * How it proves what it says.
     *
     * @param folder of the witness, on this node
     * @param executor on which a verification waits for its threads
     */
    Provable proof(Path folder, Executor executor);

    /**
     * Whether new work may be taken. A data folder keeps some room back, in which what was accepted
     * goes on to its end. Quick.
     */
    boolean hasRoom();

    /** Completes when something was written durably; fails when nothing can be. */
    CompletionStage<Boolean> takesWrites();
}
