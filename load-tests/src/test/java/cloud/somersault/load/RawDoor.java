package cloud.somersault.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One kept connection to the HTTP door, as cheap as a client can be: on two cores that it shares
 * with the server, whatever the client spends is missing in the measurement.
 */
final class RawDoor implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String host;

    /** An answer; only what a benchmark looks at. */
    record Answer(int status, String body) {

        /** The text of the first field of this name. */
        String text(String field) {
            int start = body.indexOf("\"" + field + "\":\"");
            if (start < 0) {
                throw new IllegalStateException("no " + field + " in " + body);
            }
            int from = start + field.length() + 4;
            return body.substring(from, body.indexOf('"', from));
        }
    }

    RawDoor(URI server) throws IOException {
        this.host = server.getHost() + ":" + server.getPort();
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    Answer get(String path) throws IOException {
        write("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", new byte[0]);
        return read();
    }

    Answer post(String path, String tenant, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        write(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nContent-Type: application/json\r\nSomersault-Tenant: "
                        + tenant
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n",
                body);
        return read();
    }

    private void write(String head, byte[] body) throws IOException {
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = 0;
        for (var line = line(); !line.isEmpty(); line = line()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        return new Answer(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server has hung up");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
