package cloud.somersault.persistence.cassandra;

import cloud.somersault.job.ResultStore;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.persistence.cassandra.SignedChains.Signed;
import cloud.somersault.persistence.journal.EventChain;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.persistence.proof.Coverage;
import cloud.somersault.persistence.proof.Leaf;
import cloud.somersault.persistence.proof.Leaves;
import cloud.somersault.persistence.proof.ProofEvent;
import cloud.somersault.persistence.proof.ProofJson;
import cloud.somersault.persistence.proof.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The new events of a journal in Cassandra, up to a moment that every clock has passed.
 *
 * <p>Such a journal has no order to go along, and its views by tag may be late by any time when a
 * keeper dies between two writes. So every entity that may have more events is looked at for each
 * checkpoint, from the event after the last one that was signed: an event that comes late is
 * covered by the next checkpoint, however late it is. Jobs that have ended are not looked at again;
 * an entity that was not there before is found in the journal's list of ids, which has it before
 * its first event is written. So a checkpoint costs a pass over that list, a question for each
 * entity that is not a job that has ended, and the reading of what is new.
 */
final class CassandraCoverage implements Coverage {
    /** Longer than clocks differ, and than an event is on its way to the database. */
    private static final Duration SETTLED = Duration.ofSeconds(15);

    private static final int AT_ONCE = 16;
    private static final long NEVER = -1;

    /** Among so many of the proof's last events is its last checkpoint. */
    private static final int LAST_EVENTS = 200;

    private static final String JOB = JobProtocol.KEY.name() + "|";

    private final ActorSystem<?> system;
    private final CassandraReadJournal journal;
    private final CassandraEvents events;
    private final SignedChains chains;
    private final ResultStore results;

    /** What was signed of entities that may have more events, and which ones will have none. */
    private final Map<String, Leaf> open = new HashMap<>();

    private final IdSet ended = new IdSet();

    /** The ordering up to which everything is covered when these two are right. */
    private long known = NEVER;

    /** What the last window said, which is signed if the next one follows it. */
    private List<Signed> said = List.of();

    private long saidThrough = NEVER;

    /** One window after the other, also when the one who asks was restarted meanwhile. */
    private CompletionStage<?> before = CompletableFuture.completedStage(null);

    CassandraCoverage(
            ActorSystem<?> system,
            Cql cql,
            CassandraReadJournal journal,
            CassandraEvents events,
            ResultStore results) {
        this.system = system;
        this.journal = journal;
        this.events = events;
        this.chains = new SignedChains(system, cql);
        this.results = results;
    }

    @Override
    public synchronized CompletionStage<Window> after(long covered) {
        var window = before.handle((_, _) -> covered).thenCompose(this::next);
        before = window;
        return window;
    }

    private CompletionStage<Window> next(long covered) {
        long through = events.lastOrdering() - CassandraEvents.steps(SETTLED);
        return recall(covered)
                .thenCompose(_ ->
                        through > covered
                                ? window(through)
                                : CompletableFuture.completedStage(
                                        new Window(Leaves.of(List.of()), 0, covered, false)));
    }

    /** Makes the memory that of one who has covered everything up to there. */
    private CompletionStage<?> recall(long covered) {
        if (covered == saidThrough) {
            var signed = said;
            return chains.keep(signed)
                    .thenAccept(_ -> {
                        signed.forEach(this::remember);
                        forgetWhatWasSaid();
                        known = covered;
                    });
        }
        forgetWhatWasSaid();
        return covered == known ? CompletableFuture.completedStage(covered) : recallAll(covered);
    }

    private void forgetWhatWasSaid() {
        said = List.of();
        saidThrough = NEVER;
    }

    private void remember(Signed signed) {
        var id = signed.leaf().persistenceId();
        if (signed.ended()) {
            open.remove(id);
            ended.add(id);
        } else {
            open.put(id, signed.leaf());
        }
    }

    /**
     * Somebody else has signed meanwhile, perhaps before this node was there: reads what was kept,
     * and what the last checkpoint has signed, as its signer may have died before it was kept.
     */
    private CompletionStage<?> recallAll(long covered) {
        known = NEVER;
        open.clear();
        ended.clear();
        return chains.all()
                .runForeach(this::remember, system)
                .thenCompose(_ -> lastLeaves(covered))
                .thenCompose(leaves ->
                        Source.from(leaves.all())
                                .filterNot(this::remembered)
                                .mapAsync(AT_ONCE, this::signed)
                                .runWith(Sink.seq(), system))
                .thenCompose(signed ->
                        chains.keep(signed).thenAccept(_ -> signed.forEach(this::remember)))
                .thenAccept(_ -> known = covered);
    }

