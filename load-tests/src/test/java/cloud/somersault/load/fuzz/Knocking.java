package cloud.somersault.load.fuzz;

import cloud.somersault.load.fuzz.Attack.Manner;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client that sends attack after attack, most of them on one connection. Not thread-safe. */
final class Knocking implements AutoCloseable {
    private static final int BODY_KEPT_BYTES = 64 * 1024;
    private static final int HEAD_BYTES_MAX = 256 * 1024;

    private final URI server;
    private final ScheduledExecutorService alarm;
    private final long patienceSeconds;
    private @Nullable Line kept;

    /**
     * A client.
     *
     * @param alarm ends connections on which nothing happens
     * @param patienceSeconds after which that is
     */
    Knocking(URI server, ScheduledExecutorService alarm, long patienceSeconds) {
        this.server = server;
        this.alarm = alarm;
        this.patienceSeconds = patienceSeconds;
    }

    /** A connection, and whether a request was answered on it. */
    private static final class Line implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private boolean used;

        Line(URI server) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException gone) {
                // that is what was wanted
            }
        }
    }

    Outcome send(Attack attack) throws IOException {
        if (attack.manner() != Manner.KEPT) {
            try (var line = new Line(server)) {
                return exchange(line, attack).orElseGet(() -> new Outcome.HungUp(0));
            }
        }
        var line = kept;
        if (line == null) {
            line = new Line(server);
            kept = line;
        }
        boolean fresh = !line.used;
        var outcome = exchange(line, attack);
        if (outcome.isPresent() || fresh) {
            return outcome.orElseGet(() -> new Outcome.HungUp(0));
        }
        // The server had closed the kept connection after its last answer, as it may.
        return send(attack);
    }

    /** Empty when the connection ended before a byte of an answer. */
    private Optional<Outcome> exchange(Line line, Attack attack) {
        long begin_ns = System.nanoTime();
        var tooLate = alarm.schedule(line::close, patienceSeconds, TimeUnit.SECONDS);
        boolean goesOn = false;
        try {
            write(line, attack);
            var head = head(line.in);
            var answer = answered(line, head, begin_ns);
            goesOn = attack.manner() == Manner.KEPT && !attack.mayBeHungUpOn() && isWhole(head);
            line.used = true;
            return Optional.of(answer);
        } catch (IOException ended) {
            double ms = (System.nanoTime() - begin_ns) / 1e6;
            if (tooLate.isDone()) {
                return Optional.of(new Outcome.Silence(ms));
            }
            return line.used ? Optional.empty() : Optional.of(new Outcome.HungUp(ms));
        } finally {
            stop(tooLate);
            if (!goesOn) {
                line.close();
                if (line == kept) {
                    kept = null;
                }
            }
        }
    }

    private static void stop(ScheduledFuture<?> alarm) {
        alarm.cancel(false);
    }

    /** A server may answer and close before everything is sent; what it said can still be read. */
    private static void write(Line line, Attack attack) {
        try {
            var out = line.socket.getOutputStream();
            out.write(attack.bytes());
            out.flush();
            if (attack.manner() == Manner.HALF_CLOSED) {
                line.socket.shutdownOutput();
            }
        } catch (IOException closed) {
            // the answer is read, or its absence noticed, next
        }
    }

    private static Outcome answered(Line line, String head, long begin_ns) throws IOException {
        int status = Integer.parseInt(head.substring(9, 12));
        var body = "";
        if (!endless(head, status)) {
            body = body(line.in, head);
        }
        return new Outcome.Answered(status, head, body, (System.nanoTime() - begin_ns) / 1e6);
    }

    /** Streams of events and WebSockets are left after their head. */
    private static boolean endless(String head, int status) {
        return status == 101 || head.contains("text/event-stream");
    }

    private static boolean isWhole(String head) {
        int status = Integer.parseInt(head.substring(9, 12));
        return !endless(head, status)
                && !lower(head).contains("\nconnection: close")
                && (status == 204
                        || status == 304
                        || header(head, "content-length").isPresent()
                        || lower(head).contains("\ntransfer-encoding: chunked"));
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream(512);
        int tail = 0;
        while (tail != 0x0d0a0d0a) {
            int next = in.read();
            if (next < 0 || head.size() > HEAD_BYTES_MAX) {
                throw new EOFException("no answer");
            }
            head.write(next);
            tail = tail << 8 | next;
        }
        var text = head.toString(StandardCharsets.ISO_8859_1);
        return text.startsWith("HTTP/1.1 100") ? head(in) : text;
    }

    private static String body(InputStream in, String head) throws IOException {
        var status = head.substring(9, 12);
        if (status.equals("204") || status.equals("304")) {
            return "";
        }
        var length = header(head, "content-length");
        if (length.isPresent()) {
            return taken(in, Long.parseLong(length.get()));
        }
        if (!lower(head).contains("\ntransfer-encoding: chunked")) {
            return taken(in, Long.MAX_VALUE);
        }
        var body = new StringBuilder();
        while (true) {
            long size = Long.parseLong(line(in).split(";")[0].strip(), 16);
            if (size == 0) {
                line(in);
                return body.toString();
            }
            var chunk = taken(in, size);
            if (body.length() < BODY_KEPT_BYTES) {
                body.append(chunk);
            }
            line(in);
        }
    }

    /** Takes so many bytes, or all there are, and keeps the first of them. */
    private static String taken(InputStream in, long length) throws IOException {
        var begin = in.readNBytes((int) Math.min(length, BODY_KEPT_BYTES));
        long left = length - begin.length;
        while (left > 0 && begin.length == BODY_KEPT_BYTES) {
            long skipped = in.skip(Math.min(left, 1 << 16));
            if (skipped == 0) {
                if (in.read() < 0) {
                    break;
                }
                skipped = 1;
            }
            left -= skipped;
        }
        return new String(begin, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer is not whole");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static Optional<String> header(String head, String name) {
        return head.lines()
                .filter(line -> lower(line).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
        }
    }
}
