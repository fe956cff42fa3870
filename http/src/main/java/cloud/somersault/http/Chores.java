package cloud.somersault.http;

import cloud.somersault.http.Arguments.WrongArgument;
import cloud.somersault.http.Node.CannotStart;
import cloud.somersault.persistence.archive.Database;
import cloud.somersault.persistence.cassandra.CassandraSchema;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.LogCare;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is done to the place that keeps everything besides serving from it: the tables in Cassandra
 * are made, the log of a data folder is looked at, copied, rescued or verified, the first key is
 * made. Then it is over.
 */
final class Chores {
    static final Set<String> NAMES = Set.of("schema", "journal", "keys", "audit");

    private static final int UNSOUND = 1;
    private static final String PRINT = "--print";
    private static final String TO = "--to";

    private Chores() {}

    /**
     * Does one.
     *
     * @param words the command line, the chore's name first
     * @param say takes what is to be printed, line by line
     * @return the exit code
     */
    static int run(List<String> words, Clock clock, Consumer<String> say)
            throws WrongArgument, CannotStart {
        var rest = new ArrayList<>(words.subList(1, words.size()));
        return switch (words.getFirst()) {
            case "schema" -> schema(rest, clock, say);
            case "keys" -> keys(rest, clock, say);
            case "audit" -> AuditChore.run(rest, say);
            default -> journal(rest, say);
        };
    }

    private static int keys(List<String> words, Clock clock, Consumer<String> say)
            throws WrongArgument, CannotStart {
        if (words.isEmpty() || !words.removeFirst().equals("init")) {
            throw new WrongArgument("keys what? here it is init; a server does the rest");
        }
        return KeyChore.init(words, clock, say);
    }

    private static int schema(List<String> words, Clock clock, Consumer<String> say)
            throws WrongArgument, CannotStart {
        boolean print = words.remove(PRINT);
        var arguments = Arguments.parse(words, System.getenv(), Database.CASSANDRA);
        var config = Node.config(arguments);
        if (print) {
            CassandraSchema.statements(config).forEach(statement -> say.accept(statement + ";\n"));
            return 0;
        }
        try {
            CassandraSchema.make(config, clock.instant());
        } catch (CassandraSchema.NotReady reason) {
            throw new CannotStart(String.valueOf(reason.getMessage()));
        }
        say.accept(
                "The tables are there, in the keyspace "
                        + config.getString("somersault.cassandra.keyspace")
                        + ".");
        return 0;
    }

    private static int journal(List<String> words, Consumer<String> say) throws WrongArgument {
        var what = words.isEmpty() ? "" : words.removeFirst();
        var target = Optional.<Path>empty();
        int to = words.indexOf(TO);
        if (to >= 0 && to + 1 < words.size()) {
            target = Optional.of(Path.of(words.get(to + 1)));
            words.subList(to, to + 2).clear();
        }
        var arguments = Arguments.parse(words, System.getenv(), Database.SQLITE);
        var settings = EventLogSettings.of(Node.config(arguments));
        return switch (what) {
            case "check" -> check(arguments.data(), settings, say);
            case "repair" -> repair(arguments.data(), settings, say);
            case "backup" ->
                    backup(
                            arguments.data(),
                            target.orElseThrow(
                                    () -> new WrongArgument("journal backup needs --to FILE")),
                            settings,
                            say);
            default -> throw new WrongArgument("journal what? check, backup or repair");
        };
    }

    private static int check(Path folder, EventLogSettings settings, Consumer<String> say) {
        var found = LogCare.check(folder, settings);
        found.findings().forEach(say);
        say.accept(
                found.sound()
                        ? "%d events, every one as it was written.".formatted(found.events())
                        : "The log is damaged; see ./somersault journal --help.");
        return found.sound() ? 0 : UNSOUND;
    }

    private static int backup(
            Path folder, Path target, EventLogSettings settings, Consumer<String> say) {
        LogCare.backup(folder, target, settings);
        say.accept("A whole log is in " + target + ".");
        return 0;
    }

    private static int repair(Path folder, EventLogSettings settings, Consumer<String> say) {
        var report = LogCare.repair(folder, settings);
        say.accept(
                "%d events and %d large results are rescued; the damaged file is %s."
                        .formatted(report.events(), report.results(), report.damagedFile()));
        report.cut()
                .forEach((entity, last) ->
                        say.accept("  %s ends after its event %d".formatted(entity, last)));
        if (!report.cut().isEmpty()) {
            say.accept(
                    "%d events could not be read, and %d follow one of those and are left behind."
                            .formatted(report.unreadable(), report.leftBehind()));
        }
        return 0;
    }
}
