package cloud.somersault.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads what lies in the log's file: JSON, the larger ones compressed by gzip. */
final class Stored {
    private static final byte GZIP_FIRST = 0x1f;
    private static final byte GZIP_SECOND = (byte) 0x8b;

    private Stored() {}

    static String text(byte[] payload) {
        if (payload.length < 2 || payload[0] != GZIP_FIRST || payload[1] != GZIP_SECOND) {
            return new String(payload, StandardCharsets.UTF_8);
        }
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(payload))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
