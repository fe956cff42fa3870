package cloud.somersault.persistence.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * How an event's bytes lie in the file. Events are short texts that resemble each other, so each is
 * packed by itself against a dictionary of what such texts consist of: raw DEFLATE (RFC 1951) with
 * a preset dictionary, which brings a small job's three events from 1.6 KB to 0.4 KB. Links of
 * chains are made of the bytes before they are packed.
 *
 * <p>What is packed is the event's length in bytes (7 bits in each byte, low ones first, the
 * highest bit set in all but the last) and the DEFLATE stream. Which dictionary it takes is the
 * row's column {@code packing}; a dictionary that has been released is never changed, another one
 * gets the next number. One thread at a time.
 */
final class EventPacking implements AutoCloseable {
    /** As its serializer wrote it: everything from before there was packing, and what is large. */
    static final int PLAIN = 0;

    /** Packed with {@code event-dictionary-1.txt}. */
    static final int DICTIONARY_1 = 1;

    /** Serializers compress larger ones themselves; smaller ones gain nothing. */
    private static final int BYTES_MAX = 64 * 1024;

    private static final int BYTES_LEAST = 32;
    private static final byte[] DICTIONARY = dictionary();

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final Inflater inflater = new Inflater(true);
    private byte[] buffer = new byte[4096];

    /** Bytes as they are to be stored, and how. */
    record Stored(int packing, byte[] bytes) {}

    Stored pack(byte[] event) {
        if (event.length < BYTES_LEAST || event.length > BYTES_MAX) {
            return new Stored(PLAIN, event);
        }
        if (buffer.length < event.length) {
            buffer = new byte[event.length];
        }
        deflater.reset();
        deflater.setDictionary(DICTIONARY);
        deflater.setInput(event);
        deflater.finish();
        int head = length(event.length);
        int tail = deflater.deflate(buffer, head, buffer.length - head);
        return deflater.finished() && head + tail < event.length
                ? new Stored(DICTIONARY_1, Arrays.copyOf(buffer, head + tail))
                : new Stored(PLAIN, event);
    }

    /** The event of what is stored; fails at what {@link #pack} can't have made. */
    byte[] unpack(int packing, byte[] stored) {
        return switch (packing) {
            case PLAIN -> stored;
            case DICTIONARY_1 -> inflate(stored);
            default ->
                    throw new IllegalStateException(
                            "this version does not know packing " + packing + " of events");
        };
    }

    private byte[] inflate(byte[] stored) {
        int length = 0;
        int head = 0;
        for (boolean more = true; more && head < stored.length && head < 3; head++) {
            length |= (stored[head] & 0x7f) << (7 * head);
            more = stored[head] < 0;
        }
        try {
            if (length == 0 || length > BYTES_MAX) {
                throw new DataFormatException("a length of " + length);
            }
            var event = new byte[length];
            inflater.reset();
            inflater.setDictionary(DICTIONARY);
            inflater.setInput(stored, head, stored.length - head);
            int got = inflater.inflate(event);
            // The end of the stream may stand behind the last byte.
            if (got != length || (!inflater.finished() && inflater.inflate(new byte[1]) != 0)) {
                throw new DataFormatException("another length than it says");
            }
            return event;
        } catch (DataFormatException broken) {
            throw new IllegalStateException("a stored event can't be unpacked", broken);
        }
    }

    private int length(int value) {
        int at = 0;
        int rest = value;
        while (rest > 0x7f) {
            buffer[at++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        buffer[at++] = (byte) rest;
        return at;
    }

    private static byte[] dictionary() {
        try (var in = EventPacking.class.getResourceAsStream("event-dictionary-1.txt")) {
            if (in == null) {
                throw new IllegalStateException("event-dictionary-1.txt belongs to this class");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
