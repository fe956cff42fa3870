package cloud.somersault.http.key;

import cloud.somersault.http.key.KeyProtocol.Forget;
import cloud.somersault.http.key.KeyProtocol.Forgotten;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The ear of a door: hears which key is no longer what it was. */
final class KeyHolderActor {
    private KeyHolderActor() {}

    /**
     * The ear.
     *
     * @param forget is called with a key's id before the answer is sent
     */
    static Behavior<Forget> create(Consumer<String> forget) {
        return Behaviors.setup(context ->
                Behaviors.receiveMessage(message -> {
                    forget.accept(message.keyId());
                    message.replyTo().tell(new Forgotten(context.getSelf()));
                    return Behaviors.same();
                }));
    }
}
