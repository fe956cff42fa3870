package cloud.somersault.persistence.proof;

import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages between the doors and the one who signs. */
public final class ProofProtocol {
    private ProofProtocol() {}

    /** What travels between nodes. */
    public interface ProofMessage {}

    /** What the signer understands from elsewhere. */
    public interface Message extends ProofMessage {}

    /** Cover what is new now. */
    public record Sign(ActorRef<Stand> replyTo) implements Message {}

    /** How does it stand? */
    public record Look(ActorRef<Stand> replyTo) implements Message {}

    /** Sign with a new key from now on. */
    public record Rotate(ActorRef<Stand> replyTo) implements Message {}

    /** Note what was done: the JSON of an {@link ProofEvent}. */
    public record Note(String event, ActorRef<Stand> replyTo) implements Message {}

    /**
     * Stand for another keeper's key, so that it may go on signing.
     *
     * @param publicKey of it; absent: see to it that there is a key of your own
     */
    public record Vouch(Optional<String> publicKey, ActorRef<Stand> replyTo) implements Message {}

    /**
     * How it stands.
     *
     * @param keys the texts of the notices and their signatures, oldest first
     * @param last the text of the last signed checkpoint
     * @param signs the id of the key that signs now
     */
    public record Stand(List<SignedText> keys, Optional<String> last, Optional<String> signs)
            implements ProofMessage {
        static Stand of(ProofState state) {
            return new Stand(
                    state.keys().stream()
                            .map(one -> new SignedText(one.notice().text(), one.signature()))
                            .toList(),
                    state.last().map(SignedCheckpoint::text),
                    state.signs());
        }

        /** Read. */
        public ProofState read() {
            return new ProofState(
                    keys.stream()
                            .map(one ->
                                    new ProofState.Introduced(
                                            KeyNotice.parse(one.text()), one.signature()))
                            .toList(),
                    last.map(text -> SignedCheckpoint.parseAll(text).getFirst()),
                    signs);
        }
    }

    /** A text and its signature. */
    public record SignedText(String text, String signature) {}
}
