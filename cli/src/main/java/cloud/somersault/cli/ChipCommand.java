package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;

/** {@code chip}: a chip as its calibration knows it, now and in the past, and its calibration. */
final class ChipCommand implements Command {
    private static final Set<String> VALUED =
            Set.of(
                    "chip", "version", "at", "figure", "from", "to", "format", "source", "scope",
                    "nodes", "advance", "rate");

    /** How many words each may have after it. */
    private static final Map<String, Integer> WORDS_MAX =
            Map.ofEntries(
                    Map.entry("show", 0),
                    Map.entry("summary", 0),
                    Map.entry("map", 0),
                    Map.entry("list", 0),
                    Map.entry("qubit", 1),
                    Map.entry("coupler", 1),
                    Map.entry("history", 1),
                    Map.entry("compare", 2),
                    Map.entry("export", 1),
                    Map.entry("import", 1),
                    Map.entry("calibrate", 10_000),
                    Map.entry("runs", 1),
                    Map.entry("cancel", 1),
                    Map.entry("automatic", 1),
                    Map.entry("metrics", 0),
                    Map.entry("clock", 0));

    private static final Set<String> NEED_A_WORD =
            Set.of("qubit", "coupler", "compare", "import", "cancel");

    @Override
    public String name() {
        return "chip";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault chip [WHAT] [options]

          show               how much of the chip works, and how well (default)
          list               the chips of this cloud
          qubit N            one qubit's figures
          coupler A-B        one coupler's figures
          map                the lattice, with what is out of service left out
          history            the calibration versions, newest first
          history N          what was known of qubit N, over time; A-B for a coupler
          compare FROM [TO]  every figure that changed between two versions or moments; without
                             TO until now
          export [FILE]      the calibration in a published form
          import FILE        a published calibration as the chip's next version
          calibrate [PART...]  measure the chip anew by experiments, or only these qubits (5) and
                             couplers (2-8) with what they stand on, and publish a version
          runs [N]           calibrations so far; the experiments of number N
          cancel N           give up calibration N
          automatic [on|off] whether the chip calibrates itself
          metrics            versions, ages, parts in service, chip time by use
          clock              what the chip's clock shows; --advance SECONDS moves it on, --rate R
                             lets it run at R virtual seconds a second (0: it stands still)

          --chip NAME        which chip (wukong)
          --version V        as calibrated in version V instead of now
          --at MOMENT        as it was known then, like 2026-03-06T07:41:31Z
          --figure NAME      history: only this figure, like t1Seconds
          --from, --to       history: between these moments
          --format FORM      export: cloud-config (default), pilot-config or snapshot
          --source TEXT      import: where the figures are from
          --scope SCOPE      calibrate: full (default), or maintain: check, set anew what has moved
          --nodes A,B        calibrate: only these, like cz-phase,cz-error (docs/calibration.md)
          --no-wait          calibrate: only begin
          --json             as the server sent it
        """
                + Context.WHICH_SERVER_HELP;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options = Context.parse(arguments, VALUED, Set.of("json", "no-wait"));
        var words = options.words();
        var what = words.isEmpty() ? "show" : words.getFirst();
        if (!WORDS_MAX.containsKey(what)) {
            throw new UsageException("there is no 'chip " + what + "'");
        }
        if (words.size() - 1 > WORDS_MAX.getOrDefault(what, 0)) {
            throw new UsageException("one thing at a time, not " + words.getLast() + " as well");
        }
        if (words.size() < 2 && NEED_A_WORD.contains(what)) {
            throw new UsageException(
                    switch (what) {
                        case "import" -> "import which file?";
                        case "compare" -> "compare with what?";
                        case "cancel" -> "cancel which calibration?";
                        default -> "which " + what + "?";
                    });
        }
        var chip = options.value("chip").orElse("wukong");
        try (var cloud = context.cloud(options)) {
            var terminal = context.terminal();
            var rest = words.isEmpty() ? words : words.subList(1, words.size());
            switch (what) {
                case "list", "history", "compare", "export", "import" ->
                        new ChipPast(terminal, cloud, chip, options).run(what, rest);
                case "calibrate", "runs", "cancel", "automatic", "metrics", "clock" -> {
                    return new ChipCalibrations(terminal, cloud, chip, options).run(what, rest);
                }
                default -> show(terminal, cloud, chip, options, what);
            }
            return ExitCode.OK;
        }
    }

    private static void show(
            Terminal terminal, Cloud cloud, String chip, Options options, String what) {
        var snapshot = cloud.get(calibration(chip, options, Map.of()));
        var words = options.words();
        var shown =
                switch (what) {
                    case "qubit" -> qubit(snapshot, words.get(1));
                    case "coupler" -> coupler(snapshot, words.get(1));
                    default -> snapshot;
                };
        if (options.has("json")) {
            terminal.say(Json.pretty(shown));
            return;
        }
        switch (what) {
            case "map" -> ChipMap.lines(terminal, snapshot).forEach(terminal::say);
            case "qubit", "coupler" -> figures(terminal, what, shown);
            default -> summary(terminal, snapshot);
        }
    }

    /** Where the calibration is that the options mean: of a version, of a moment, or now. */
    static String calibration(String chip, Options options, Map<String, String> more) {
        var query = new TreeMap<>(more);
        options.number("version", 1, Long.MAX_VALUE)
                .ifPresent(version -> query.put("version", Long.toString(version)));
        options.value("at").ifPresent(moment -> query.put("at", moment));
        return "/v1/chips/" + Cloud.encoded(chip) + "/calibration" + Cloud.queryString(query);
    }

    private static JsonNode qubit(JsonNode snapshot, String id) {
        return stream(snapshot.path("qubits"))
                .filter(qubit -> qubit.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new UsageException("the chip has no qubit " + id));
    }

    private static JsonNode coupler(JsonNode snapshot, String pair) {
        var ends = pair.split("[-,_]", -1);
        if (ends.length != 2) {
            throw new UsageException("a coupler is written A-B, like 56-62");
        }
        return stream(snapshot.path("couplers"))
                .filter(coupler ->
                        joins(coupler, ends[0], ends[1]) || joins(coupler, ends[1], ends[0]))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "the chip has no coupler between " + ends[0] + " and " + ends[1]));
    }

    private static boolean joins(JsonNode coupler, String first, String second) {
        return coupler.path("first").asText().equals(first)
                && coupler.path("second").asText().equals(second);
    }

    private static void summary(Terminal terminal, JsonNode snapshot) {
        terminal.say(
                "%s, calibration version %d, measured %s"
                        .formatted(
                                terminal.styled(Style.STRONG, snapshot.path("chip").asText()),
                                snapshot.path("version").asLong(),
                                snapshot.path("measuredAt").asText()));
        terminal.say(terminal.styled(Style.FAINT, snapshot.path("source").asText()));
        terminal.say("");
        var qubits = snapshot.path("qubits");
        var couplers = snapshot.path("couplers");
        terminal.say(
                "qubits    %d of %d in service%s"
                        .formatted(working(qubits), qubits.size(), out(qubits)));
        terminal.say("couplers  %d of %d in service".formatted(working(couplers), couplers.size()));
        terminal.say("");
        terminal.say("%-22s%9s%9s%9s".formatted("", "worst", "median", "best"));
        row(terminal, "T1, us", qubits, figures -> figures.path("t1Seconds").asDouble() * 1e6, 1);
        row(terminal, "T2, us", qubits, figures -> figures.path("t2Seconds").asDouble() * 1e6, 2);
        row(
                terminal,
                "gate fidelity",
                qubits,
                figures -> figures.path("gateFidelity").asDouble(),
                4);
        row(terminal, "readout fidelity", qubits, ChipCommand::readout, 4);
        row(terminal, "CZ fidelity", couplers, figures -> figures.path("czFidelity").asDouble(), 4);
    }

    private static double readout(JsonNode figures) {
        return (figures.path("readZeroGivenZero").asDouble()
                        + figures.path("readOneGivenOne").asDouble())
                / 2;
    }

    private static void row(
            Terminal terminal,
            String name,
            JsonNode parts,
            ToDoubleFunction<JsonNode> figure,
            int decimals) {
        var sorted =
                stream(parts)
                        .filter(part -> part.path("inService").asBoolean())
                        .mapToDouble(part -> figure.applyAsDouble(part.path("figures")))
                        .sorted()
                        .toArray();
        if (sorted.length == 0) {
            return;
        }
        var number = "%9." + decimals + "f";
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        terminal.say(
                "%-22s".formatted(name)
                        + String.format(
                                Locale.ROOT,
                                number + number + number,
                                sorted[0],
                                median,
                                sorted[sorted.length - 1]));
    }

    private static long working(JsonNode parts) {
        return stream(parts).filter(part -> part.path("inService").asBoolean()).count();
    }

    private static String out(JsonNode qubits) {
        var ids =
                stream(qubits)
                        .filter(qubit -> !qubit.path("inService").asBoolean())
                        .map(qubit -> qubit.path("id").asText())
                        .toList();
        return ids.isEmpty() ? "" : "; out: " + String.join(" ", ids);
    }

    private static void figures(Terminal terminal, String what, JsonNode part) {
        boolean works = part.path("inService").asBoolean();
        var name =
                what.equals("qubit")
                        ? "qubit "
                                + part.path("id").asInt()
                                + ", row "
                                + part.path("row").asInt()
                                + ", column "
                                + part.path("column").asInt()
                        : "coupler "
                                + part.path("first").asInt()
                                + "-"
                                + part.path("second").asInt();
        terminal.say(
                terminal.styled(Style.STRONG, name)
                        + ", "
                        + (works
                                ? terminal.styled(Style.GOOD, "in service")
                                : terminal.styled(Style.BAD, "out of service")
                                        + ": "
                                        + part.path("reason").asText()));
        part.path("figures")
                .properties()
                .forEach(figure ->
                        terminal.say(
                                "  %-20s %s"
                                        .formatted(
                                                figure.getKey(),
                                                readable(
                                                        figure.getKey(),
                                                        figure.getValue().asDouble()))));
    }

    /** A figure in the unit in which people speak of it. */
    static String readable(String name, double value) {
        if (name.endsWith("Seconds")) {
            return String.format(Locale.ROOT, "%.2f us", value * 1e6);
        }
        if (name.endsWith("Hz")) {
            return String.format(Locale.ROOT, "%.4f GHz", value / 1e9);
        }
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
