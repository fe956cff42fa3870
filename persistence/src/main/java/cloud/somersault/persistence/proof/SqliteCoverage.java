package cloud.somersault.persistence.proof;

import cloud.somersault.persistence.journal.ChainScan.Last;
import cloud.somersault.persistence.journal.EventLog;
import java.util.concurrent.CompletionStage;

/** The new events of a data folder: a stretch of its order. */
public record SqliteCoverage(EventLog log, int eventsMax) implements Coverage {
    @Override
    public CompletionStage<Window> after(long covered) {
        // A log that was repaired has fewer events than were signed: all that is left is new.
        long ordering = covered > log.lastOrdering() ? 0 : covered;
        long to = Math.min(log.lastOrdering(), ordering + eventsMax);
        return log.lastOfEntities(ordering, to)
                .thenApply(lasts ->
                        new Window(
                                Leaves.of(
                                        lasts.entrySet().stream()
                                                .map(one -> leaf(one.getKey(), one.getValue()))
                                                .toList()),
                                to - ordering,
                                to,
                                to < log.lastOrdering()));
    }

    static Leaf leaf(String persistenceId, Last last) {
        return new Leaf(persistenceId, last.sequenceNr(), last.hex());
    }
}
