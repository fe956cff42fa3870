package cloud.somersault.persistence.proof;

import cloud.somersault.persistence.journal.Encoded;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.NewEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * How fast a log is verified: jobs of three events of the usual size, many of them at once under
 * way, a checkpoint for each 50,000 events.
 */
final class VerifyBenchmark {
    private static final int EVENTS = 1_000_000;
    private static final int CHECKPOINT_EVENTS = 50_000;
    private static final int UNDER_WAY = 500;
    private static final int ROUNDS = 5;
    private static final double NS = 1e9;

    /** Bytes of the JSON of job-submitted, job-compiled and job-completed of a small job. */
    private static final int[] SIZES = {620, 780, 330};

    private VerifyBenchmark() {}

    public static void main(String[] words) throws IOException {
        int events = words.length > 0 ? Integer.parseInt(words[0]) : EVENTS;
        var folder =
                words.length > 1 ? Path.of(words[1]) : Files.createTempDirectory("verify-bench");
        write(folder, events);
        System.out.printf(
                "%d events, %.0f MB, %d threads%n",
                events,
                Files.size(folder.resolve(EventLogSettings.DEFAULT.fileName())) / 1e6,
                SqliteProof.threads());
        for (int round = 0; round < ROUNDS; round++) {
            long cpu = processCpu();
            long begun = System.nanoTime();
            var verification =
                    LogVerifier.verify(
                            folder,
                            EventLogSettings.DEFAULT,
                            LogVerifier.Against.ITSELF,
                            SqliteProof.threads(),
                            (_, _) -> {});
            double seconds = (System.nanoTime() - begun) / NS;
            System.out.printf(
                    "%s, %d checkpoints: %.2f s, %,.0f events/s; %.2f us of CPU an event%n",
                    verification.sound() ? "sound" : "NOT SOUND: " + verification.findings(),
                    verification.checkpoints(),
                    seconds,
                    verification.events() / seconds,
                    (processCpu() - cpu) / 1e3 / verification.events());
        }
        remove(folder);
        System.exit(0);
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void write(Path folder, int events) {
        try (var proven = new ProvenLog(folder, CHECKPOINT_EVENTS)) {
            List<CompletionStage<List<Long>>> under = new ArrayList<>();
            int jobs = events / SIZES.length;
            for (int first = 0; first < jobs; first += UNDER_WAY) {
                for (int number = 1; number <= SIZES.length; number++) {
                    var batch = new ArrayList<NewEvent>();
                    for (int job = first; job < Math.min(jobs, first + UNDER_WAY); job++) {
                        batch.add(event(job, number));
                    }
                    under.add(proven.log.append(batch));
                }
                if (under.size() > 30) {
                    under.forEach(ProvenLog::await);
                    under.clear();
                }
            }
            under.forEach(ProvenLog::await);
            proven.sign();
        }
    }

    private static NewEvent event(int job, int number) {
        var text = "{\"event\":\"job-something\",\"n\":%d".formatted(job);
        return new NewEvent(
                "Job|j-%016x".formatted(job * 0x9E3779B97F4A7C15L),
                number,
                ProvenLog.AT.plusMillis(job),
                "3f2504e0-4f89-11d3-9a0c-%012x".formatted(job),
                "",
                new Encoded(
                        727204,
                        "",
                        (text + "x".repeat(SIZES[number - 1] - text.length()))
                                .getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                List.of("job"));
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