    private boolean remembered(Leaf leaf) {
        var known = open.get(leaf.persistenceId());
        return ended.contains(leaf.persistenceId())
                || (known != null && known.sequenceNr() >= leaf.sequenceNr());
    }

    private CompletionStage<Signed> signed(Leaf leaf) {
        return events.currentStoredEventsOf(
                        leaf.persistenceId(), leaf.sequenceNr(), leaf.sequenceNr())
                .runWith(Sink.lastOption(), system)
                .thenApply(last -> new Signed(leaf, last.filter(this::ends).isPresent()));
    }

    /** What the checkpoint has signed that covers everything up to there. */
    private CompletionStage<Leaves> lastLeaves(long covered) {
        return events.lastSequenceNr(Signer.PERSISTENCE_ID, 1)
                .thenCompose(last ->
                        events.currentStoredEventsOf(
                                        Signer.PERSISTENCE_ID,
                                        Math.max(1, last - LAST_EVENTS),
                                        last)
                                .map(event -> new String(event.json(), StandardCharsets.UTF_8))
                                .map(ProofJson::read)
                                .runWith(Sink.seq(), system))
                .thenCompose(last ->
                        last.stream()
                                .filter(ProofEvent.CheckpointSigned.class::isInstance)
                                .map(ProofEvent.CheckpointSigned.class::cast)
                                .filter(one -> one.signed().checkpoint().through() == covered)
                                .reduce((_, later) -> later)
                                .map(one -> results.get(one.leavesDigest()))
                                .orElseGet(
                                        () -> CompletableFuture.completedStage(Optional.empty())))
                .thenApply(document -> document.map(Leaves::parse).orElse(Leaves.of(List.of())));
    }

    private CompletionStage<Window> window(long through) {
        return journal.currentPersistenceIds()
                .filterNot(ended::contains)
                .mapAsync(AT_ONCE, id -> grown(id, through))
                .filter(one -> one.last().isPresent())
                .runWith(Sink.seq(), system)
                .thenApply(grown -> {
                    said = grown.stream().map(this::signed).toList();
                    saidThrough = through;
                    return new Window(
                            Leaves.of(said.stream().map(Signed::leaf).toList()),
                            grown.stream().mapToLong(Grown::events).sum(),
                            through,
                            false);
                });
    }

    /**
     * An entity's new events and where they lead.
     *
     * @param last of them
     */
    private record Grown(Leaf leaf, long events, Optional<StoredEvent> last) {
        Grown and(StoredEvent event) {
            return new Grown(
                    new Leaf(
                            leaf.persistenceId(),
                            event.sequenceNr(),
                            EventChain.next(leaf.link(), event.event())),
                    events + 1,
                    Optional.of(event));
        }
    }

    private Signed signed(Grown grown) {
        return new Signed(grown.leaf(), grown.last().filter(this::ends).isPresent());
    }

    private CompletionStage<Grown> grown(String id, long through) {
        var base = open.getOrDefault(id, new Leaf(id, 0, EventChain.START));
        return events.currentStoredEventsOf(id, base.sequenceNr() + 1, Long.MAX_VALUE)
                .takeWhile(event -> event.ordering() <= through)
                .runWith(Sink.fold(new Grown(base, 0, Optional.empty()), Grown::and), system);
    }

    /**
     * Whether nothing ever follows it. An event that only a later version knows does not say so.
     */
    private boolean ends(StoredEvent event) {
        if (!event.persistenceId().startsWith(JOB)) {
            return false;
        }
        try {
            return events.decode(event) instanceof JobEvent one
                    && switch (one) {
                        case JobEvent.Completed _, JobEvent.Failed _, JobEvent.Cancelled _ -> true;
                        case JobEvent.Submitted _, JobEvent.Compiled _, JobEvent.ShardCompleted _ ->
                                false;
                    };
        } catch (RuntimeException unknown) {
            return false;
        }
    }
}
