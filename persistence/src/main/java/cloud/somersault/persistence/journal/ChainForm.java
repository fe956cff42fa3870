package cloud.somersault.persistence.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of an event that its link is made of, put together in one place and hashed at once:
 * docs/audit.md says what they are. Used again for event after event, by one thread at a time.
 */
final class ChainForm {
    static final int LINK_BYTES = 32;

    private static final int ROOM = 4096;

    /** Where the link before the event lies, after its own length. */
    private static final int PREVIOUS_AT = Long.BYTES;

    private final MessageDigest sha256 = sha256();
    private byte[] form = new byte[ROOM];
    private ByteBuffer numbers = ByteBuffer.wrap(form);
    private int length;

    /** Forgets the last event; the link before this one may come later. */
    ChainForm begin() {
        length = 0;
        number(LINK_BYTES);
        length = PREVIOUS_AT + LINK_BYTES;
        return this;
    }

    /** A whole event. */
    ChainForm of(NewEvent event) {
        begin().text(event.persistenceId())
                .numberField(event.sequenceNr())
                .numberField(event.writtenAt().toEpochMilli())
                .text(event.writerUuid())
                .text(event.adapterManifest())
                .encoded(event.payload());
        numberField(event.metadata().isPresent() ? 1 : 0);
        event.metadata().ifPresent(this::encoded);
        return tags(event.tags());
    }

    private ChainForm encoded(Encoded encoded) {
        return numberField(encoded.serializerId()).text(encoded.manifest()).bytes(encoded.bytes());
    }

    ChainForm tags(List<String> tags) {
        numberField(tags.size());
        tags.forEach(this::text);
        return this;
    }

    ChainForm text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    ChainForm bytes(byte[] bytes) {
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, form, length, bytes.length);
        length += bytes.length;
        return this;
    }

    ChainForm numberField(long number) {
        number(Long.BYTES);
        return number(number);
    }

    private ChainForm number(long number) {
        room(Long.BYTES);
        numbers.putLong(length, number);
        length += Long.BYTES;
        return this;
    }

    private void room(int more) {
        if (form.length - length < more) {
            form = Arrays.copyOf(form, Math.max(2 * form.length, length + more));
            numbers = ByteBuffer.wrap(form);
        }
    }

    /** The link after the event when this is the one before it. */
    byte[] link(byte[] previous) {
        System.arraycopy(previous, 0, form, PREVIOUS_AT, LINK_BYTES);
        var link = new byte[LINK_BYTES];
        try {
            sha256.update(form, 0, length);
            sha256.digest(link, 0, LINK_BYTES);
        } catch (DigestException impossible) {
            throw new IllegalStateException("SHA-256 has 32 bytes", impossible);
        }
        return link;
    }

    /** A copy that {@link #restore} takes back. */
    byte[] copy() {
        return Arrays.copyOf(form, length);
    }

    ChainForm restore(byte[] copy) {
        length = 0;
        room(copy.length);
        System.arraycopy(copy, 0, form, 0, copy.length);
        length = copy.length;
        return this;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
