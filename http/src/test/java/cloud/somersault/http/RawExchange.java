package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes that a client was seen to send, sent again, and what comes back. */
final class RawExchange {
    private static final int PATIENCE_MILLIS = 30_000;

    private RawExchange() {}

    /** An answer: its status line and headers as one text, and its body. */
    record Answer(String head, byte[] body) {
        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.readOwn(text());
        }
    }

    /** A POST with these header lines and a body of known length. */
    static Answer post(URI server, String path, String headers, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(
                server,
                "POST %s HTTP/1.1\n%s\nContent-Length: %d\n".formatted(path, headers, bytes.length),
                bytes);
    }

    /** The same with the body in chunks of so many bytes. */
    static Answer postChunked(URI server, String path, String headers, byte[] body, int chunk) {
        var chunked = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += chunk) {
            int size = Math.min(chunk, body.length - from);
            chunked.writeBytes(
                    (Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunked.write(body, from, size);
            chunked.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunked.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return send(
                server,
                "POST %s HTTP/1.1\n%s\nTransfer-Encoding: chunked\n".formatted(path, headers),
                chunked.toByteArray());
    }

    /** These bytes: a head whose lines end with a line feed, and a body. */
    static Answer send(URI server, String head, byte[] body) {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var out = socket.getOutputStream();
            var message = new ByteArrayOutputStream();
            message.writeBytes(
                    (head + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            message.writeBytes(body);
            out.write(message.toByteArray());
            out.flush();
            return read(socket.getInputStream());
        } catch (IOException failed) {
            throw new AssertionError("no answer to " + head.lines().findFirst().orElse(""), failed);
        }
    }

    private static Answer read(InputStream stream) throws IOException {
        var in = new DataInputStream(stream);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        var lines = head.toString().toLowerCase(Locale.ROOT);
        int at = lines.indexOf("content-length:");
        if (at < 0) {
            assertThat(lines).startsWith("http/1.1 204");
            return new Answer(head.toString(), new byte[0]);
        }
        int length = Integer.parseInt(lines.substring(at + 15, lines.indexOf('\r', at)).strip());
        return new Answer(head.toString(), in.readNBytes(length));
    }
}
