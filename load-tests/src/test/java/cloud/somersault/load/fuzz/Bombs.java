package cloud.somersault.load.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Small bodies that are large when they are unpacked: 64 MiB of blanks, or brackets. */
enum Bombs {
    GZIP {
        @Override
        OutputStream packing(OutputStream packed) throws IOException {
            return new GZIPOutputStream(packed);
        }
    },
    BZIP2 {
        @Override
        OutputStream packing(OutputStream packed) throws IOException {
            return new BZip2CompressorOutputStream(packed);
        }
    },
    ZLIB {
        @Override
        OutputStream packing(OutputStream packed) {
            return new DeflaterOutputStream(packed);
        }
    };

    private static final int CHUNK = 1 << 20;
    private static final int CHUNKS = 64;

    private final byte[] blanks = packed(' ');
    private final byte[] brackets = packed('[');

    abstract OutputStream packing(OutputStream packed) throws IOException;

    private byte[] packed(char what) {
        var bytes = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) what);
        try (var out = packing(bytes)) {
            out.write("{\"a\":".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < CHUNKS; i++) {
                out.write(chunk);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The packed bytes. */
    byte[] bytes(boolean nested) {
        return nested ? brackets : blanks;
    }
}
