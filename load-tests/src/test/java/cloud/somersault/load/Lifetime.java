package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.load.Findings.Figure;
import cloud.somersault.users.Encounter;
import cloud.somersault.users.Encounter.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The original chip's first year in minutes: 350,000 tasks from 139 countries, submitted over HTTP
 * by Gatling, executed, kept, and verified from the log. A task is one circuit, as the original
 * counts; it comes as a job of its own or in a batch. {@code ./somersault bench lifetime}.
 */
public final class Lifetime {
    private static final double SECONDS_MOST = 600;

    /** Under 50, in whole milliseconds. */
    private static final double ACCEPT_P99_MOST_MS = 49;

    private static final double KB_A_JOB_MOST = 2.5;

    /** Two and a half minutes: until then half of a core compiles the server's own code. */
    private static final int WARM_TASKS = 60_000;

    private static final int LEAD_SECONDS = 8;

    /** Somebody tunes a language model every hundred seconds. */
    private static final int TUNINGS = 6;

    /** Enough: nobody asks what it says. */
    private static final int PRETRAINING_STEPS = 3;

    /** Nearly all of it for new objects: who comes while they are collected waits. */
    private static final int HEAP_MB = 6144;

    private static final int OLD_MB = 512;

    /** As docs/operating.md has it for servers on which every millisecond counts. */
    private static final List<String> PROMPT =
            List.of(
                    "-XX:-UseSerialGC", // the tests' servers have it
                    "-XX:+UseParallelGC",
                    "-XX:+AlwaysPreTouch",
                    "-XX:ReservedCodeCacheSize=512m", // or the whole heap is collected to clear it
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+UseTransparentHugePages",
                    "-Dsomersault.job.niceness=19",
                    "-Dsomersault.job.courtesy.at-most=1s",
                    "-Dsomersault.journal.gather=3ms",
                    "-Dsomersault.journal.ahead-max=500MiB",
                    "-Dsomersault.job.preparation-dispatcher.thread-pool-executor.fixed-pool-size=8",
                    "-Dsomersault.journal.plugin-dispatcher=pekko.actor.default-dispatcher");

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration WITHIN = Duration.ofMinutes(30);

    private final Options options;
    private final Path folder;

