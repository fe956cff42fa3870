package cloud.somersault.persistence.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash chain of one entity's events: each link is SHA-256 over the link before it and every
 * field of the event, so that an event that was altered, dropped or reordered later breaks every
 * link after it.
 *
 * <p>Each field goes into the hash as its length in bytes (8 bytes, big endian) and its bytes;
 * texts as UTF-8, numbers as 8 bytes. The chain leaves the global ordering out: it stays valid when
 * an entity's history is moved to another log.
 */
public final class EventChain {
    /** The link before an entity's first event: 32 zero bytes, in hexadecimal. */
    public static final String START = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();

    private EventChain() {}

    /** The link after {@code event} when {@code previous} is the link before it. */
    public static String next(String previous, NewEvent event) {
        var digest = sha256();
        field(digest, HEX.parseHex(previous));
        field(digest, event.persistenceId());
        field(digest, event.sequenceNr());
        field(digest, event.writtenAt().toEpochMilli());
        field(digest, event.writerUuid());
        field(digest, event.adapterManifest());
        field(digest, event.payload());
        field(digest, event.metadata().isPresent() ? 1 : 0);
        event.metadata().ifPresent(metadata -> field(digest, metadata));
        field(digest, event.tags().size());
        event.tags().forEach(tag -> field(digest, tag));
        return HEX.formatHex(digest.digest());
    }

    private static void field(MessageDigest digest, Encoded encoded) {
        field(digest, encoded.serializerId());
        field(digest, encoded.manifest());
        field(digest, encoded.bytes());
    }

    private static void field(MessageDigest digest, String text) {
        field(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void field(MessageDigest digest, byte[] bytes) {
        number(digest, bytes.length);
        digest.update(bytes);
    }

    private static void field(MessageDigest digest, long number) {
        number(digest, Long.BYTES);
        number(digest, number);
    }

    private static void number(MessageDigest digest, long number) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            digest.update((byte) (number >>> shift));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
