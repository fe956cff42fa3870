package cloud.somersault.load.fuzz;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * Many clients that send the attacks of a {@link Mutator}, and what may not happen: a status of 500
 * or more that is not an honest 503, an answer that tells the house's insides, a connection that is
 * ended without an answer, silence.
 */
public final class Siege {
    private static final int FAULTS_MAX = 20;
    private static final long PATIENCE_SECONDS = 90;

    /** What of the insides must not be in an error. */
    private static final Pattern INSIDES =
            Pattern.compile(
                    "cloud\\.somersault\\.|org\\.apache\\.|com\\.fasterxml|\\bat java\\.|Exception\\b"
                            + "|StackOverflow|OutOfMemory");

    private final URI server;
    private final Mutator mutator;
    private final ConcurrentMap<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final ConcurrentMap<Attack.Kind, LongAdder> kinds = new ConcurrentHashMap<>();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong faultsAll = new AtomicLong();
    private final double[] milliseconds;

    /**
     * What came of it.
     *
     * @param answers how many by status, or {@code hung up}
     * @param kinds how many attacks of each kind
     * @param faults the first of what may not happen
     * @param faultsAll how many there were
     * @param medianMs and so on: how long an answer took (milliseconds)
     */
    public record Findings(
            Map<String, Long> answers,
            Map<String, Long> kinds,
            List<String> faults,
            long faultsAll,
            double medianMs,
            double p99Ms,
            double mostMs) {}

    private Siege(URI server, Mutator mutator, int count) {
        this.server = server;
        this.mutator = mutator;
        this.milliseconds = new double[count];
    }

    /**
     * Sends attacks and waits for what comes of each.
     *
     * @param first the number of the first one
     * @param count how many
     * @param clients at once
     */
    public static Findings lay(URI server, Mutator mutator, long first, int count, int clients)
            throws InterruptedException {
        return new Siege(server, mutator, count).lay(first, count, clients);
    }

    private Findings lay(long first, int count, int clients) throws InterruptedException {
        var next = new AtomicLong();
        try (var alarm = Executors.newScheduledThreadPool(1);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                threads.execute(() -> {
                    try (var knocking = new Knocking(server, alarm, PATIENCE_SECONDS)) {
                        for (long n = next.getAndIncrement();
                                n < count;
                                n = next.getAndIncrement()) {
                            attack(knocking, first + n, (int) n);
                        }
                    }
                });
            }
            threads.shutdown();
            if (!threads.awaitTermination(1, TimeUnit.DAYS)) {
                throw new IllegalStateException("it does not end");
            }
        }
        return findings();
    }

    private void attack(Knocking knocking, long number, int index) {
        var attack = mutator.attack(number);
        kinds.computeIfAbsent(attack.kind(), _ -> new LongAdder()).increment();
        Outcome outcome;
        try {
            outcome = send(knocking, attack);
        } catch (IOException | RuntimeException failed) {
            fault(number, attack, "no connection, or no HTTP: " + failed);
            return;
        }
        milliseconds[index] = outcome.milliseconds();
        switch (outcome) {
            case Outcome.Answered answer -> judge(number, attack, answer);
            case Outcome.HungUp _ -> {
                count("hung up");
                if (!attack.mayBeHungUpOn()) {
                    fault(number, attack, "hung up");
                }
            }
            case Outcome.Silence _ -> {
                count("silence");
                fault(number, attack, "silence");
            }
        }
    }

    /** This machine's ports may all be in use for a moment. */
    private static Outcome send(Knocking knocking, Attack attack) throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                return knocking.send(attack);
            } catch (BindException noPort) {
                if (tries == 10) {
                    throw noPort;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private void judge(long number, Attack attack, Outcome.Answered answer) {
        count(Integer.toString(answer.status()));
        boolean honest = answer.status() == 503 && answer.saysWhenToComeBack();
        // A method or version of HTTP that nobody knows has statuses of its own (RFC 9110, 15.6).
        boolean unknown =
                attack.kind() == Attack.Kind.NOT_HTTP
                        && (answer.status() == 501 || answer.status() == 505);
        if (answer.status() >= 500 && !honest && !unknown) {
            fault(number, attack, answer.status() + " " + answer.body());
        }
        if (answer.status() >= 400 && INSIDES.matcher(answer.body()).find()) {
            fault(number, attack, "tells its insides: " + answer.body());
        }
    }

    private void count(String what) {
        answers.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    private void fault(long number, Attack attack, String what) {
        faultsAll.incrementAndGet();
        if (faults.size() < FAULTS_MAX) {
            faults.add(
                    "attack %d of seed %d: %s%n    %s"
                            .formatted(number, mutator.seed(), what, attack.shown()));
        }
    }

    private Findings findings() {
        Arrays.sort(milliseconds);
        int last = milliseconds.length - 1;
        var byStatus = new TreeMap<String, Long>();
        answers.forEach((status, count) -> byStatus.put(status, count.sum()));
        var byKind = new TreeMap<String, Long>();
        kinds.forEach((kind, count) -> byKind.put(kind.name(), count.sum()));
        return new Findings(
                byStatus,
                byKind,
                List.copyOf(faults),
                faultsAll.get(),
                milliseconds[last / 2],
                milliseconds[(int) (last * 0.99)],
                milliseconds[last]);
    }
}
