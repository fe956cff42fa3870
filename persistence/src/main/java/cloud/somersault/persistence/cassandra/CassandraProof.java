package cloud.somersault.persistence.cassandra;

import cloud.somersault.job.ResultStore;
import cloud.somersault.persistence.journal.EventChain;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.persistence.proof.Coverage;
import cloud.somersault.persistence.proof.EntityCheck;
import cloud.somersault.persistence.proof.LogVerifier;
import cloud.somersault.persistence.proof.Provable;
import cloud.somersault.persistence.proof.SignedHistory;
import cloud.somersault.persistence.proof.Signer;
import cloud.somersault.persistence.proof.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The proof of a journal in Cassandra. Its plugin keeps no link beside an event, so every chain is
 * computed from its beginning and compared where checkpoints have signed it.
 */
final class CassandraProof implements Provable {
    private static final int AT_ONCE = 16;

    /** So long before a checkpoint's end an event may have been written that it has not seen. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final ActorSystem<?> system;
    private final Cql cql;
    private final CassandraReadJournal journal;
    private final CassandraEvents events;
    private final ResultStore results;
    private final Path witnessFolder;

    CassandraProof(
            ActorSystem<?> system,
            Cql cql,
            CassandraReadJournal journal,
            CassandraEvents events,
            ResultStore results,
            Path witnessFolder) {
        this.system = system;
        this.cql = cql;
        this.journal = journal;
        this.events = events;
        this.results = results;
        this.witnessFolder = witnessFolder;
    }

    @Override
    public Coverage coverage(Signer.Settings settings) {
        return new CassandraCoverage(system, cql, journal, events, results);
    }

    @Override
    public CompletionStage<Verification> verify(
            LogVerifier.Against against, BiConsumer<Long, Long> progress) {
        return events.currentStoredEventsOf(Signer.PERSISTENCE_ID, 1, Long.MAX_VALUE)
                .map(StoredEvent::json)
                .runWith(Sink.seq(), system)
                .thenApply(documents ->
                        SignedHistory.of(
                                documents,
                                against.andWitnessOf(witnessFolder),
                                CassandraEvents.steps(LATE)))
                .thenCompose(this::leaves)
                .thenCompose(history -> {
                    var missing = history.entities();
                    return journal.currentPersistenceIds()
                            .concat(Source.lazySource(() -> Source.from(new ArrayList<>(missing))))
                            .statefulMap(
                                    HashSet<String>::new,
                                    (seen, id) -> Pair.create(seen, seen.add(id) ? id : ""),
                                    _ -> Optional.empty())
                            .filter(id -> !id.isEmpty())
                            .mapAsyncUnordered(AT_ONCE, id -> check(history, id))
                            .runWith(
                                    Sink.fold(
                                            history,
                                            (soFar, check) -> {
                                                soFar.add(check);
                                                progress.accept(soFar.events(), soFar.signed());
                                                return soFar;
                                            }),
                                    system)
                            .thenApply(SignedHistory::verification);
                });
    }

    private CompletionStage<SignedHistory> leaves(SignedHistory history) {
        var digests = history.leavesDigests();
        return Source.from(digests)
                .mapAsync(1, results::get)
                .runWith(Sink.seq(), system)
                .thenApply(all -> {
                    history.takeLeaves(List.copyOf(all));
                    return history;
                });
    }

    private CompletionStage<EntityCheck> check(SignedHistory history, String id) {
        return events.currentStoredEventsOf(id, 1, Long.MAX_VALUE)
                .runWith(
                        Sink.fold(
                                history.begin(id),
                                (check, event) -> {
                                    check.next(
                                            event.sequenceNr(),
                                            event.ordering(),
                                            EventChain.next(check.link(), event.event()));
                                    return check;
                                }),
                        system);
    }
}
