package cloud.somersault.persistence.proof;

import cloud.somersault.persistence.journal.Encoded;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.EventLogs;
import cloud.somersault.persistence.journal.NewEvent;
import cloud.somersault.persistence.journal.SqliteResultStore;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A real log in a folder whose checkpoints the real actor signs; and those who harm it. */
final class ProvenLog implements AutoCloseable {
    static final Instant AT = Instant.parse("2026-11-21T08:00:00.123Z");
    static final int WINDOW_EVENTS = 100;

    private final ActorSystem<Void> system;
    final EventLog log;
    private final ActorRef<ProofProtocol.Message> signer;

    /** Something that is done to the database behind the server's back. */
    interface Harm {
        void to(Connection connection) throws SQLException;
    }

    ProvenLog(Path folder) {
        this(folder, WINDOW_EVENTS);
    }

    ProvenLog(Path folder, int windowEvents) {
        this(folder, windowEvents, folder);
    }

    /** With the keys of a keeper who has another folder. */
    ProvenLog(Path folder, int windowEvents, Path keysFolder) {
        system =
                ActorSystem.create(
                        Behaviors.<Void>empty(),
                        "proven",
                        ConfigFactory.parseString(
                                        """
                                        somersault.data-directory = "%s"
                                        pekko.actor.provider = local
                                        pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                                        pekko.persistence.journal.plugin = "somersault.journal"
                                        pekko.persistence.snapshot-store.plugin = "somersault.snapshot-store"
                                        """
                                                .formatted(folder))
                                .withFallback(ConfigFactory.load()));
        log = EventLogs.of(system);
        signer =
                system.systemActorOf(
                        SignerActor.create(
                                new SignerActor.Surroundings(
                                        new SqliteCoverage(log, windowEvents),
                                        new SqliteResultStore(log),
                                        new KeyFolder(keysFolder),
                                        Witness.in(folder),
                                        Duration.ofHours(1),
                                        InstantSource.fixed(AT))),
                        "signer",
                        Props.empty());
    }

    void append(String entity, int from, int to) {
        for (int number = from; number <= to; number++) {
            append(
                    entity,
                    number,
                    "{\"event\":\"job-submitted\",\"number\":%d,\"of\":\"%s\"}"
                            .formatted(number, entity),
                    "tag");
        }
    }

    void append(String entity, long number, String text, String... tags) {
        await(
                log.append(
                        List.of(
                                new NewEvent(
                                        entity,
                                        number,
                                        AT,
                                        "writer-" + entity,
                                        "",
                                        new Encoded(
                                                7, "text", text.getBytes(StandardCharsets.UTF_8)),
                                        Optional.empty(),
                                        List.of(tags)))));
    }

    ProofState sign() {
        return ask(ProofProtocol.Sign::new);
    }

    ProofState rotate() {
        return ask(ProofProtocol.Rotate::new);
    }

    /** As another keeper, whose private keys lie in that folder, has its key introduced. */
    void standBy(Path keysFolder) {
        var keys = new KeyFolder(keysFolder);
        system.systemActorOf(
                StandbyKeyActor.create(signer, keys, Duration.ofMillis(50)),
                "standby-key",
                Props.empty());
        while (ask(ProofProtocol.Look::new).newest(keys::has).isEmpty()) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private ProofState ask(
            java.util.function.Function<ActorRef<ProofProtocol.Stand>, ProofProtocol.Message>
                    what) {
        return await(
                AskPattern.<ProofProtocol.Message, ProofProtocol.Stand>ask(
                                signer, what::apply, Duration.ofSeconds(20), system.scheduler())
                        .thenApply(ProofProtocol.Stand::read));
    }

    @Override
    public void close() {
        system.terminate();
        await(system.getWhenTerminated());
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** As somebody who may write the file, and knows how to. */
    static void harm(Path folder, Harm harm) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:"
                                        + folder.resolve(EventLogSettings.DEFAULT.fileName()));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            for (var table : List.of("events", "results")) {
                for (var action : List.of("UPDATE", "DELETE")) {
                    statement.execute("DROP TRIGGER %s_never_%s".formatted(table, action));
                }
            }
            harm.to(connection);
            for (var table : List.of("events", "results")) {
                for (var action : List.of("UPDATE", "DELETE")) {
                    statement.execute(
                            "CREATE TRIGGER %1$s_never_%2$s BEFORE %2$s ON %1$s BEGIN SELECT RAISE(ABORT, '%1$s is append-only'); END"
                                    .formatted(table, action));
                }
            }
        }
    }

    static void harm(Path folder, String... statements) throws SQLException {
        harm(
                folder,
                connection -> {
                    try (var statement = connection.createStatement()) {
                        for (var sql : statements) {
                            if (statement.executeUpdate(sql) == 0) {
                                throw new AssertionError("no harm was done by " + sql);
                            }
                        }
                    }
                });
    }

    static Verification verify(Path folder) {
        return verify(folder, LogVerifier.Against.ITSELF);
    }

    static Verification verify(Path folder, LogVerifier.Against against) {
        return LogVerifier.verify(folder, EventLogSettings.DEFAULT, against, 2, (_, _) -> {});
    }
}
