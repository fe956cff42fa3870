package cloud.somersault.persistence.journal;

import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.Serialization$;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;

/** Objects to bytes and back, by the actor system's serializers. */
public final class Codec {
    private final ExtendedActorSystem system;
    private final Serialization serialization;

    /** With the serializers that the system is configured for. */
    public Codec(ActorSystem system) {
        this.system = (ExtendedActorSystem) system;
        this.serialization = SerializationExtension.get(system);
    }

    /** Fails with whatever the serializer throws at an object that it can't write. */
    public Encoded encode(Object object) {
        return Serialization$.MODULE$.withTransportInformation(
                system,
                () -> {
                    var serializer = serialization.findSerializerFor(object);
                    return new Encoded(
                            serializer.identifier(),
                            Serializers.manifestFor(serializer, object),
                            serializer.toBinary(object));
                });
    }

    /** Fails with whatever the serializer throws at bytes that it can't read. */
    public Object decode(Encoded encoded) {
        return Serialization$.MODULE$.withTransportInformation(
                system,
                () ->
                        serialization
                                .deserialize(
                                        encoded.bytes(), encoded.serializerId(), encoded.manifest())
                                .get());
    }

    Optional<Encoded> encode(scala.Option<Object> metadata) {
        return scala.jdk.javaapi.OptionConverters.toJava(metadata).map(this::encode);
    }
}
