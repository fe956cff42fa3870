package cloud.somersault.persistence.retention;

import cloud.somersault.persistence.retention.RetentionProtocol.Erase;
import cloud.somersault.persistence.retention.RetentionProtocol.Message;
import cloud.somersault.persistence.retention.RetentionProtocol.These;
import cloud.somersault.persistence.retention.RetentionProtocol.Which;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;

/** The door to the one who has contents erased. */
public final class Retention {
    /** The entity whose events say what was erased. */
    public static final String PERSISTENCE_ID = RetentionActor.ID.id();

    private static final String KEEPER = "keeper";

    private final ActorSystem<?> system;
    private final ActorRef<Message> actor;
    private final Duration patience;

    private Retention(ActorSystem<?> system, ActorRef<Message> actor, Duration patience) {
        this.system = system;
        this.actor = actor;
        this.patience = patience;
    }

    /**
     * Starts it on this keeper: it finishes what was begun, and erases what is too old.
     *
     * @param keys those of this keeper
     */
    public static Retention start(
            ActorSystem<?> system, KeyFile keys, RetentionSettings settings, InstantSource clock) {
        var actor =
                ClusterSingleton.get(system)
                        .init(
                                SingletonActor.of(
                                                RetentionActor.create(keys, settings, clock),
                                                "retention")
                                        .withSettings(
                                                ClusterSingletonSettings.create(system)
                                                        .withRole(KEEPER)));
        return new Retention(system, actor, settings.patience());
    }

    /**
     * Erases the contents of a tenant's jobs: completes when their keys are destroyed and the log
     * says so. The same id again is answered with the erasure that there is.
     *
     * @param before of jobs submitted on days (UTC) that had ended by then; empty: of all that were
     *     submitted until now
     * @param by the id of an API key, or what else asks for it
     */
    public CompletionStage<Erasure> erase(
            String id, String tenant, Optional<Instant> before, String by) {
        return AskPattern.<Message, Erasure>ask(
                actor,
                replyTo -> new Erase(id, tenant, before, by, replyTo),
                patience,
                system.scheduler());
    }

    /** The erasures that there were of a tenant, oldest first. */
    public CompletionStage<List<Erasure>> of(String tenant) {
        return AskPattern.<Message, These>ask(
                        actor, replyTo -> new Which(tenant, replyTo), patience, system.scheduler())
                .thenApply(These::erasures);
    }
}
