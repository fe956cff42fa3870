package cloud.somersault.cli.demo;

import cloud.somersault.cli.examples.Example;
import cloud.somersault.cli.examples.Examples;
import cloud.somersault.cli.examples.Expectation;
import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.cli.terminal.Histogram;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobResult;
import cloud.somersault.client.JobView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The demo, told in the order in which it happens. Everything is asked over HTTP; nothing is known
 * of the server but its address and its process.
 */
public final class Demo {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration JOBS_WITHIN = Duration.ofSeconds(150);
    private static final int SEEDS = 3;
    private static final String FIRST = "bell-originir";

    /** Programs with measurements on the way: every shot is computed, so they take their time. */
    private static final List<String> LONG = List.of("teleportation", "bit-flip-code");

    private static final long LONG_SHOTS = 1_000_000;
    private static final int LONG_SHARDS = 16;

    private final Narrator narrator;
    private final Path home;
    private final DemoFolder folder;
    private final boolean keep;
    private int port;

    /**
     * @param home the checkout, with the launcher and examples/
     * @param dataFolder where the server keeps its data; a temporary folder if empty
     * @param port where it listens; 0 for any free port
     * @param keep leave it running
     */
    public Demo(Terminal terminal, Path home, Optional<Path> dataFolder, int port, boolean keep) {
        this.narrator = new Narrator(terminal);
        this.home = home;
        this.folder = DemoFolder.of(dataFolder);
        this.keep = keep;
        this.port = port;
    }

    /** Runs it; whether everything was as it must be. */
    public boolean run() {
        long begin_ns = System.nanoTime();
        var examples = Examples.read(home.resolve("examples"));
        narrator.terminal().say("Somersault: a quantum cloud in one folder, " + folder.path());
        var server = start();
        try (var tuning = TuningChapter.begin(narrator, home, folder.path())) {
            first(server.cloud(), example(examples, FIRST));
            new Refusals(narrator, server.cloud()).run(examples);
            var jobs = submit(server.cloud(), examples);
            server = killAndRestart(server, jobs);
            var ended = awaitAll(server.cloud(), jobs);
            new Checks(narrator, server.cloud()).run(ended);
            tuning.run(server.cloud());
            narrator.say("");
            conclude(server, begin_ns);
            return narrator.everythingWrong().isEmpty();
        } catch (RuntimeException broken) {
            narrator.wrong(broken + server.logTail());
            return false;
        } finally {
            end(server);
        }
    }

    private ServerProcess start() {
        narrator.chapter("The cloud starts");
        narrator.progress("starting ...");
        var server = launch();
        var chip = server.cloud().get("/v1/chips/wukong/calibration");
        narrator.say(
                "ready after %s at %s (process %d)"
                        .formatted(seconds(server.startedWithin()), server.url(), server.pid()));
        narrator.say(
                "the chip: %s, calibration version %d, %d of %d qubits and %d of %d couplers in service"
                        .formatted(
                                chip.path("chip").asText(),
                                chip.path("version").asLong(),
                                inService(chip.path("qubits")),
                                chip.path("qubits").size(),
                                inService(chip.path("couplers")),
                                chip.path("couplers").size()));
        return server;
    }

    private static int inService(Iterable<com.fasterxml.jackson.databind.JsonNode> parts) {
        int count = 0;
        for (var part : parts) {
            count += part.path("inService").asBoolean() ? 1 : 0;
        }
        return count;
    }

    private ServerProcess launch() {
        var command =
                List.of(
                        home.resolve("somersault").toString(),
                        "serve",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        folder.path().toString());
        var server = ServerProcess.start(command, folder.path(), folder.log(), START_WITHIN);
        port = server.url().getPort(); // the same again after the kill
        return server;
    }

    private void first(Cloud cloud, Example bell) {
        narrator.chapter("A first program, " + bell.file() + ": " + bell.shows());
        var accepted = submit(cloud, bell);
        var job = cloud.await(accepted.id(), JOBS_WITHIN, _ -> {});
        if (!job.completed()) {
            narrator.wrong("job " + job.id() + " is " + job.phase());
            return;
        }
        var result = cloud.result(job.id()).results().getFirst();
        histogram(result, 4);
        narrator.say(
                "engine %s, on qubits %s of the chip%s"
                        .formatted(
                                result.engine(),
                                result.initialLayout().stream().filter(q -> q >= 0).toList(),
                                result.durationSeconds()
                                        .map(s ->
                                                String.format(
                                                        Locale.ROOT,
                                                        ", %.0f ns of pulses",
                                                        s * 1e9))
                                        .orElse("")));
    }

    private void histogram(JobResult.CircuitResult result, int outcomesMax) {
        Histogram.lines(narrator.terminal(), result, outcomesMax).forEach(narrator::say);
    }

