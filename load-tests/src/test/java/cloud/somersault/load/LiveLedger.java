package cloud.somersault.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The ledger of a server that is being badly treated: follows the stream of all events, and comes
 * back with the last event that it has seen whenever the stream breaks, as any client may.
 */
final class LiveLedger implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(300);
    private static final int SILENCE_MS = 15_000; // a comment comes every ten seconds
    private static final String ID = "id: ";
    private static final String DATA = "data: ";

    private final Supplier<URI> server;
    private final Ledger ledger = new Ledger();
    private final Thread thread;
    private volatile boolean over;
    private long last;
    private int streams;

    LiveLedger(Supplier<URI> server) {
        this.server = server;
        this.thread = Thread.ofPlatform().daemon().name("ledger").start(this::follow);
    }

    private void follow() {
        while (!over) {
            try {
                read(server.get());
            } catch (IOException broken) {
                Servers.pause(AGAIN);
            }
        }
    }

    private void read(URI url) throws IOException {
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(SILENCE_MS);
            var request =
                    "GET /v1/events?after=%d HTTP/1.1\r\nHost: %s\r\n\r\n"
                            .formatted(lastSeen(), url.getHost());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            synchronized (this) {
                streams++;
            }
            long id = 0;
            for (var line = lines.readLine(); line != null && !over; line = lines.readLine()) {
                if (line.startsWith(ID)) {
                    id = Long.parseLong(line.substring(ID.length()));
                } else if (line.startsWith(DATA)) {
                    take(id, line);
                }
            }
        }
    }

    private synchronized long lastSeen() {
        return last;
    }

    private synchronized void take(long id, String line) {
        last = id;
        ledger.take(line);
    }

    /** How often a stream was opened. */
    synchronized int streams() {
        return streams;
    }

    /** Something about the ledger as it is now. */
    synchronized <T> T ask(Function<Ledger, T> question) {
        return question.apply(ledger);
    }

    /** What can't be in a sound log, so far. */
    List<String> broken() {
        return ask(now -> List.copyOf(now.broken()));
    }

    @Override
    public void close() {
        over = true;
    }
}
