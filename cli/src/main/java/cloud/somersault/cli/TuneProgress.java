package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/** Shows where a tuning session stands: a line that moves, and lines that stay. */
final class TuneProgress {
    private static final int BAR = 24;

    private TuneProgress() {}

    /** Follows a session until it ends or pauses. */
    static int follow(Terminal terminal, Cloud cloud, String id) {
        var path = "/v1/tunings/" + id;
        cloud.events(
                path + "/events",
                Optional.empty(),
                event -> {
                    switch (event.name()) {
                        case "step-taken" -> step(terminal, cloud.get(path), event.data());
                        case "tuning-paused" -> {
                            // An old pause is followed by its resumption; a present one by nothing.
                            return !cloud.get(path).path("phase").asText().equals("paused");
                        }
                        default -> {}
                    }
                    return true;
                });
        terminal.progressDone();
        var tuning = cloud.get(path);
        show(terminal, tuning);
        return tuning.path("phase").asText().equals("completed") ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static void step(Terminal terminal, JsonNode tuning, String data) {
        var step = Json.read(data).orElseThrow();
        long number = step.path("step").asLong();
        long steps = tuning.path("steps").asLong();
        int filled = (int) (BAR * number / Math.max(1, steps));
        var bar = "#".repeat(filled) + "-".repeat(BAR - filled);
        var left = tuning.path("secondsLeft").asDouble(0);
        terminal.progress(
                "[%s] step %d of %d  loss %s  %.2f s a step  %s left%s"
                        .formatted(
                                bar,
                                number,
                                steps,
                                number(step, "loss"),
                                step.path("seconds").asDouble(),
                                duration(left),
                                step.path("circuits").asLong() > 0
                                        ? "  " + step.path("circuits").asLong() + " circuits"
                                        : ""));
        if (step.hasNonNull("validationLoss")) {
            terminal.progressDone();
            terminal.note(
                    "step %d: loss %s, validation %s%s"
                            .formatted(
                                    number,
                                    number(step, "loss"),
                                    number(step, "validationLoss"),
                                    step.hasNonNull("quantumSpread")
                                            ? ", spread of the quantum branch "
                                                    + number(step, "quantumSpread")
                                            : ""));
        }
    }

    /** Where it stands, line by line. */
    static void show(Terminal terminal, JsonNode tuning) {
        var spec = tuning.path("spec");
        var method = spec.path("method");
        field(terminal, "session", tuning.path("id").asText() + "  " + spec.path("name").asText());
        field(
                terminal,
                "phase",
                "%s, step %d of %d"
                        .formatted(
                                tuning.path("phase").asText(),
                                tuning.path("step").asLong(),
                                tuning.path("steps").asLong()));
        if (tuning.hasNonNull("paused")) {
            var why = tuning.path("paused");
            field(
                    terminal,
                    "why",
                    why.path("message").asText() + " [" + why.path("code").asText() + "]");
        }
        field(
                terminal,
                "method",
                "%s, rank %d, %s parameters beside %s, on %s"
                        .formatted(
                                method.path("kind").asText(),
                                method.path("rank").asInt(),
                                tuning.path("parameters").asText("?"),
                                tuning.path("modelParameters").asText("?"),
                                spec.path("quantum").path("target").asText()));
        field(terminal, "model", spec.path("model").asText());
        field(terminal, "loss", number(tuning, "loss"));
        if (tuning.hasNonNull("validationLoss")) {
            field(terminal, "validation", number(tuning, "validationLoss"));
        }
        field(
                terminal,
                "time",
                "%s, %d circuits"
                        .formatted(
                                duration(tuning.path("seconds").asDouble()),
                                tuning.path("circuits").asLong()));
    }

    private static void field(Terminal terminal, String name, String value) {
        terminal.say(terminal.styled(Style.FAINT, "%-11s".formatted(name)) + value.strip());
    }

    /** A number of an object, or a dash. */
    static String number(JsonNode object, String name) {
        return object.hasNonNull(name)
                ? String.format(Locale.ROOT, "%.4f", object.path(name).asDouble())
                : "-";
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : whole < 3600
                        ? "%d min %02d s".formatted(whole / 60, whole % 60)
                        : "%d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
    }
}
