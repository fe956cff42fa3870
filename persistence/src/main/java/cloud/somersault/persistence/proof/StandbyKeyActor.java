package cloud.somersault.persistence.proof;

import cloud.somersault.persistence.proof.ProofProtocol.Look;
import cloud.somersault.persistence.proof.ProofProtocol.Stand;
import cloud.somersault.persistence.proof.ProofProtocol.Vouch;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * On each keeper of a shared log: while the one who signs lives, it has a key of this keeper
 * introduced, so that this one can go on when that one is lost, and nobody has to take its word for
 * it. It ends when a known key has its private half here.
 */
final class StandbyKeyActor {
    private final ActorContext<Message> context;
    private final ActorRef<ProofProtocol.Message> signer;
    private final ActorRef<Stand> answers;
    private final KeyFolder keys;
    private Optional<PublicKeyText> own = Optional.empty();

    /** What it tells itself. */
    sealed interface Message {}

    private record Ask() implements Message {}

    private record Stands(Stand stand) implements Message {}

    /**
     * Begins.
     *
     * @param again after so long, when there was no answer or no key
     */
    static Behavior<Message> create(
            ActorRef<ProofProtocol.Message> signer, KeyFolder keys, Duration again) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(new Ask(), again);
                    var actor = new StandbyKeyActor(context, signer, keys);
                    actor.ask();
                    return actor.behavior();
                }));
    }

    private StandbyKeyActor(
            ActorContext<Message> context, ActorRef<ProofProtocol.Message> signer, KeyFolder keys) {
        this.context = context;
        this.signer = signer;
        this.keys = keys;
        this.answers = context.messageAdapter(Stand.class, Stands::new);
    }

    private Behavior<Message> behavior() {
        return Behaviors.receive(Message.class)
                .onMessage(Ask.class, _ -> ask())
                .onMessage(Stands.class, message -> stands(message.stand().read()))
                .build();
    }

    private Behavior<Message> ask() {
        signer.tell(new Look(answers));
        return Behaviors.same();
    }

    private Behavior<Message> stands(ProofState state) {
        if (state.newest(keys::has).isPresent()) {
            return Behaviors.stopped();
        }
        if (!state.keys().isEmpty() && own.isEmpty()) {
            own = Optional.of(keys.make());
            context.getLog().info("asks to have the key {} vouched for", own.get().id());
        }
        signer.tell(new Vouch(own.map(PublicKeyText::base64), answers));
        return Behaviors.same();
    }
}
