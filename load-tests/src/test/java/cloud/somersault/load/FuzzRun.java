package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Json;
import cloud.somersault.load.fuzz.Exchanges;
import cloud.somersault.load.fuzz.Mutator;
import cloud.somersault.load.fuzz.PushNoise;
import cloud.somersault.load.fuzz.Siege;
import cloud.somersault.load.fuzz.SlowClients;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Damaged requests over all doors of a server of its own, with slow clients beside them, and what
 * the server is like before and after.
 *
 * @param folder the server's data folder
 * @param requests how many
 * @param first the number of the first
 */
record FuzzRun(Path folder, int requests, long first, long seed, String heap) {
    private static final int CLIENTS = 24;
    private static final int SLOW_OF_EACH_KIND = 4;
    private static final int SLOW_PATIENCE_SECONDS = 90;
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(20);
    private static final double MEBI = 1 << 20;

    /** Nothing of one request in a hundred thousand may stay. */
    private static final double GROWTH_MAX_MEBI = 48;

    private static final int CLASSES_SHOWN = 10;
    private static final int FILES_MORE_MAX = 16;

    /** Pools that had not yet grown to their size; a thread for each connection would be more. */
    private static final int THREADS_MORE_MAX = 40;

    private static final String BELL =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[2] q;
            bit[2] c;
            h q[0];
            cx q[0], q[1];
            c = measure q;
            """;

    /**
     * What came of it.
     *
     * @param routes over how many
     * @param peakMebi the most that the process had in memory
     * @param complaints lines of the server's log at level ERROR
     */
    record Result(
            int routes,
            Siege.Findings findings,
            List<SlowClients.Cut> cuts,
            ServerGauge.Look before,
            ServerGauge.Look after,
            double peakMebi,
            List<String> complaints,
            double seconds) {

        List<SlowClients.Cut> neverCut() {
            return cuts.stream().filter(cut -> Double.isNaN(cut.seconds())).toList();
        }

        /** The classes whose instances need most more (MiB). */
        Map<String, Double> grown() {
            var grown = new LinkedHashMap<String, Double>();
            after.classes().entrySet().stream()
                    .map(entry ->
                            Map.entry(
                                    entry.getKey(),
                                    entry.getValue()
                                            - before.classes().getOrDefault(entry.getKey(), 0L)))
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(CLASSES_SHOWN)
                    .forEach(entry -> grown.put(entry.getKey(), entry.getValue() / MEBI));
            return grown;
        }

        /** Whether what lives, is open and runs is as it was. */
        boolean nothingLeft() {
            return after.liveBytes() - before.liveBytes() < GROWTH_MAX_MEBI * MEBI
                    && after.files() - before.files() <= FILES_MORE_MAX
                    && after.threads() - before.threads() <= THREADS_MORE_MAX;
        }

        boolean good() {
            return findings.faultsAll() == 0
                    && neverCut().isEmpty()
                    && nothingLeft()
                    && complaints.isEmpty();
        }
    }

    Result run() throws Exception {
        // The second is the one at which PilotOS clients are told of their results.
        int port = Ports.row(2);
        try (var server = Servers.startFlaggedOn(port, folder, List.of("-Xmx" + heap))) {
            var exchanges = exchanges(server);
            var host = server.url().getHost() + ":" + server.url().getPort();
            var mutator = new Mutator(exchanges, host, seed);
            var warm = new Mutator(exchanges, host, ~seed);
            Siege.lay(server.url(), warm, 0, Math.max(300, requests / 20), CLIENTS);
            quiet(server);
            try (var gauge = new ServerGauge(server.pid(), server.url());
                    var gauges = new Gauges(() -> server)) {
                var before = gauge.look();
                long begin_ns = System.nanoTime();
                List<SlowClients.Cut> cuts;
                Siege.Findings findings;
                try (var slow =
                        new SlowClients(server.url(), SLOW_OF_EACH_KIND, SLOW_PATIENCE_SECONDS)) {
                    PushNoise.send(
                            server.url().getHost(),
                            server.url().getPort() + 1,
                            Math.max(20, requests / 1000),
                            seed);
                    findings = Siege.lay(server.url(), mutator, first, requests, CLIENTS);
                    cuts = slow.cuts();
                }
                double seconds = (System.nanoTime() - begin_ns) / 1e9;
                quiet(server);
                var bell = server.cloud().submit(bell(), Optional.empty(), Optional.empty());
                var ended = server.cloud().await(bell.id(), Duration.ofMinutes(2), _ -> {});
                if (!ended.completed()) {
                    throw new IllegalStateException("the server no longer serves: " + ended);
                }
                return new Result(
                        exchanges.size(),
                        findings,
                        cuts,
                        before,
                        gauge.look(),
                        gauges.looks().stream()
                                .mapToDouble(Gauges.Look::resident_mb)
                                .max()
                                .orElse(0),
                        complaints(),
                        seconds);
            }
        }
    }

    private static ObjectNode bell() {
        return Json.object()
                .put("target", "ideal")
                .put("shots", 100)
                .put("seed", 7)
                .put("program", BELL);
    }

    /** Requests over all routes, with things that are there. */
    private static Exchanges exchanges(ServerProcess server) {
        var cloud = server.cloud();
        var job = cloud.submit(bell(), Optional.empty(), Optional.empty());
        cloud.await(job.id(), Duration.ofMinutes(2), _ -> {});
        var key = cloud.ask("/v1/keys", Json.object().put("tenant", "alice").put("role", "user"));
        var session =
                cloud.ask(
                        "/v1/sessions",
                        Json.object()
                                .put("share", 0.1)
                                .put("lastsSeconds", 86400)
                                .put("workSecondsMax", 10));
        return new Exchanges(
                cloud.get("/openapi.json"),
                job.id(),
                List.of(
                        Map.entry("sessions/{id}", "sessions/" + session.path("id").asText()),
                        Map.entry("{kind}", "job"),
                        Map.entry("{id}", job.id()),
                        Map.entry("{chip}", "wukong"),
                        Map.entry("{qubit}", "5"),
                        Map.entry("{coupler}", "4-5"),
                        Map.entry("{number}", "1"),
                        Map.entry("{key}", key.path("id").asText()),
                        Map.entry("docs/{file}", "docs/swagger-ui.css"),
                        Map.entry("{file}", "page.js"),
                        Map.entry("{code}", "not-found")));
    }

    /** Stops what was begun by luck, and waits until nothing is queued or runs. */
    private static void quiet(ServerProcess server) {
        long end_ns = System.nanoTime() + QUIET_WITHIN.toNanos();
        var cloud = server.cloud();
        cloud.ask("/v1/chips/wukong/automatic-calibration", Json.object().put("enabled", false));
        for (var run : cloud.get("/v1/audit/replays").path("replays")) {
            attempt(server, "/v1/audit/replays/" + run.path("id").asText() + "/cancel");
        }
        while (busy(server)) {
            for (var run : cloud.get("/v1/chips/wukong/calibration-runs").path("runs")) {
                if (run.path("phase").asText().equals("running")) {
                    attempt(
                            server,
                            "/v1/chips/wukong/calibration-runs/"
                                    + run.path("number").asText()
                                    + "/cancel");
                }
            }
            if (System.nanoTime() > end_ns) {
                throw new IllegalStateException("jobs are still at work");
            }
            Servers.pause(Duration.ofMillis(500));
        }
    }

    private static void attempt(ServerProcess server, String path) {
        server.cloud().exchange("POST", path, Map.of(), BodyPublishers.noBody());
    }

    private static boolean busy(ServerProcess server) {
        for (var phase : List.of("submitted", "running")) {
            var answer =
                    server.cloud()
                            .exchange(
                                    "GET",
                                    "/v1/jobs?limit=1&phase=" + phase,
                                    Map.of(),
                                    BodyPublishers.noBody());
            if (answer.accepted() && !answer.json().path("jobs").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private List<String> complaints() throws IOException {
        try (var lines = Files.lines(folder.resolve("server.log"))) {
            return lines.filter(line -> line.contains(" ERROR ")).limit(20).toList();
        }
    }

    /** For people. */
    String text(Result result) {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%,d requests over %d routes in %.0f s (%.0f a second), seed %d%n",
                        requests,
                        result.routes(),
                        result.seconds(),
                        requests / result.seconds(),
                        seed));
        text.append("what was done: ").append(result.findings().kinds()).append('\n');
        text.append("answers: ").append(result.findings().answers()).append('\n');
        text.append(
                String.format(
                        Locale.ROOT,
                        "an answer took %.1f ms in the median, %.0f at the 99th percentile, %.0f"
                                + " at most%n",
                        result.findings().medianMs(),
                        result.findings().p99Ms(),
                        result.findings().mostMs()));
        for (var of : result.cuts().stream().map(SlowClients.Cut::of).distinct().toList()) {
            var those = result.cuts().stream().filter(cut -> cut.of().equals(of)).toList();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "a byte a second, %s: cut off after %s s, status %s%n",
                            of,
                            those.stream()
                                    .map(cut -> String.format(Locale.ROOT, "%.0f", cut.seconds()))
                                    .distinct()
                                    .toList(),
                            those.stream().map(SlowClients.Cut::status).distinct().toList()));
        }
        text.append(
                row(
                        "live heap after a full collection, MiB",
                        result,
                        MEBI,
                        ServerGauge.Look::liveBytes));
        result.grown()
                .forEach((name, mebi) ->
                        text.append(String.format(Locale.ROOT, "  %+6.1f MiB %s%n", mebi, name)));
        text.append(row("resident, MiB", result, MEBI, ServerGauge.Look::residentBytes));
        text.append(
                String.format(
                        Locale.ROOT, "  at most %.0f MB, with -Xmx%s%n", result.peakMebi(), heap));
        text.append(row("open files and connections", result, 1, ServerGauge.Look::files));
        text.append(row("threads", result, 1, ServerGauge.Look::threads));
        text.append("lines at level ERROR in the server's log: ")
                .append(result.complaints().size())
                .append('\n');
        result.complaints().forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("faults: ").append(result.findings().faultsAll()).append('\n');
        result.findings().faults().forEach(fault -> text.append("  ").append(fault).append('\n'));
        return text.toString();
    }

    private static String row(
            String what, Result result, double unit, ToDoubleFunction<ServerGauge.Look> figure) {
        return String.format(
                Locale.ROOT,
                "%s: %.1f before, %.1f after%n",
                what,
                figure.applyAsDouble(result.before()) / unit,
                figure.applyAsDouble(result.after()) / unit);
    }
}
