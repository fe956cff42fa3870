package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code sessions}: books a share of the machine for a while, and gives it back. */
final class SessionsCommand implements Command {
    private static final String ROW = "%-36s  %-8s  %5s  %-20s  %-20s  %s";
    private static final long MANY = 1_000_000_000;

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault sessions open --share F --lasts S --work S [--from T]
               ./somersault sessions list
               ./somersault sessions show ID
               ./somersault sessions close ID [--refuse]

          open               books a share of the machine; its id is printed alone on standard
                             output. Jobs name it: ./somersault run FILE --session ID
            --share F        of all workers, 0.01 to 1; all sessions of a moment have half at most
            --lasts S        for so many seconds
            --work S         seconds of computing that its jobs may take together
            --from T         when it begins, like 2026-12-01T08:00:00Z; default now
          list               this tenant's sessions
          show ID            how much of it is used
          close ID           lets no more jobs in; what waits is done first
            --refuse         what waits is cancelled instead

        """
                + Context.WHICH_SERVER_HELP;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options =
                Context.parse(
                        arguments,
                        Set.of("share", "lasts", "work", "from"),
                        Set.of("refuse", "json"));
        var words = options.words();
        var terminal = context.terminal();
        try (var cloud = context.cloud(options)) {
            switch (words.isEmpty() ? "" : words.getFirst()) {
                case "open" -> open(terminal, cloud, options);
                case "list" -> list(terminal, cloud);
                case "show" -> show(terminal, cloud.get(path(words)));
                case "close" -> show(terminal, close(cloud, words, options));
                default ->
                        throw new UsageException("sessions what? open, list, show ID or close ID");
            }
            return ExitCode.OK;
        }
    }

    private static void open(Terminal terminal, Cloud cloud, Options options) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("share", share(needed(options, "share")));
        needed(options, "lasts");
        needed(options, "work");
        options.number("lasts", 1, MANY).ifPresent(lasts -> body.put("lastsSeconds", lasts));
        options.number("work", 0, MANY).ifPresent(work -> body.put("workSecondsMax", work));
        options.value("from").ifPresent(from -> body.put("from", from));
        var session = cloud.ask("/v1/sessions", body);
        terminal.note(
                "Booked from %s until %s."
                        .formatted(session.path("from").asText(), session.path("until").asText()));
        terminal.say(session.path("id").asText());
    }

    private static double share(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new UsageException("--share takes a number like 0.25, not " + text);
        }
    }

    private static String needed(Options options, String name) {
        return options.value(name)
                .orElseThrow(() -> new UsageException("sessions open needs --" + name));
    }

    private static JsonNode close(Cloud cloud, List<String> words, Options options) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("queued", options.has("refuse") ? "refuse" : "drain");
        return cloud.ask(path(words) + "/close", body);
    }

    private static String path(List<String> words) {
        if (words.size() != 2) {
            throw new UsageException("which one? './somersault sessions list' lists them");
        }
        return "/v1/sessions/" + Cloud.encoded(words.get(1));
    }

    private static void list(Terminal terminal, Cloud cloud) {
        terminal.say(
                ROW.formatted("ID", "PHASE", "SHARE", "FROM", "UNTIL", "WORK").stripTrailing());
        cloud.get("/v1/sessions").path("sessions").forEach(session -> row(terminal, session));
    }

    private static void row(Terminal terminal, JsonNode session) {
        terminal.say(
                ROW.formatted(
                        session.path("id").asText(),
                        session.path("phase").asText(),
                        seconds("%.2f", session.path("share")),
                        session.path("from").asText(),
                        session.path("until").asText(),
                        work(session)));
    }

    private static void show(Terminal terminal, JsonNode session) {
        terminal.say(
                "session %s of %s: %s"
                        .formatted(
                                session.path("id").asText(),
                                session.path("tenant").asText(),
                                session.path("phase").asText()));
        terminal.say(
                "  share %s from %s until %s"
                        .formatted(
                                seconds("%.2f", session.path("share")),
                                session.path("from").asText(),
                                session.path("until").asText()));
        terminal.say(
                "  work %s, jobs %d, of which %d have not ended"
                        .formatted(
                                work(session),
                                session.path("jobs").asInt(),
                                session.path("unsettledJobs").asInt()));
    }

    private static String work(JsonNode session) {
        return seconds("%.1f", session.path("workSeconds"))
                + " of "
                + seconds("%.1f s", session.path("workSecondsMax"));
    }

    private static String seconds(String form, JsonNode number) {
        return String.format(Locale.ROOT, form, number.asDouble());
    }
}
