package cloud.somersault.persistence.cassandra;

import cloud.somersault.persistence.proof.Leaf;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * What checkpoints have signed of each entity last: a row each, written after its checkpoint, so
 * that whoever signs next knows where to go on.
 */
final class SignedChains {
    private static final int AT_ONCE = 32;
    private static final String ALL =
            "SELECT persistence_id, sequence_nr, chain, ended FROM @signed_chains";
    private static final String KEEP =
            "INSERT INTO @signed_chains (persistence_id, sequence_nr, chain, ended)"
                    + " VALUES (?, ?, ?, ?) USING TIMESTAMP ?";

    private final ActorSystem<?> system;
    private final Cql cql;

    SignedChains(ActorSystem<?> system, Cql cql) {
        this.system = system;
        this.cql = cql;
    }

    /**
     * What was signed of an entity.
     *
     * @param ended whether that was its last event for ever
     */
    record Signed(Leaf leaf, boolean ended) {}

    /** All of them, in no order. */
    Source<Signed, NotUsed> all() {
        return cql.stream(ALL)
                .map(row ->
                        new Signed(
                                new Leaf(
                                        Columns.text(row, "persistence_id"),
                                        row.getLong("sequence_nr"),
                                        Columns.text(row, "chain")),
                                row.getBoolean("ended")));
    }

    /** Keeps what a checkpoint has signed; may be repeated. */
    CompletionStage<Done> keep(Collection<Signed> signed) {
        return Source.from(signed)
                .mapAsyncUnordered(
                        AT_ONCE,
                        one ->
                                cql.write(
                                                KEEP,
                                                one.leaf().persistenceId(),
                                                one.leaf().sequenceNr(),
                                                one.leaf().link(),
                                                one.ended(),
                                                one.leaf().sequenceNr())
                                        .thenApply(_ -> Done.getInstance()))
                .runWith(Sink.ignore(), system);
    }
}
