package cloud.somersault.persistence.cassandra;

import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.persistence.journal.EventChain;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.persistence.proof.Coverage;
import cloud.somersault.persistence.proof.Leaf;
import cloud.somersault.persistence.proof.Leaves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.persistence.query.TimeBasedUUID;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The new events of a journal in Cassandra, up to a moment that every clock and every tag's view
 * has certainly passed. Jobs are found by their tag; whatever else there is, is little and looked
 * at each time. A chain is computed from the last link that was kept of it.
 */
final class CassandraCoverage implements Coverage {
    /** Later than events by tag ever come. */
    private static final Duration SETTLED = Duration.ofSeconds(15);

    private static final long ORDERING_NANOS = 100;
    private static final int AT_ONCE = 16;
    private static final String JOB = JobProtocol.KEY.name() + "|";
    private static final String KNOWN =
            "SELECT sequence_nr, chain FROM @event_chains WHERE persistence_id = ?";
    private static final String KEEP =
            "INSERT INTO @event_chains (persistence_id, sequence_nr, chain) VALUES (?, ?, ?)"
                    + " USING TIMESTAMP ?";

    private final ActorSystem<?> system;
    private final Cql cql;
    private final CassandraReadJournal journal;
    private final CassandraEvents events;
    private final int eventsMax;

    /** What the last window said, which is kept when a checkpoint has covered it. */
    private final Map<String, Leaf> said = new HashMap<>();

    private long saidThrough;
    private final Set<String> others = new TreeSet<>();

    CassandraCoverage(
            ActorSystem<?> system,
            Cql cql,
            CassandraReadJournal journal,
            CassandraEvents events,
            int eventsMax) {
        this.system = system;
        this.cql = cql;
        this.journal = journal;
        this.events = events;
        this.eventsMax = eventsMax;
    }

    /** An entity's new events and where they lead. */
    private record Grown(Leaf leaf, long events) {}

    @Override
    public CompletionStage<Window> after(long covered) {
        long settled = events.lastOrdering() - SETTLED.toNanos() / ORDERING_NANOS;
        return keepWhatWasSigned(covered)
                .thenCompose(_ -> jobs(covered, settled))
                .thenCompose(found -> {
                    long to = found.through();
                    return others().thenCompose(
                                    ids -> {
                                        var all = new TreeSet<>(found.ids());
                                        all.addAll(ids);
                                        return Source.from(all)
                                                .mapAsync(AT_ONCE, id -> grown(id, covered, to))
                                                .runWith(Sink.seq(), system);
                                    })
                            .thenApply(grown -> window(grown, to, to < settled));
                });
    }

    private Window window(List<Grown> grown, long to, boolean more) {
        var changed = grown.stream().filter(one -> one.events() > 0).toList();
        var leaves = changed.stream().map(Grown::leaf).toList();
        said.clear();
        leaves.forEach(leaf -> said.put(leaf.persistenceId(), leaf));
        saidThrough = to;
        return new Window(
                Leaves.of(leaves), changed.stream().mapToLong(Grown::events).sum(), to, more);
    }

    private CompletionStage<?> keepWhatWasSigned(long covered) {
        if (covered != saidThrough) {
            return CompletableFuture.completedStage(null);
        }
        var leaves = new ArrayList<>(said.values());
        said.clear();
        return Columns.each(
                leaves,
                leaf ->
                        cql.write(
                                KEEP,
                                leaf.persistenceId(),
                                leaf.sequenceNr(),
                                leaf.link(),
                                leaf.sequenceNr()));
    }

    private record Jobs(Set<String> ids, long through) {}

    private CompletionStage<Jobs> jobs(long covered, long settled) {
        return events.offsetAfter(covered)
                .thenCompose(offset ->
                        journal.currentEventsByTag(JobProtocol.TAG, offset)
                                .map(one ->
                                        Map.entry(
                                                one.persistenceId(),
                                                ((TimeBasedUUID) one.offset()).value().timestamp()))
                                .takeWhile(one -> one.getValue() <= settled)
                                .take(eventsMax)
                                .runWith(Sink.seq(), system))
                .thenApply(found -> {
                    var ids = new TreeSet<String>();
                    found.forEach(one -> ids.add(one.getKey()));
                    return new Jobs(
                            ids, found.size() < eventsMax ? settled : found.getLast().getValue());
                });
    }

    /** All that is no job: looked for once, and tuning sessions, which may be new. */
    private CompletionStage<Set<String>> others() {
        return journal.currentPersistenceIds()
                .filter(id -> !id.startsWith(JOB))
                .runWith(Sink.seq(), system)
                .thenApply(found -> {
                    others.addAll(found);
                    return others;
                });
    }

    private CompletionStage<Grown> grown(String id, long covered, long to) {
        return cql.row(KNOWN, id)
                .thenCompose(row -> {
                    // A job's chain is kept when it ends: its links are computed from there only
                    // for what has no other beginning.
                    var base =
                            row.filter(_ -> !id.startsWith(JOB))
                                    .map(one ->
                                            new Leaf(
                                                    id,
                                                    one.getLong("sequence_nr"),
                                                    Columns.text(one, "chain")))
                                    .orElseGet(() -> new Leaf(id, 0, EventChain.START));
                    return events.currentStoredEventsOf(id, base.sequenceNr() + 1, Long.MAX_VALUE)
                            .takeWhile(event -> event.ordering() <= to)
                            .runWith(
                                    Sink.fold(
                                            new Grown(base, 0),
                                            (soFar, event) -> next(soFar, event, covered)),
                                    system);
                });
    }

    private static Grown next(Grown soFar, StoredEvent event, long covered) {
        return new Grown(
                new Leaf(
                        soFar.leaf().persistenceId(),
                        event.sequenceNr(),
                        EventChain.next(soFar.leaf().link(), event.event())),
                soFar.events() + (event.ordering() > covered ? 1 : 0));
    }
}
