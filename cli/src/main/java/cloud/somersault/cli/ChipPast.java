package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Table;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The part of {@code chip} that tells of the past, and that brings calibrations in and out. */
final class ChipPast {
    private static final String SNAPSHOT = "snapshot";

    private final Terminal terminal;
    private final Cloud cloud;
    private final String chip;
    private final Options options;

    ChipPast(Terminal terminal, Cloud cloud, String chip, Options options) {
        this.terminal = terminal;
        this.cloud = cloud;
        this.chip = chip;
        this.options = options;
    }

    void run(String what, List<String> words) {
        switch (what) {
            case "list" -> list();
            case "history" -> {
                if (words.isEmpty()) {
                    versions();
                } else {
                    part(words.getFirst());
                }
            }
            case "compare" -> compare(words);
            case "export" -> export(words);
            case "import" -> bring(words.getFirst());
            default -> throw new IllegalArgumentException("not of the past: " + what);
        }
    }

    private String path(String rest) {
        return "/v1/chips/" + Cloud.encoded(chip) + rest;
    }

    private boolean saidAsJson(JsonNode answer) {
        if (options.has("json")) {
            terminal.say(Json.pretty(answer));
            return true;
        }
        return false;
    }

    private void list() {
        var chips = cloud.get("/v1/chips");
        if (saidAsJson(chips)) {
            return;
        }
        var table = new Table("chip", "version", "qubits", "couplers", "source");
        for (var one : chips.path("chips")) {
            table.add(
                    one.path("chip").asText(),
                    one.path("version").asText(),
                    parts(one, "qubits"),
                    parts(one, "couplers"),
                    one.path("source").asText());
        }
        table.lines().forEach(terminal::say);
    }

    /** For example {@code 63 of 72}. */
    private static String parts(JsonNode one, String what) {
        return one.path(what + "InService").asText() + " of " + one.path(what).asText();
    }

    private void versions() {
        var page = cloud.get(path("/calibrations"));
        if (saidAsJson(page)) {
            return;
        }
        var table = new Table("version", "published", "measured", "qubits", "couplers", "source");
        for (var one : page.path("calibrations")) {
            table.add(
                    one.path("version").asText(),
                    one.path("publishedAt").asText(),
                    one.path("measuredAt").asText(),
                    parts(one, "qubits"),
                    parts(one, "couplers"),
                    one.path("source").asText());
        }
        table.lines().forEach(terminal::say);
        if (page.has("next")) {
            terminal.say(terminal.styled(Style.FAINT, "and older ones"));
        }
    }

    private void part(String name) {
        boolean coupler = name.contains("-");
        var query = new TreeMap<String, String>();
        for (var option : List.of("figure", "from", "to")) {
            options.value(option).ifPresent(value -> query.put(option, value));
        }
        var series =
                cloud.get(
                        path(
                                (coupler ? "/couplers/" : "/qubits/")
                                        + Cloud.encoded(name)
                                        + "/history"
                                        + Cloud.queryString(query)));
        if (saidAsJson(series)) {
            return;
        }
        var names = figureNames(series.path("points"));
        var headings = new ArrayList<>(List.of("version", "since"));
        headings.addAll(names);
        headings.add("");
        var table = new Table(headings.toArray(String[]::new));
        for (var point : series.path("points")) {
            var cells = new ArrayList<String>();
            cells.add(point.path("version").asText());
            cells.add(point.path("at").asText());
            for (var figure : names) {
                var value = point.path("figures").path(figure);
                cells.add(
                        value.isMissingNode()
                                ? "-"
                                : ChipCommand.readable(figure, value.asDouble()));
            }
            cells.add(point.path("reason").asText());
            table.add(cells.toArray(String[]::new));
        }
        table.lines().forEach(terminal::say);
        if (series.has("next")) {
            terminal.say(terminal.styled(Style.FAINT, "and later ones: ask with --from"));
        }
    }

    private static List<String> figureNames(JsonNode points) {
        for (var point : points) {
            if (point.has("figures")) {
                return point.path("figures").properties().stream().map(Map.Entry::getKey).toList();
            }
        }
        return List.of();
    }

    private void compare(List<String> words) {
        var query = new TreeMap<>(Map.of("from", words.getFirst()));
        if (words.size() == 2) {
            query.put("to", words.get(1));
        }
        var changes = cloud.get(path("/calibrations/compare" + Cloud.queryString(query)));
        if (saidAsJson(changes)) {
            return;
        }
        terminal.say(
                "%s, from version %d to version %d"
                        .formatted(
                                terminal.styled(Style.STRONG, changes.path("chip").asText()),
                                changes.path("from").path("version").asLong(),
                                changes.path("to").path("version").asLong()));
        var table = new Table("part", "change", "figure", "from", "to");
        figures(table, "chip", "measured", changes);
        for (var qubit : changes.path("qubits")) {
            figures(
                    table,
                    "qubit " + qubit.path("id").asText(),
                    qubit.path("change").asText(),
                    qubit);
        }
        for (var coupler : changes.path("couplers")) {
            figures(
                    table,
                    "coupler "
                            + coupler.path("first").asText()
                            + "-"
                            + coupler.path("second").asText(),
                    coupler.path("change").asText(),
                    coupler);
        }
        var lines = table.lines();
        if (lines.size() == 1) {
            terminal.say("Nothing changed.");
        } else {
            lines.forEach(terminal::say);
        }
    }

    /**
     * A line for each figure; a part that came or went has one, with the reason if there is one.
     */
    private static void figures(Table table, String part, String change, JsonNode changed) {
        if (change.equals("measured")) {
            for (var figure : changed.path("figures")) {
                var name = figure.path("figure").asText();
                table.add(
                        part,
                        change,
                        name,
                        finely(name, figure.path("from").asDouble()),
                        finely(name, figure.path("to").asDouble()));
            }
        } else {
            table.add(part, change, changed.path("reason").asText(), "", "");
        }
    }

    /** With more digits than for looking at one figure alone: changes are often small. */
    private static String finely(String name, double value) {
        if (name.endsWith("Seconds")) {
            return String.format(Locale.ROOT, "%.4f us", value * 1e6);
        }
        if (name.endsWith("Hz")) {
            return String.format(Locale.ROOT, "%.6f GHz", value / 1e9);
        }
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private void export(List<String> words) {
        var form = options.value("format").orElse("cloud-config");
        var text =
                cloud.text(
                        ChipCommand.calibration(
                                chip,
                                options,
                                form.equals(SNAPSHOT) ? Map.of() : Map.of("format", form)));
        if (words.isEmpty()) {
            terminal.say(text);
            return;
        }
        try {
            Files.writeString(Path.of(words.getFirst()), text);
        } catch (IOException failed) {
            throw new UsageException(
                    "can't write " + words.getFirst() + ": " + failed.getMessage());
        }
        terminal.say("%s in the form %s: %s".formatted(chip, form, words.getFirst()));
    }

    private void bring(String file) {
        String text;
        try {
            text = Files.readString(Path.of(file));
        } catch (IOException failed) {
            throw new UsageException("can't read " + file + ": " + failed.getMessage());
        }
        var answer = cloud.importCalibration(chip, text, options.value("source"));
        if (saidAsJson(answer)) {
            return;
        }
        terminal.say(
                "%s version %d: %s qubits and %s couplers in service, measured %s"
                        .formatted(
                                terminal.styled(Style.STRONG, answer.path("chip").asText()),
                                answer.path("version").asLong(),
                                answer.path("qubitsInService").asText(),
                                answer.path("couplersInService").asText(),
                                answer.path("measuredAt").asText()));
    }
}
