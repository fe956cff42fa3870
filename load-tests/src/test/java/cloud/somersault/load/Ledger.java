package cloud.somersault.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server's log says about every job, read through the stream of all events from the first to
 * the last: who was submitted, who ended, and how often.
 */
final class Ledger {
    static final int QUIET_MS = 1500;
    private static final String DATA = "data: ";

    /** One job's place in it. */
    static final class Entry {
        private int submissions;
        private int endings;
        private int compilations;
        private long sequence;
        private long submittedAt;
        private long endedAt;
        private long submitted_ms;
        private long ended_ms;
        private String ending = "";

        int submissions() {
            return submissions;
        }

        int endings() {
            return endings;
        }

        /** Of the last event that ended it; empty when there is none. */
        String ending() {
            return ending;
        }

        /** Its place among all events; 0 when it is not there. */
        long submittedAt() {
            return submittedAt;
        }

        /** The place of its end among all events; 0 when it has none. */
        long endedAt() {
            return endedAt;
        }

        /** From being stored to its end. */
        long turnaround_ms() {
            return ended_ms - submitted_ms;
        }
    }

    private final Map<String, Entry> jobs = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private long events;

    /** Reads until nothing has come for a while: the log of a server that has nothing to do. */
    static Ledger read(URI server) throws IOException {
        return read(server, QUIET_MS);
    }

    /** The same with a while of so many milliseconds. */
    static Ledger read(URI server, int quiet_ms) throws IOException {
        var ledger = new Ledger();
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(quiet_ms);
            socket.getOutputStream()
                    .write(
                            ("GET /v1/events?after=0 HTTP/1.1\r\nHost: "
                                            + server.getHost()
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            var lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8),
                            1 << 18);
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    ledger.take(line);
                }
            }
            throw new IOException("the stream of events has ended");
        } catch (SocketTimeoutException quiet) {
            return ledger;
        }
    }

    /** One event, as the stream has it. */
    void take(String line) {
        events++;
        var id = text(line, "jobId");
        var entry = jobs.computeIfAbsent(id, _ -> new Entry());
        var event = text(line, "event");
        long sequence = number(line, "sequence");
        if (sequence != entry.sequence + 1) {
            broken.add("%s: event %d follows %d".formatted(id, sequence, entry.sequence));
        }
        entry.sequence = sequence;
        if (entry.endings > 0) {
            broken.add("%s: %s after its end".formatted(id, event));
        }
        switch (event) {
            case "job-submitted" -> {
                entry.submissions++;
                entry.submitted_ms = at_ms(line);
                entry.submittedAt = events;
            }
            case "job-completed", "job-failed", "job-cancelled" -> {
                entry.endings++;
                entry.ending = event;
                entry.ended_ms = at_ms(line);
                entry.endedAt = events;
            }
            case "job-compiled" -> {
                if (++entry.compilations > 1) {
                    broken.add(id + " was begun twice");
                }
            }
            default -> {
                // on its way
            }
        }
    }

    private static long at_ms(String line) {
        return Instant.parse(text(line, "at")).toEpochMilli();
    }

    private static String text(String line, String field) {
        var mark = "\"" + field + "\":\"";
        int from = line.indexOf(mark);
        if (from < 0) {
            throw new IllegalStateException("no " + field + " in " + line);
        }
        from += mark.length();
        return line.substring(from, line.indexOf('"', from));
    }

    private static long number(String line, String field) {
        var mark = "\"" + field + "\":";
        int from = line.indexOf(mark) + mark.length();
        int to = from;
        while (to < line.length() && Character.isDigit(line.charAt(to))) {
            to++;
        }
        return Long.parseLong(line.substring(from, to));
    }

    /** What can't be in a sound log: gaps, events after the end, work begun twice. */
    List<String> broken() {
        return broken;
    }

    /** All jobs by id. */
    Map<String, Entry> jobs() {
        return jobs;
    }

    long events() {
        return events;
    }

    /** From the first submission among these jobs to the last end. */
    double seconds(Iterable<String> ids) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (var id : ids) {
            var entry = jobs.get(id);
            if (entry != null && entry.endings > 0) {
                first = Math.min(first, entry.submitted_ms);
                last = Math.max(last, entry.ended_ms);
            }
        }
        return Math.max(0, last - first) / 1e3;
    }

    /** Those of these jobs that do not stand in the log as submitted once and completed once. */
    List<String> notOnce(Iterable<String> ids) {
        var wrong = new ArrayList<>(broken);
        for (var id : ids) {
            var entry = jobs.get(id);
            if (entry == null) {
                wrong.add(id + " is lost");
            } else if (entry.submissions != 1 || entry.endings != 1) {
                wrong.add(
                        "%s was submitted %d times and has ended %d times"
                                .formatted(id, entry.submissions, entry.endings));
            } else if (!entry.ending.equals("job-completed")) {
                wrong.add(id + " ended with " + entry.ending);
            }
        }
        return wrong;
    }
}
