package cloud.somersault.cli;

import cloud.somersault.cli.client.Json;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;

/** {@code chip}: the chip as its calibration knows it. */
final class ChipCommand implements Command {
    @Override
    public String name() {
        return "chip";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault chip [summary | qubit N | coupler A-B | map] [options]

          summary            how much of the chip works, and how well (default)
          qubit N            one qubit's figures
          coupler A-B        one coupler's figures
          map                the lattice, with what is out of service left out

          --version V        as calibrated in version V instead of now
          --json             as the server sent it
        """
                + Context.WHICH_SERVER_HELP;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options = Context.parse(arguments, Set.of("version"), Set.of("json"));
        var words = options.words();
        var what = words.isEmpty() ? "summary" : words.getFirst();
        boolean one = what.equals("qubit") || what.equals("coupler");
        if (words.size() > (one ? 2 : 1)) {
            throw new UsageException("one thing at a time, not " + words.getLast() + " as well");
        }
        if (one && words.size() < 2) {
            throw new UsageException("which " + what + "?");
        }
        var version =
                options.number("version", 1, Long.MAX_VALUE).stream()
                        .mapToObj(number -> "?version=" + number)
                        .findFirst()
                        .orElse("");
        var terminal = context.terminal();
        try (var cloud = context.cloud(options)) {
            var snapshot = cloud.get("/v1/chips/wukong/calibration" + version);
            var shown =
                    switch (what) {
                        case "summary", "map" -> snapshot;
                        case "qubit" -> qubit(snapshot, words.get(1));
                        case "coupler" -> coupler(snapshot, words.get(1));
                        default -> throw new UsageException("there is no 'chip " + what + "'");
                    };
            if (options.has("json")) {
                terminal.say(Json.pretty(shown));
                return ExitCode.OK;
            }
            switch (what) {
                case "map" -> ChipMap.lines(terminal, snapshot).forEach(terminal::say);
                case "qubit", "coupler" -> figures(terminal, what, shown);
                default -> summary(terminal, snapshot);
            }
            return ExitCode.OK;
        }
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

    private static String readable(String name, double value) {
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
