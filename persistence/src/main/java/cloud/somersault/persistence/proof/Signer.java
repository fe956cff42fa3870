package cloud.somersault.persistence.proof;

import cloud.somersault.job.ResultStore;
import cloud.somersault.persistence.proof.ProofProtocol.Message;
import cloud.somersault.persistence.proof.ProofProtocol.Stand;
import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;

/** The door to the one who signs, wherever in the cluster it is. */
public final class Signer {
    /** The entity whose events are the proof itself. */
    public static final String PERSISTENCE_ID = SignerActor.ID.id();

    private static final String KEEPER = "keeper";
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final ActorRef<Message> signer;
    private final Duration patience;

    /**
     * How it is done; {@code reference.conf} explains each key.
     *
     * @param interval between two checkpoints when nobody asks
     * @param eventsMax the most events that one covers
     * @param patience how long one that was asked for may take
     */
    public record Settings(Duration interval, int eventsMax, Duration patience) {
        /** Reads {@code somersault.proof} of a whole configuration. */
        public static Settings of(Config config) {
            var proof = config.getConfig("somersault.proof");
            return new Settings(
                    proof.getDuration("checkpoint-interval"),
                    proof.getInt("checkpoint-events-max"),
                    proof.getDuration("checkpoint-patience"));
        }
    }

    private Signer(ActorSystem<?> system, ActorRef<Message> signer, Duration patience) {
        this.system = system;
        this.signer = signer;
        this.patience = patience;
    }

    /**
     * Starts it on this keeper, or somewhere else in the cluster.
     *
     * @param store where leaves are kept
     * @param folder of keys and the witness, on this node
     * @param shared whether there may be other keepers, who go on when this one is lost
     */
    public static Signer start(
            ActorSystem<?> system,
            Settings settings,
            Coverage coverage,
            ResultStore store,
            Path folder,
            boolean shared,
            InstantSource clock) {
        var keys = new KeyFolder(folder);
        var around =
                new SignerActor.Surroundings(
                        coverage, store, keys, Witness.in(folder), settings.interval(), clock);
        var signer =
                ClusterSingleton.get(system)
                        .init(
                                SingletonActor.of(SignerActor.create(around), "signer")
                                        .withSettings(
                                                ClusterSingletonSettings.create(system)
                                                        .withRole(KEEPER)));
        if (shared && Cluster.get(system).selfMember().hasRole(KEEPER)) {
            system.systemActorOf(
                    StandbyKeyActor.create(signer, keys, ASK_AGAIN), "standby-key", Props.empty());
        }
        return new Signer(system, signer, settings.patience());
    }

    /** Has what is new covered; how it stands then. */
    public CompletionStage<ProofState> sign() {
        return ask(ProofProtocol.Sign::new);
    }

    /** How it stands. */
    public CompletionStage<ProofState> stand() {
        return ask(ProofProtocol.Look::new);
    }

    /** Has a new key made, which the old one stands for; how it stands then. */
    public CompletionStage<ProofState> rotate() {
        return ask(ProofProtocol.Rotate::new);
    }

    /** Notes what was done; completes when it is stored. */
    public CompletionStage<ProofState> note(ProofEvent event) {
        return ask(replyTo -> new ProofProtocol.Note(ProofJson.write(event), replyTo));
    }

    private CompletionStage<ProofState> ask(Function<ActorRef<Stand>, Message> question) {
        return AskPattern.<Message, Stand>ask(signer, question::apply, patience, system.scheduler())
                .thenApply(Stand::read);
    }
}
