package cloud.somersault.persistence.proof;

import java.util.concurrent.CompletionStage;

/** What is new in the log, for the next checkpoint. */
public interface Coverage {
    /**
     * What follows an ordering: all of it, or as much as one checkpoint should cover.
     *
     * @param ordering up to which everything is covered
     */
    CompletionStage<Window> after(long ordering);

    /**
     * A part of the log.
     *
     * @param leaves the entities that have events in it, and where their chains stand at its end
     * @param events how many it has
     * @param through its last ordering
     * @param more whether there is more after it already
     */
    record Window(Leaves leaves, long events, long through, boolean more) {}
}
