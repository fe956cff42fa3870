package cloud.somersault.persistence.journal;

import java.util.Arrays;

/**
 * An object as its serializer wrote it. The bytes are shared, not copied: nobody may change them.
 *
 * @param serializerId the identifier of the Pekko serializer that can read the bytes
 * @param manifest the serializer's own hint of what is in the bytes; may be empty
 * @param bytes the serialized object
 */
public record Encoded(int serializerId, String manifest, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Encoded(int otherId, String otherManifest, byte[] otherBytes)
                && serializerId == otherId
                && manifest.equals(otherManifest)
                && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * serializerId + manifest.hashCode()) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Encoded[" + serializerId + ", " + manifest + ", " + bytes.length + " bytes]";
    }
}
