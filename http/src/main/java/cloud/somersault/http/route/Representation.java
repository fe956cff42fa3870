package cloud.somersault.http.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * How a whole answer to a GET is sent: with a tag of its content, not at all when the client has
 * that content already (RFC 9110, 13.1.2), and in fewer bytes when the client takes gzip.
 */
final class Representation {
    /** Below this the saving is less than the packet that carries it. */
    private static final long WORTH_PACKING_BYTES = 1024;

    private static final int TAG_BYTES = 12;

    private Representation() {}

    /** The same answer as this request wants it; streams and errors stay as they are. */
    static HttpResponse of(HttpRequest request, HttpResponse answer) {
        if (!request.method().equals(HttpMethods.GET)
                || !answer.status().equals(StatusCodes.OK)
                || !(answer.entity() instanceof HttpEntity.Strict whole)) {
            return answer;
        }
        byte[] content = whole.getData().toArray();
        var tag = "W/\"" + tag(content) + "\"";
        var tagged =
                answer.addHeader(RawHeader.create("ETag", tag))
                        .addHeader(RawHeader.create("Vary", "Accept-Encoding"));
        if (has(request, "If-None-Match", tag)) {
            return tagged.withEntity(HttpEntities.EMPTY).withStatus(StatusCodes.NOT_MODIFIED);
        }
        return content.length >= WORTH_PACKING_BYTES && takesGzip(request)
                ? tagged.addHeader(RawHeader.create("Content-Encoding", "gzip"))
                        .withEntity(whole.getContentType(), gzip(content))
                : tagged;
    }

    private static boolean has(HttpRequest request, String header, String tag) {
        return request.getHeader(header)
                .map(sent -> sent.value())
                .filter(value ->
                        value.equals("*")
                                || Arrays.stream(value.split(","))
                                        .map(String::strip)
                                        .anyMatch(one -> weak(one).equals(weak(tag))))
                .isPresent();
    }

    private static String weak(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static boolean takesGzip(HttpRequest request) {
        return request.getHeader("Accept-Encoding")
                .map(sent -> sent.value())
                .filter(value ->
                        Arrays.stream(value.split(","))
                                .map(one -> one.replace(" ", ""))
                                .anyMatch(one ->
                                        one.startsWith("gzip") && !one.matches("gzip;q=0(\\.0*)?")))
                .isPresent();
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] gzip(byte[] content) {
        var packed = new ByteArrayOutputStream(content.length / 3);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
