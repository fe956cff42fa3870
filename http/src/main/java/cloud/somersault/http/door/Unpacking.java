package cloud.somersault.http.door;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * Unpacks what clients pack, up to {@value #BYTES_MAX} bytes: a packed body of a few hundred bytes
 * may hold gigabytes.
 */
public final class Unpacking {
    /** The most that a packed body may hold. */
    public static final int BYTES_MAX = 32 * 1024 * 1024;

    private Unpacking() {}

    /** Whether it begins as bzip2 does: some clients pack without saying so. */
    public static boolean isBzip2(byte[] bytes) {
        return bytes.length > 3
                && bytes[0] == 'B'
                && bytes[1] == 'Z'
                && bytes[2] == 'h'
                && bytes[3] >= '1'
                && bytes[3] <= '9';
    }

    /** The content of a bzip2 stream. */
    public static byte[] bzip2(byte[] packed) {
        return read(() -> new BZip2CompressorInputStream(new ByteArrayInputStream(packed), true));
    }

    /** The content of a zlib stream (RFC 1950). */
    public static byte[] zlib(byte[] packed) {
        return read(() -> new InflaterInputStream(new ByteArrayInputStream(packed)));
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private static byte[] read(Opening opening) {
        try (var stream = opening.open()) {
            var content = stream.readNBytes(BYTES_MAX + 1);
            if (content.length > BYTES_MAX) {
                throw Problem.of(
                                ProblemCode.BODY_TOO_LARGE,
                                "The packed content has more than " + BYTES_MAX + " bytes.")
                        .toException();
            }
            return content;
        } catch (IOException broken) {
            throw Problem.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "The packed content could not be unpacked.")
                    .toException();
        }
    }
}
