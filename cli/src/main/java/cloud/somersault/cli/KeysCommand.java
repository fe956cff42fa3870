package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.KeyWish;
import cloud.somersault.client.Role;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
        var made = cloud.keys().create(wish(options));
        terminal.note(
                made.id()
                        + " is shown this once; only its hash is kept. Keep it where only its holder"
                        + " can read it.");
        terminal.say(made.secret().orElseThrow());
        return ExitCode.OK;
    }

    private static KeyWish wish(Options options) {
        try {
            return new KeyWish(
                    needed(options, "tenant"),
                    Role.of(needed(options, "role")),
                    options.value("name"),
                    options.value("expires").map(Instant::parse),
                    options.number("requests", 1, MANY),
                    options.number("burst", 1, MANY),
                    options.number("jobs", 1, MANY));
        } catch (DateTimeParseException wrong) {
            throw new UsageException("--expires takes a moment like 2027-11-21T00:00:00Z");
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--role takes user, operator, auditor or admin");
        }
    }

    private static String needed(Options options, String name) {
        return options.value(name)
                .orElseThrow(() -> new UsageException("keys create needs --" + name));
    }

    private static int list(Terminal terminal, Cloud cloud) {
        terminal.say(ROW.formatted("ID", "TENANT", "ROLE", "CREATED", "", "NAME"));
        for (var key : cloud.keys().list()) {
            terminal.say(
                    ROW.formatted(
                                    key.id(),
                                    key.tenant(),
                                    key.role().word(),
                                    key.createdAt(),
                                    key.revokedAt().isPresent() ? "revoked" : "",
                                    key.name())
                            .stripTrailing());
        }
        return ExitCode.OK;
    }

    private static int revoke(Terminal terminal, Cloud cloud, List<String> words, Options options) {
        if (words.size() != 2) {
            throw new UsageException("keys revoke which one? './somersault keys list' lists them");
        }
        var key = cloud.keys().revoke(words.get(1), options.value("reason"));
        terminal.say(key.id() + " was revoked at " + key.revokedAt().orElseThrow());
        return ExitCode.OK;
    }
}