    private List<SubmittedJob> submit(Cloud cloud, List<Example> examples) {
        narrator.chapter("All of examples/, and a kill -9 in the middle");
        var jobs = new ArrayList<SubmittedJob>();
        for (int round = 0; round < SEEDS; round++) {
            for (var example : examples) {
                if (!(example.expectation() instanceof Expectation.Refusal)) {
                    var seeded = example.withSeed(example.seed() + 10_000L * round);
                    jobs.add(new SubmittedJob(seeded, submit(cloud, seeded)));
                    narrator.progress(jobs.size() + " jobs accepted");
                }
            }
        }
        for (long seed = 1; seed <= 2; seed++) {
            for (var name : LONG) {
                var more = example(examples, name).withShots(LONG_SHOTS).withSeed(seed);
                more = more.withName(name + "-long");
                jobs.add(new SubmittedJob(more, submit(cloud, more)));
            }
        }
        narrator.say(
                "%d jobs accepted: each example with %d seeds, and %d of a million shots"
                        .formatted(jobs.size(), SEEDS, 2 * LONG.size()));
        return jobs;
    }

    private static JobView submit(Cloud cloud, Example example) {
        var body = example.job();
        if (example.shots() == LONG_SHOTS) {
            body.putObject("options").put("shards", LONG_SHARDS);
        }
        return cloud.submit(
                body,
                Optional.of("demo-" + example.name() + "-" + example.seed()),
                Optional.empty());
    }

    private ServerProcess killAndRestart(ServerProcess server, List<SubmittedJob> jobs) {
        awaitFirstPart(server.cloud(), jobs);
        var seen = server.cloud().jobs(Map.of("limit", "100")).jobs();
        long pid = server.pid();
        server.kill();
        sayHowItStood(pid, jobs, seen);
        narrator.progress("starting again on the same folder ...");
        var again = launch();
        narrator.say(
                "process %d took over the folder, ready after %s"
                        .formatted(again.pid(), seconds(again.startedWithin())));
        return again;
    }

    /** The kill shall come when the first of the long jobs is partly done. */
    private static void awaitFirstPart(Cloud cloud, List<SubmittedJob> jobs) {
        var firstLong = jobs.get(jobs.size() - 2 * LONG.size());
        cloud.awaitUntil(
                firstLong.id(), JOBS_WITHIN, job -> job.ended() || job.shardsCompleted() > 0);
    }

    private void sayHowItStood(long pid, List<SubmittedJob> jobs, List<JobView> seen) {
        var ours = jobs.stream().map(SubmittedJob::id).collect(Collectors.toSet());
        var byPhase =
                seen.stream()
                        .filter(job -> ours.contains(job.id()))
                        .collect(Collectors.groupingBy(JobView::phase));
        var running = byPhase.getOrDefault("running", List.of());
        var waiting = byPhase.getOrDefault("submitted", List.of());
        narrator.say(
                "process %d killed with SIGKILL; jobs that had ended %d, running %d, waiting %d"
                        .formatted(
                                pid,
                                jobs.size() - running.size() - waiting.size(),
                                running.size(),
                                waiting.size()));
        if (!running.isEmpty()) {
            narrator.say(
                    "parts of the running ones on disk: "
                            + running.stream()
                                    .map(job -> job.shardsCompleted() + " of " + job.shards())
                                    .collect(Collectors.joining(", ")));
        }
    }

    private List<SubmittedJob> awaitAll(Cloud cloud, List<SubmittedJob> jobs) {
        long begin_ns = System.nanoTime();
        var ended = new ArrayList<SubmittedJob>();
        for (var job : jobs) {
            var left = JOBS_WITHIN.minusNanos(System.nanoTime() - begin_ns);
            ended.add(job.seen(cloud.await(job.id(), left, _ -> {})));
            narrator.progress("%d of %d jobs have ended".formatted(ended.size(), jobs.size()));
        }
        narrator.say(
                "the rest of the jobs ended within %s"
                        .formatted(seconds(Duration.ofNanos(System.nanoTime() - begin_ns))));
        return ended;
    }

    private void conclude(ServerProcess server, long begin_ns) {
        var wrong = narrator.everythingWrong();
        narrator.say(
                wrong.isEmpty()
                        ? "Everything was as it must be, in %s."
                                .formatted(seconds(Duration.ofNanos(System.nanoTime() - begin_ns)))
                        : wrong.size() + " things were not as they must be; see NOT SO above.");
        if (keep) {
            narrator.say(
                    "The cloud goes on at " + server.url() + " (process " + server.pid() + ");");
            narrator.say(
                    "its data lies in " + folder.path() + ". Stop it with: kill " + server.pid());
        } else {
            narrator.say(
                    "./somersault serve starts a cloud that stays, with a page at its address;");
            narrator.say("./somersault run examples/bell.originir sends it a program.");
        }
    }

    private void end(ServerProcess server) {
        if (keep && server.alive()) {
            server.letGo();
            return;
        }
        server.close();
        if (narrator.everythingWrong().isEmpty()) {
            folder.remove();
        } else {
            narrator.say("The server's log is kept: " + folder.log());
        }
    }

    private static Example example(List<Example> examples, String name) {
        return examples.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
