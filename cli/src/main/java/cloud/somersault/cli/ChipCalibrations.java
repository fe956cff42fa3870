package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Table;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** The part of {@code chip} that has it calibrated, and that tells how it lives. */
final class ChipCalibrations {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    private final Terminal terminal;
    private final Cloud cloud;
    private final String chip;
    private final Options options;

    ChipCalibrations(Terminal terminal, Cloud cloud, String chip, Options options) {
        this.terminal = terminal;
        this.cloud = cloud;
        this.chip = chip;
        this.options = options;
    }

    int run(String what, List<String> words) {
        return switch (what) {
            case "calibrate" -> calibrate(words);
            case "runs" -> words.isEmpty() ? runs() : experiments(number(words.getFirst()));
            case "cancel" -> said(cancel(number(words.getFirst())));
            case "automatic" -> automatic(words);
            case "metrics" -> metrics();
            case "clock" -> clock();
            default -> throw new IllegalArgumentException("not about calibrating: " + what);
        };
    }

    private String path(String rest) {
        return "/v1/chips/" + Cloud.encoded(chip) + rest;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new UsageException("a calibration has a number, not " + text);
        }
    }

    private int calibrate(List<String> parts) {
        var begun = cloud.ask(path("/calibration-runs"), request(parts));
        long number = begun.path("number").asLong();
        if (options.has("no-wait")) {
            return said(begun);
        }
        var ended = await(number);
        if (options.has("json")) {
            terminal.say(Json.pretty(ended));
        } else {
            summary(ended);
        }
        return ended.path("phase").asText().equals("finished") ? ExitCode.OK : ExitCode.REFUSED;
    }

    private ObjectNode request(List<String> parts) {
        var body = Json.object();
        options.value("scope").ifPresent(scope -> body.put("scope", scope));
        for (var part : parts) {
            if (part.contains("-")) {
                body.withArray("/couplers").add(part);
            } else {
                body.withArray("/qubits").add(qubit(part));
            }
        }
        options.value("nodes")
                .ifPresent(nodes -> {
                    for (var node : nodes.split(",", -1)) {
                        body.withArray("/nodes").add(node.strip());
                    }
                });
        return body;
    }

    private static int qubit(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new UsageException("a qubit is a number, a coupler is written A-B, not " + text);
        }
    }

    private JsonNode await(long number) {
        while (true) {
            var run = find(number);
            if (!run.path("phase").asText().equals("running")) {
                terminal.progressDone();
                return run;
            }
            terminal.progress(
                    "calibration %d: %d experiments, %d figures, %s of chip time"
                            .formatted(
                                    number,
                                    run.path("experiments").asInt(),
                                    run.path("measurements").asInt(),
                                    seconds(run.path("chipSeconds"))));
            pause();
        }
    }

    private JsonNode find(long number) {
        for (var run : cloud.get(path("/calibration-runs")).path("runs")) {
            if (run.path("number").asLong() == number) {
                return run;
            }
        }
        throw new UsageException("there is no calibration " + number);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a chip is calibrated", stopped);
        }
    }

    private int said(JsonNode run) {
        if (options.has("json")) {
            terminal.say(Json.pretty(run));
        } else {
            summary(run);
        }
        return ExitCode.OK;
    }

    private void summary(JsonNode run) {
        var text =
                new StringBuilder(
                        "calibration %d of %s: %s"
                                .formatted(
                                        run.path("number").asLong(),
                                        terminal.styled(Style.STRONG, chip),
                                        run.path("phase").asText()));
        if (run.path("phase").asText().equals("running")) {
            text.append(", ")
                    .append(run.path("targets").asInt())
                    .append(" places to bring in order");
        } else {
            text.append(
                    ", %s; %d experiments, %d figures, %s of chip time"
                            .formatted(
                                    run.has("version")
                                            ? "version " + run.path("version").asLong()
                                            : "no new version",
                                    run.path("experiments").asInt(),
                                    run.path("measurements").asInt(),
                                    seconds(run.path("chipSeconds"))));
        }
        terminal.say(text.toString());
        if (run.has("reason")) {
            terminal.note(run.path("reason").asText());
        }
    }

    private JsonNode cancel(long number) {
        return cloud.ask(path("/calibration-runs/" + number + "/cancel"));
    }

    private int runs() {
        var page = cloud.get(path("/calibration-runs"));
        if (saidAsJson(page)) {
            return ExitCode.OK;
        }
        var table =
                new Table(
                        "run",
                        "phase",
                        "by",
                        "scope",
                        "experiments",
                        "chip time",
                        "version",
                        "begun");
        for (var run : page.path("runs")) {
            table.add(
                    run.path("number").asText(),
                    run.path("phase").asText(),
                    run.path("by").asText(),
                    run.path("scope").asText(),
                    run.path("experiments").asText(),
                    seconds(run.path("chipSeconds")),
                    run.path("version").asText("-"),
                    run.path("requestedAt").asText());
        }
        table.lines().forEach(terminal::say);
        return ExitCode.OK;
    }

    /** A line for each job of a calibration: what was looked at, where, and what came of it. */
    private int experiments(long number) {
        var report = cloud.get(path("/calibration-runs/" + number));
        if (saidAsJson(report)) {
            return ExitCode.OK;
        }
        var table =
                new Table("experiment", "node", "kind", "parts", "unclear", "circuits", "shots");
        for (var event : report.path("events")) {
            var data = event.path("data");
            if (event.path("event").asText().equals("experiments-measured")) {
                table.add(
                        data.path("experiment").asText(),
                        data.path("node").asText(),
                        data.path("kind").asText(),
                        Integer.toString(data.path("reports").size()),
                        Integer.toString(unclear(data.path("reports"))),
                        data.path("circuits").asText(),
                        data.path("shots").asText());
            }
        }
        table.lines().forEach(terminal::say);
        for (var event : report.path("events")) {
            var data = event.path("data");
            switch (event.path("event").asText()) {
                case "part-taken-out" ->
                        terminal.say(
                                "%s is out of service: %s"
                                        .formatted(
                                                part(data.path("part")),
                                                data.path("reason").asText()));
                case "part-returned" ->
                        terminal.say(part(data.path("part")) + " is back in service");
                default -> {}
            }
        }
        summary(report.path("run"));
        return ExitCode.OK;
    }

    private static int unclear(JsonNode reports) {
        int count = 0;
        for (var report : reports) {
            count += report.at("/finding/outcome").asText().equals("unclear") ? 1 : 0;
        }
        return count;
    }

    /** For example {@code qubit 5} or {@code coupler 5-6}. */
    private static String part(JsonNode qubits) {
        var name = new StringJoiner("-", qubits.size() == 1 ? "qubit " : "coupler ", "");
        qubits.forEach(qubit -> name.add(qubit.asText()));
        return name.toString();
    }

    private int automatic(List<String> words) {
        var path = path("/automatic-calibration");
        JsonNode answer;
        if (words.isEmpty()) {
            answer = cloud.get(path);
        } else {
            boolean on = words.getFirst().equals("on");
            if (!on && !words.getFirst().equals("off")) {
                throw new UsageException("automatic on or off, not " + words.getFirst());
            }
            answer = cloud.ask(path, Json.object().put("enabled", on));
        }
        if (!saidAsJson(answer)) {
            terminal.say(
                    answer.path("enabled").asBoolean()
                            ? chip + " calibrates itself"
                            : chip + " is calibrated on request only");
        }
        return ExitCode.OK;
    }

    private int metrics() {
        var metrics = cloud.get(path("/metrics"));
        if (saidAsJson(metrics)) {
            return ExitCode.OK;
        }
        terminal.say(
                "%s, calibration version %d, measured %s ago on the chip's clock"
                        .formatted(
                                terminal.styled(Style.STRONG, chip),
                                metrics.path("version").asLong(),
                                duration(metrics.path("versionAgeSeconds"))));
        terminal.say("qubits    " + inService(metrics.path("qubits")));
        terminal.say("couplers  " + inService(metrics.path("couplers")));
        for (var out : metrics.path("out")) {
            terminal.say(
                    "%s is out of service: %s"
                            .formatted(part(out.path("part")), out.path("reason").asText()));
        }
        var time = metrics.path("chipSeconds");
        terminal.say(
                "chip time %s for %d jobs, %s for %d calibrations (%s of it the chip's own)"
                        .formatted(
                                seconds(time.path("jobs")),
                                metrics.path("jobs").asLong(),
                                String.format(
                                        Locale.ROOT,
                                        "%.1f s",
                                        time.path("requested").asDouble()
                                                + time.path("automatic").asDouble()),
                                metrics.path("calibrationRuns").asInt(),
                                seconds(time.path("automatic"))));
        terminal.say(
                "calibrates itself: "
                        + (metrics.path("automatic").asBoolean() ? "yes" : "on request only"));
        if (!metrics.path("heldQubits").isEmpty()) {
            var held = new StringJoiner(" ");
            metrics.path("heldQubits").forEach(qubit -> held.add(qubit.asText()));
            terminal.say("experiments run on qubits " + held);
        }
        var table = new Table("node", "parts", "oldest", "newest");
        for (var age : metrics.path("ages")) {
            table.add(
                    age.path("node").asText(),
                    age.path("parts").asText(),
                    ago(age, "oldestSeconds"),
                    ago(age, "newestSeconds"));
        }
        table.lines().forEach(terminal::say);
        return ExitCode.OK;
    }

    private static String inService(JsonNode parts) {
        return "%d of %d in service"
                .formatted(parts.path("inService").asInt(), parts.path("all").asInt());
    }

    private static String ago(JsonNode age, String field) {
        return age.has(field) ? duration(age.path(field)) : "-";
    }

    private int clock() {
        var moved = Json.object();
        decimal("advance").ifPresent(seconds -> moved.put("advanceSeconds", seconds));
        decimal("rate").ifPresent(rate -> moved.put("rate", rate));
        var clock = moved.isEmpty() ? cloud.get(path("/clock")) : cloud.ask(path("/clock"), moved);
        if (!saidAsJson(clock)) {
            double rate = clock.path("rate").asDouble();
            terminal.say(
                    "%s: %s, %s after its first figures; %s"
                            .formatted(
                                    terminal.styled(Style.STRONG, chip),
                                    clock.path("virtualTime").asText(),
                                    duration(clock.path("virtualSeconds")),
                                    rate == 0
                                            ? "the clock stands still"
                                            : String.format(
                                                    Locale.ROOT,
                                                    "%s virtual seconds a second",
                                                    rate)));
        }
        return ExitCode.OK;
    }

    private Optional<Double> decimal(String option) {
        try {
            return options.value(option).map(Double::valueOf);
        } catch (NumberFormatException notANumber) {
            throw new UsageException("--" + option + " takes a number");
        }
    }

    private boolean saidAsJson(JsonNode answer) {
        if (options.has("json")) {
            terminal.say(Json.pretty(answer));
            return true;
        }
        return false;
    }

    private static String seconds(JsonNode seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds.asDouble());
    }

    /** In the largest unit that gives a number of one or more. */
    private static String duration(JsonNode seconds) {
        double value = seconds.asDouble();
        return value < 60
                ? String.format(Locale.ROOT, "%.0f s", value)
                : value < 3600
                        ? String.format(Locale.ROOT, "%.0f min", value / 60)
                        : value < 86_400
                                ? String.format(Locale.ROOT, "%.1f h", value / 3600)
                                : String.format(Locale.ROOT, "%.1f days", value / 86_400);
    }
}
