package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Table;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code audit replay --since}, {@code what-if} and {@code replays}: many jobs run again by the
 * server, which goes on when nobody watches.
 */
final class AuditRuns {
    /** Options with a value that say which jobs are meant, and their fields in the request. */
    static final Map<String, String> SELECTION =
            Map.of(
                    "since", "since",
                    "until", "until",
                    "from-event", "fromEvent",
                    "to-event", "toEvent",
                    "tenant", "tenant",
                    "target", "target",
                    "max", "jobsMax");

    /** Options with a value that say what is to be otherwise. */
    static final Map<String, String> WHAT_IF =
            Map.of(
                    "calibration", "calibrationVersion",
                    "truth-seconds", "truthSeconds",
                    "noise", "noiseScale",
                    "engine", "engine",
                    "optimization", "optimization");

    private static final Set<String> TEXTS = Set.of("since", "until", "tenant", "target", "engine");
    private static final String REPLAYS = "/v1/audit/replays";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final int ROWS_SHOWN = 20;
    private static final int FINDINGS_SHOWN = 50;

    private AuditRuns() {}

    /** Whether the options ask for a replay by the server. */
    static boolean isMeant(Options options) {
        return options.has("follow")
                || SELECTION.keySet().stream()
                        .filter(name -> !name.equals("tenant"))
                        .anyMatch(name -> options.value(name).isPresent());
    }

    static int begin(Terminal terminal, Cloud cloud, Options options, boolean otherwise) {
        var request = Json.object();
        put(request, options, SELECTION);
        if (otherwise) {
            var whatIf = Json.object();
            put(whatIf, options, WHAT_IF);
            if (whatIf.isEmpty()) {
                throw new UsageException(
                        "audit what-if what? --noise 2, --calibration N, --truth-seconds S,"
                                + " --engine ID or --optimization N");
            }
            request.set("whatIf", whatIf);
        }
        var run = cloud.ask(REPLAYS, request);
        if (!options.has("follow")) {
            terminal.say("replay  " + run.path("id").asText());
            terminal.say(
                    "./somersault audit replays %s --follow shows how it goes"
                            .formatted(run.path("id").asText()));
            return ExitCode.OK;
        }
        return follow(terminal, cloud, run, options);
    }

    private static void put(ObjectNode into, Options options, Map<String, String> fields) {
        fields.forEach((name, field) ->
                options.value(name)
                        .ifPresent(value -> {
                            if (TEXTS.contains(name)) {
                                into.put(field, value);
                            } else {
                                number(into, field, name, value);
                            }
                        }));
    }

    private static void number(ObjectNode into, String field, String name, String value) {
        try {
            if (value.matches("-?[0-9]+")) {
                into.put(field, Long.parseLong(value));
            } else {
                into.put(field, Double.parseDouble(value));
            }
        } catch (NumberFormatException none) {
            throw new UsageException("--" + name + " takes a number, not " + value);
        }
    }

    /** {@code audit replays}, {@code audit replays ID} and {@code audit replays cancel ID}. */
    static int shown(Terminal terminal, Cloud cloud, Options options) {
        var words = options.words();
        if (words.size() == 1) {
            return list(terminal, cloud, options);
        }
        boolean cancel = words.size() == 3 && words.get(1).equals("cancel");
        if (!cancel && words.size() != 2) {
            throw new UsageException("audit replays, replays ID, or replays cancel ID");
        }
        var path = REPLAYS + "/" + Cloud.encoded(words.getLast());
        return follow(
                terminal, cloud, cancel ? cloud.ask(path + "/cancel") : cloud.get(path), options);
    }

    private static int list(Terminal terminal, Cloud cloud, Options options) {
        var all = cloud.get(REPLAYS);
        if (options.has("json")) {
            terminal.say(Json.pretty(all));
            return ExitCode.OK;
        }
        var table = new Table("REPLAY", "", "BEGUN", "JOBS", "EQUAL", "NOT", "WHAT IF");
        for (var one : all.path("replays")) {
            table.add(
                    one.path("id").asText(),
                    one.path("phase").asText(),
                    one.path("requestedAt").asText(),
                    one.path("jobs").asText(),
                    one.path("equal").asText(),
                    Long.toString(one.path("different").asLong() + one.path("impossible").asLong()),
                    one.path("whatIf").isObject() ? one.path("whatIf").toString() : "");
        }
        table.lines().forEach(terminal::say);
        return ExitCode.OK;
    }

