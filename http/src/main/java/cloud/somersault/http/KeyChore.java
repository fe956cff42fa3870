package cloud.somersault.http;

import cloud.somersault.http.Arguments.WrongArgument;
import cloud.somersault.http.Node.CannotStart;
import cloud.somersault.http.audit.AuditAct;
import cloud.somersault.http.audit.AuditLog;
import cloud.somersault.http.key.KeyLimits;
import cloud.somersault.http.key.Keys;
import cloud.somersault.http.key.Role;
import cloud.somersault.http.lock.Caller;
import cloud.somersault.persistence.archive.Archive;
import cloud.somersault.persistence.archive.Database;
import cloud.somersault.persistence.archive.SqliteArchive;
import cloud.somersault.persistence.cassandra.CassandraArchive;
import cloud.somersault.persistence.cassandra.CassandraSchema;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.EventLogs;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/**
 * Makes the first admin's key, without a server: whoever may write the data folder, or the
 * database, may already do everything.
 */
final class KeyChore {
    private static final String NAME = "first admin";

    private KeyChore() {}

    /** Makes it and says it, once. */
    static int init(List<String> words, Clock clock, Consumer<String> say)
            throws WrongArgument, CannotStart {
        var configured = Database.of(ConfigFactory.load());
        var arguments = Arguments.parse(words, System.getenv(), configured);
        var config =
                ConfigFactory.parseString("pekko.coordinated-shutdown.exit-jvm = off")
                        .withFallback(Node.config(arguments));
        var made = make(arguments, config, clock);
        say.accept("An admin's key. It is shown this once; only its hash is kept:");
        say.accept("");
        say.accept(made.token());
        say.accept("");
        say.accept("Put it into a file that only you can read, and name it to the command line:");
        say.accept(
                "  somersault keys list --key-file FILE        (or SOMERSAULT_KEY in the environment)");
        return 0;
    }

    private static Keys.Made make(Arguments arguments, Config config, Clock clock)
            throws CannotStart {
        if (arguments.database().shared()) {
            try {
                CassandraSchema.check(config);
            } catch (CassandraSchema.NotReady reason) {
                throw new CannotStart(String.valueOf(reason.getMessage()));
            }
            return withSystem(config, clock, system -> CassandraArchive.open(system, false));
        }
        try (var _ = EventLogs.share(arguments.data(), EventLogSettings.of(config))) {
            return withSystem(config, clock, SqliteArchive::open);
        }
    }

    /** A cluster of one, for a moment: the key is stored as any other is. */
    private static Keys.Made withSystem(
            Config config, Clock clock, Function<ActorSystem<?>, Archive> open) {
        var system = ActorSystem.<Void>create(Behaviors.empty(), "somersault", config);
        try {
            var cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            var archive = open.apply(system);
            // In a shared database the day's own entity may be at work elsewhere.
            var audit = AuditLog.start(system, clock, " keys init " + clock.millis());
            var keys = Keys.start(system, archive.events(), clock);
            var made =
                    keys.create(
                                    NAME,
                                    Caller.DEFAULT_TENANT,
                                    Role.ADMIN,
                                    Optional.empty(),
                                    KeyLimits.USUAL,
                                    AuditAct.COMMAND_LINE)
                            .toCompletableFuture()
                            .join();
            audit.record(
                            AuditAct.done("create-key", AuditAct.COMMAND_LINE)
                                    .ofTenant(Caller.DEFAULT_TENANT)
                                    .to(made.key().id()))
                    .toCompletableFuture()
                    .join();
            return made;
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        }
    }
}
