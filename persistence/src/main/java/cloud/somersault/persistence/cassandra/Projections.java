package cloud.somersault.persistence.cassandra;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardedDaemonProcessSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.projection.ProjectionBehavior;
import org.apache.pekko.projection.ProjectionId;
import org.apache.pekko.projection.cassandra.javadsl.CassandraProjection;
import org.apache.pekko.projection.javadsl.Handler;
import org.apache.pekko.projection.javadsl.SourceProvider;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Starts what fills the tables beside the journal: one process in the cluster for each tag, on a
 * keeper, which goes on elsewhere when its node is lost. The place in the stream is kept after each
 * group, so a group may come again; what handles it must not mind.
 */
final class Projections {
    private static final int GROUP_EVENTS = 200;
    private static final Duration GROUP_TIME = Duration.ofMillis(100);
    private static final String KEEPER = "keeper";

    private Projections() {}

    /**
     * Follows a tag.
     *
     * @param name of the projection, for ever
     * @param birth no event is older
     */
    static void follow(
            ActorSystem<?> system,
            CassandraReadJournal journal,
            String name,
            String tag,
            Supplier<CompletionStage<Offset>> birth,
            Supplier<Handler<List<EventEnvelope>>> handler) {
        ShardedDaemonProcess.get(system)
                .init(
                        ProjectionBehavior.Command.class,
                        name,
                        1,
                        _ ->
                                ProjectionBehavior.create(
                                        CassandraProjection.groupedWithin(
                                                        ProjectionId.of(name, tag),
                                                        new Tagged(journal, tag, birth),
                                                        handler)
                                                .withGroup(GROUP_EVENTS, GROUP_TIME)),
                        ShardedDaemonProcessSettings.create(system).withRole(KEEPER),
                        Optional.of(ProjectionBehavior.stopMessage()));
    }

    /** The events of a tag, from where the projection stands. */
    private static final class Tagged extends SourceProvider<Offset, EventEnvelope> {
        private final CassandraReadJournal journal;
        private final String tag;
        private final Supplier<CompletionStage<Offset>> birth;

        Tagged(CassandraReadJournal journal, String tag, Supplier<CompletionStage<Offset>> birth) {
            this.journal = journal;
            this.tag = tag;
            this.birth = birth;
        }

        @Override
        public CompletionStage<Source<EventEnvelope, NotUsed>> source(
                Supplier<CompletionStage<Optional<Offset>>> offset) {
            return offset.get()
                    .thenCompose(
                            place -> place.map(CompletableFuture::completedStage).orElseGet(birth))
                    .thenApply(from -> journal.eventsByTag(tag, from));
        }

        @Override
        public Offset extractOffset(EventEnvelope envelope) {
            return envelope.offset();
        }

        @Override
        public long extractCreationTime(EventEnvelope envelope) {
            return envelope.timestamp();
        }
    }
}
