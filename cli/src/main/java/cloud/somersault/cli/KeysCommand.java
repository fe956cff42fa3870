package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** {@code keys}: makes, lists and revokes API keys, for who has an admin's. */
final class KeysCommand implements Command {
    private static final String ROW = "%-15s  %-16s  %-9s  %-24s  %-9s  %s";
    private static final long MANY = 1_000_000_000;

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault keys init [--data DIR | --cassandra HOST:PORT]
               ./somersault keys create --tenant T --role user|operator|auditor|admin [options]
               ./somersault keys list
               ./somersault keys revoke ID [--reason TEXT]

          init               the first admin's key, made in the data folder while no server runs on
                             it (or in the database)
          create             a new key; it is printed once, alone on standard output
            --name TEXT      for people
            --expires T      when it ends to open anything, like 2027-11-21T00:00:00Z
            --requests N     requests a second in the long run, at each door
            --burst N        requests at once, after a rest
            --jobs N         accepted jobs a day
          list               all keys, without their secrets
          revoke ID          it opens nothing any more, on any node, when this returns

        """
                + Context.WHICH_SERVER_HELP;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options =
                Context.parse(
                        arguments,
                        Set.of(
                                "tenant",
                                "role",
                                "name",
                                "expires",
                                "requests",
                                "burst",
                                "jobs",
                                "reason"),
                        Set.of("json"));
        var words = options.words();
        try (var cloud = context.cloud(options)) {
            var terminal = context.terminal();
            return switch (words.isEmpty() ? "" : words.getFirst()) {
                case "create" -> create(terminal, cloud, options);
                case "list" -> list(terminal, cloud);
                case "revoke" -> revoke(terminal, cloud, words, options);
                default -> throw new UsageException("keys what? init, create, list or revoke ID");
            };
        }
    }

    private static int create(Terminal terminal, Cloud cloud, Options options) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("tenant", needed(options, "tenant")).put("role", needed(options, "role"));
        options.value("name").ifPresent(name -> body.put("name", name));
        options.value("expires").ifPresent(moment -> body.put("expiresAt", moment));
        var limits = limits(options);
        if (!limits.isEmpty()) {
            body.set("limits", limits);
        }
        var made = cloud.ask("/v1/keys", body);
        terminal.note(
                made.path("id").asText()
                        + " is shown this once; only its hash is kept. Keep it where only its holder"
                        + " can read it.");
        terminal.say(made.path("key").asText());
        return ExitCode.OK;
    }

    private static ObjectNode limits(Options options) {
        var limits = JsonNodeFactory.instance.objectNode();
        options.number("requests", 1, MANY)
                .ifPresent(rate -> limits.put("requestsPerSecond", rate));
        options.number("burst", 1, MANY).ifPresent(burst -> limits.put("requestsBurst", burst));
        options.number("jobs", 1, MANY).ifPresent(jobs -> limits.put("jobsPerDay", jobs));
        return limits;
    }

    private static String needed(Options options, String name) {
        return options.value(name)
                .orElseThrow(() -> new UsageException("keys create needs --" + name));
    }

    private static int list(Terminal terminal, Cloud cloud) {
        terminal.say(ROW.formatted("ID", "TENANT", "ROLE", "CREATED", "", "NAME"));
        for (var key : cloud.get("/v1/keys").path("keys")) {
            terminal.say(
                    ROW.formatted(
                                    key.path("id").asText(),
                                    key.path("tenant").asText(),
                                    key.path("role").asText(),
                                    key.path("createdAt").asText(),
                                    key.has("revokedAt") ? "revoked" : "",
                                    key.path("name").asText())
                            .stripTrailing());
        }
        return ExitCode.OK;
    }

    private static int revoke(Terminal terminal, Cloud cloud, List<String> words, Options options) {
        if (words.size() != 2) {
            throw new UsageException("keys revoke which one? './somersault keys list' lists them");
        }
        var body = JsonNodeFactory.instance.objectNode();
        options.value("reason").ifPresent(reason -> body.put("reason", reason));
        JsonNode key = cloud.ask("/v1/keys/" + Cloud.encoded(words.get(1)) + "/revoke", body);
        terminal.say(key.path("id").asText() + " was revoked at " + key.path("revokedAt").asText());
        return ExitCode.OK;
    }
}