    Lifetime(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /** By hand. */
    public static void main(String[] words) throws Exception {
        var options =
                Options.of(
                        words,
                        "tasks",
                        "seconds",
                        "warm",
                        "replays",
                        "chip",
                        "seed",
                        "heap",
                        "out",
                        "visitors",
                        "tunings",
                        "jvm");
        var folder = Files.createTempDirectory("somersault-lifetime");
        var findings = new Lifetime(options, folder).run();
        System.out.println(findings.text());
        findings.write(options.out());
        Folders.remove(folder);
        System.exit(findings.allReached() ? 0 : 1);
    }

    /** Everything, one after the other. */
    Findings run() throws Exception {
        int tasks = options.number("tasks", 350_000);
        int warm = options.number("warm", WARM_TASKS);
        var data = Files.createDirectories(folder.resolve("data"));
        var flags = new ArrayList<>(PROMPT);
        int heap_mb = options.number("heap", HEAP_MB);
        flags.addAll(List.of("-Xms" + heap_mb + "m", "-Xmx" + heap_mb + "m"));
        flags.add("-Xmn" + (heap_mb - OLD_MB) + "m");
        options.find("jvm").ifPresent(more -> flags.addAll(List.of(more.split(" "))));
        int tunings = options.number("tunings", TUNINGS);
        var model = tunings > 0 ? BaseModels.pretrained(folder, PRETRAINING_STEPS).toString() : "";
        try (var server = Servers.startFlagged(data, flags)) {
            long all = 0;
            if (warm > 0) {
                var warmth =
                        play(
                                server,
                                "warm",
                                warm,
                                Math.max(1, warm / 400),
                                1000,
                                Math.min(1, tunings),
                                model);
                untilNothingIsLeft(server);
                all = jobs(warmth.encounters()).size();
            }
            long bytesBefore = bytes(data);
            double cpuBefore = cpuSeconds(server);
            try (var gauges = new Gauges(() -> server)) {
                var played =
                        play(
                                server,
                                "year",
                                tasks,
                                options.number("seconds", Math.max(1, tasks / 592)),
                                options.number("seed", 7),
                                tunings,
                                model);
                untilNothingIsLeft(server);
                double cpuSeconds = cpuSeconds(server) - cpuBefore;
                gauges.close();
                var run =
                        new Run(
                                tasks,
                                played,
                                jobs(played.encounters()),
                                gauges,
                                cpuSeconds,
                                bytes(data) - bytesBefore);
                return verified(server, data, run, all);
            }
        }
    }

    private record Run(
            int tasks,
            Users.Played played,
            Map<String, Encounter> jobs,
            Gauges gauges,
            double serverCpuSeconds,
            long bytes) {}

    private Users.Played play(
            ServerProcess server,
            String name,
            int tasks,
            int seconds,
            int seed,
            int tunings,
            String model)
            throws IOException {
        var play = new HashMap<String, String>();
        play.put("tasks", Integer.toString(tasks));
        play.put("seconds", Integer.toString(seconds));
        play.put("seed", Integer.toString(seed));
        play.put("visitors", options.text("visitors", "192"));
        play.put("lead", Integer.toString(LEAD_SECONDS));
        play.put("tunings", Integer.toString(tunings));
        play.put("model", model);
        options.find("chip").ifPresent(share -> play.put("chip", share));
        return Users.play(server, Files.createDirectories(folder.resolve(name)), play);
    }

    /** Every job that was acknowledged, by its id. */
    static Map<String, Encounter> jobs(List<Encounter> encounters) {
        return encounters.stream()
                .filter(Encounter::accepted)
                .collect(Collectors.toMap(Encounter::jobId, one -> one, (first, _) -> first));
    }

    static void untilNothingIsLeft(ServerProcess server) throws IOException {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        try (var door = new RawDoor(server.url())) {
            for (var phase : List.of("submitted", "running", "submitted", "running")) {
                while (!door.get("/v1/jobs?limit=1&phase=" + phase)
                        .body()
                        .contains("\"jobs\":[]")) {
                    if (System.nanoTime() > end_ns) {
                        throw new IllegalStateException("there are still jobs " + phase);
                    }
                    Servers.pause(LOOK_AGAIN);
                }
            }
        }
    }

    private Findings verified(ServerProcess server, Path data, Run run, long jobsBefore)
            throws Exception {
        long start_ns = System.nanoTime();
        var ledger = Ledger.read(server.url());
        var tuned = Tuned.of(server.cloud(), run.played().encounters());
        var wrong = new ArrayList<>(run.played().wrong());
        wrong.addAll(tuned.wrong());
        var acknowledged = new HashSet<>(run.jobs().keySet());
        acknowledged.addAll(tuned.jobs());
        var ofTunings = ledger.jobs().keySet().stream().filter(Tuned::isJobOfOne).toList();
        acknowledged.addAll(ofTunings);
        var notOnce = ledger.notOnce(acknowledged);
        var equal = replays(server, run.jobs().keySet());
        server.close();
        boolean sound = Folders.journalIsSound(data);
        double verifySeconds = (System.nanoTime() - start_ns) / 1e9;

        wrong.addAll(notOnce);
        wrong.stream().limit(20).forEach(System.out::println);
        long tasks = run.jobs().values().stream().mapToLong(Encounter::tasks).sum();
        long singles = run.jobs().values().stream().filter(one -> one.tasks() == 1).count();
        var countries =
                run.jobs().values().stream()
                        .map(one -> one.tenant().substring(0, 2))
                        .collect(Collectors.toSet());
        var accept =
                new Quantiles(
                        run.played().encounters().stream()
                                .filter(one -> one.accepted() && one.kind() == Kind.SUBMIT)
                                .mapToLong(Encounter::answer_ms));
        var late =
                new Quantiles(
                        run.played().encounters().stream()
                                .filter(one -> one.kind() == Kind.SUBMIT)
                                .mapToLong(one -> one.sent_ms() - one.due_ms()));
        double seconds = ledger.seconds(run.jobs().keySet());
        var figures =
                List.of(
                        Figure.of("tasks (circuits), submitted and ended", tasks, ""),
                        Figure.of("of these, jobs of their own", 100.0 * singles / tasks, " %"),
                        Figure.of("jobs", run.jobs().size(), ""),
                        new Figure(
                                "sessions that tune a language model, completed",
                                (tuned.sessions() - tuned.wrong().size())
                                        + " of "
                                        + options.number("tunings", TUNINGS),
                                "all",
                                tuned.wrong().isEmpty()
                                        && tuned.sessions() == options.number("tunings", TUNINGS)),
                        Figure.of("jobs of theirs, on top of the others", ofTunings.size(), ""),
                        Figure.of("circuits of their steps", tuned.circuits(), ""),
                        Figure.of("countries", countries.size(), ""),
                        Figure.of("tenants", tenants(run), ""),
                        Figure.most(
                                "from the first stored submission to the last stored end",
                                seconds,
                                SECONDS_MOST,
                                " s"),
                        Figure.of("tasks a second", tasks / seconds, ""),
                        Figure.of("accept, p50", accept.at(0.5), " ms"),
                        Figure.most("accept, p99", accept.at(0.99), ACCEPT_P99_MOST_MS, " ms"),
                        Figure.of("accept, p99.9", accept.at(0.999), " ms"),
                        Figure.of("visitors came late, p99", late.at(0.99), " ms"),
                        Figure.zero("tasks missing", run.tasks() - tasks),
                        Figure.zero("acknowledged jobs not ended exactly once", notOnce.size()),
                        Figure.zero(
                                "jobs in the log that nobody has been told of",
                                ledger.jobs().size()
                                        - ofTunings.size()
                                        - run.jobs().size()
                                        - jobsBefore),
                        Figure.zero("wrong answers", run.played().wrong().size()),
                        new Figure(
                                "replayed with equal digests",
                                equal[0] + " of " + equal[1],
                                "all",
                                equal[0] == equal[1]),
                        new Figure(
                                "hash chains of the whole log",
                                sound ? "whole" : "broken",
                                "whole",
                                sound),
                        Figure.of("events in the log", ledger.events(), ""),
                        Figure.of("verified in", verifySeconds, " s"),
                        Figure.most(
                                "log and results, a job",
                                run.bytes() / 1e3 / run.jobs().size(),
                                KB_A_JOB_MOST,
                                " KB"),
                        Figure.of(
                                "server's CPU, a task",
                                run.serverCpuSeconds() * 1e3 / tasks,
                                " ms"),
                        Figure.of(
                                "users' CPU, a task",
                                run.played().cpuSeconds() * 1e3 / tasks,
                                " ms"));
        return new Findings(
                "lifetime",
                "A lifetime in minutes",
                "%,d of the 350,000 tasks of the original's first year, from 139 countries, played"
                                .formatted(tasks)
                        + " by Gatling against one server with the embedded log, client and server"
                        + " on the same cores. A task is one circuit; it comes as a job of its own,"
                        + " in a batch, or in a step of a variational session. What sessions that"
                        + " tune a language model send comes on top of them.",
                figures,
                LifetimeCharts.of(
                        run.played().encounters(), run.jobs(), ledger, run.gauges().looks()));
    }

    private static long tenants(Run run) {
        return run.jobs().values().stream().map(Encounter::tenant).distinct().count();
    }

    /** How many of a sample of jobs gave the same digest again, and how many were asked. */
    private int[] replays(ServerProcess server, Set<String> ids) {
        var random = new SplittableRandom(options.number("seed", 7));
        var all = ids.stream().sorted().toList();
        var chosen = new HashSet<String>();
        int wanted = Math.min(all.size(), options.number("replays", 500));
        while (chosen.size() < wanted) {
            chosen.add(all.get(random.nextInt(all.size())));
        }
        int equal = 0;
        for (var id : chosen) {
            if (server.cloud().replay(id).equal()) {
                equal++;
            }
        }
        return new int[] {equal, wanted};
    }

    private static double cpuSeconds(ServerProcess server) {
        return ProcessHandle.of(server.pid()).map(Users::cpuSeconds).orElse(0.0);
    }

    /** The database and what lies beside it, without what was written ahead and is in both. */
    private static long bytes(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*(-wal|-shm|\\.log|\\.lock)"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