    private static int follow(Terminal terminal, Cloud cloud, JsonNode begun, Options options) {
        var run = begun;
        var path = REPLAYS + "/" + Cloud.encoded(run.path("id").asText());
        long said = -1;
        while (options.has("follow") && run.path("phase").asText().equals("running")) {
            pause();
            run = cloud.get(path);
            if (run.path("jobs").asLong() != said && !options.has("json")) {
                said = run.path("jobs").asLong();
                terminal.say("%d jobs run again, %d equal".formatted(said, equal(run)));
            }
        }
        if (options.has("json")) {
            terminal.say(Json.pretty(run));
        } else {
            report(terminal, cloud, run, path);
        }
        return wrong(run) == 0 ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static long equal(JsonNode run) {
        return run.path("equal").asLong();
    }

    private static long wrong(JsonNode run) {
        return run.path("different").asLong() + run.path("impossible").asLong();
    }

    private static void report(Terminal terminal, Cloud cloud, JsonNode run, String path) {
        long jobs = run.path("jobs").asLong();
        var summary =
                "%s: %d jobs run again, %d equal, %d different, %d impossible, %d skipped"
                        .formatted(
                                run.path("phase").asText(),
                                jobs,
                                equal(run),
                                run.path("different").asLong(),
                                run.path("impossible").asLong(),
                                run.path("skipped").asLong());
        terminal.say(wrong(run) == 0 ? summary : terminal.styled(Style.BAD, summary));
        if (run.has("endedAt")) {
            double wall =
                    Duration.between(
                                            Instant.parse(run.path("requestedAt").asText()),
                                            Instant.parse(run.path("endedAt").asText()))
                                    .toMillis()
                            / 1000.0;
            terminal.say(
                    "%d circuits, %s s of computing in %s s, %s jobs/s"
                            .formatted(
                                    run.path("circuits").asLong(),
                                    decimal(run.path("seconds").asDouble(), 1),
                                    decimal(wall, 1),
                                    decimal(jobs / Math.max(wall, 1e-3), 0)));
        }
        run.path("reasons")
                .properties()
                .forEach(one -> terminal.say("  %s: %s".formatted(one.getKey(), one.getValue())));
        int shown = 0;
        for (var finding : run.path("findings")) {
            if (shown++ < FINDINGS_SHOWN) {
                terminal.say(
                        "%s  %s  %s"
                                .formatted(
                                        finding.path("jobId").asText(),
                                        finding.path("reason").asText(),
                                        finding.path("sentence").asText()));
            }
        }
        if (run.path("comparison").isObject()) {
            compared(
                    terminal,
                    run.path("comparison"),
                    cloud.get(path + "/rows?limit=" + ROWS_SHOWN));
        }
    }

    private static void compared(Terminal terminal, JsonNode all, JsonNode rows) {
        var table =
                new Table(
                        "JOB",
                        "TARGET",
                        "CIRCUITS",
                        "SHOTS",
                        "DISTANCE",
                        "WORST",
                        "SUCCESS",
                        "THEN");
        rows.path("rows").forEach(row -> row(table, row.path("jobId").asText(), row));
        row(table, "worst: " + all.at("/worst/jobId").asText(), all.path("worst"));
        table.add(
                "mean of " + all.path("jobs").asText(),
                "",
                "-",
                "-",
                decimal(all.path("distanceMean").asDouble(), 4),
                "-",
                decimal(all.path("successBeforeMean").asDouble(), 4),
                decimal(all.path("successAfterMean").asDouble(), 4));
        table.lines().forEach(terminal::say);
    }

    private static void row(Table table, String name, JsonNode row) {
        table.add(
                name,
                row.path("target").asText(),
                row.path("circuits").asText(),
                row.path("shots").asText(),
                decimal(row.path("distanceMean").asDouble(), 4),
                decimal(row.path("distanceWorst").asDouble(), 4),
                decimal(row.path("successBefore").asDouble(), 4),
                decimal(row.path("successAfter").asDouble(), 4));
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted; the replay goes on in the server");
        }
    }

    /** Names of all options with a value. */
    static List<String> valued() {
        var all = new java.util.ArrayList<>(SELECTION.keySet());
        all.addAll(WHAT_IF.keySet());
        return all;
    }
}
