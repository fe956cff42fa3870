package cloud.somersault.persistence.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * How contents lie in the file: large ones are packed, with a mark before them that no content
 * begins with that lies there as it is. What was stored before there was packing is read as it is.
 */
final class Packed {
    private static final byte[] MARK = {'S', 'M', 'R', 'S', 0, 'z', 1};

    /** Smaller contents are not worth it. */
    private static final int BYTES_LEAST = 4096;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private Packed() {}

    /** What is stored of a content. */
    static byte[] pack(byte[] content) {
        if (content.length < BYTES_LEAST && !isMarked(content)) {
            return content;
        }
        var bytes = new ByteArrayOutputStream(MARK.length + content.length / 4);
        bytes.writeBytes(MARK);
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return bytes.size() < content.length || isMarked(content) ? bytes.toByteArray() : content;
    }

    /** The content of what was stored. */
    static byte[] unpack(byte[] stored) {
        if (!isMarked(stored)) {
            return stored;
        }
        var packed = new ByteArrayInputStream(stored, MARK.length, stored.length - MARK.length);
        try (var in = new InflaterInputStream(packed)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("a stored content can't be unpacked", broken);
        }
    }

    private static boolean isMarked(byte[] bytes) {
        return bytes.length >= MARK.length
                && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
    }

    /** An event's JSON: large ones are compressed by their serializer, in the form of gzip. */
    static byte[] json(byte[] payload) {
        boolean zipped =
                payload.length > 1
                        && (payload[0] & 0xff) == GZIP_FIRST
                        && (payload[1] & 0xff) == GZIP_SECOND;
        if (!zipped) {
            return payload;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(payload))) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("a stored event can't be unpacked", broken);
        }
    }
}
