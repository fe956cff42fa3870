package cloud.somersault.load.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that send a byte a second, for ever: in the head, in a body whose length is announced, in
 * one that is not, to routes that read bodies and to one that does not, and to the vendors'
 * sockets. The server has to cut them off.
 */
public final class SlowClients implements AutoCloseable {
    private static final int BYTE_EVERY_MS = 1000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Cut>> under = new ArrayList<>();

    /**
     * When a client was cut off.
     *
     * @param of what it did slowly
     * @param seconds since its connection was opened; NaN when it was not cut off
     * @param status of the answer that it got first; 0 for none
     */
    public record Cut(String of, double seconds, int status) {}

    private record Slow(String of, String atOnce, String slowly) {}

    private static final List<Slow> KINDS =
            List.of(
                    new Slow("the head", "", "GET /v1/limits HTTP/1.1\r\nX-Slow: "),
                    new Slow(
                            "a body of known length",
                            "POST /v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n",
                            "{\"target\":\"ideal\","),
                    new Slow(
                            "a body in chunks",
                            "POST /v1/compilations HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    + "Content-Type: application/json\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n1000\r\n",
                            "{\"target\":\"ideal\","),
                    new Slow(
                            "a body that nobody reads",
                            "GET /v1/limits HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    + "Content-Length: 5000\r\n\r\n",
                            "a"),
                    new Slow(
                            "a body at a vendor's door",
                            "POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n",
                            "{\"program_id\":"));

    /**
     * Sets them to work.
     *
     * @param each so many of every kind
     * @param patienceSeconds for how long they go on
     */
    public SlowClients(URI server, int each, int patienceSeconds) {
        for (var kind : KINDS) {
            for (int i = 0; i < each; i++) {
                Callable<Cut> client = () -> beSlow(server, kind, patienceSeconds);
                under.add(threads.submit(client));
            }
        }
    }

    private static Cut beSlow(URI server, Slow kind, int patienceSeconds) throws IOException {
        long begin_ns = System.nanoTime();
        int status = 0;
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(BYTE_EVERY_MS);
            var out = socket.getOutputStream();
            out.write(kind.atOnce().getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < patienceSeconds; i++) {
                try {
                    int letter = i < kind.slowly().length() ? kind.slowly().charAt(i) : 'a';
                    out.write(letter);
                    out.flush();
                    int said = answer(socket.getInputStream());
                    if (said < 0) {
                        return new Cut(kind.of(), (System.nanoTime() - begin_ns) / 1e9, status);
                    }
                    status = said == 0 ? status : said;
                } catch (SocketTimeoutException nothing) {
                    // a second has passed, and nobody minds
                } catch (IOException cut) {
                    return new Cut(kind.of(), (System.nanoTime() - begin_ns) / 1e9, status);
                }
            }
            return new Cut(kind.of(), Double.NaN, status);
        }
    }

    /** The status of what has come; 0 when it is only the rest of an answer, -1 at the end. */
    private static int answer(InputStream in) throws IOException {
        var bytes = new byte[8192];
        int length = in.read(bytes);
        if (length < 0) {
            return -1;
        }
        var text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    /** Waits until all have ended. */
    public List<Cut> cuts() throws InterruptedException {
        var cuts = new ArrayList<Cut>();
        for (var one : under) {
            try {
                cuts.add(one.get());
            } catch (ExecutionException broken) {
                throw new IllegalStateException("a slow client broke", broken.getCause());
            }
        }
        return cuts;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
