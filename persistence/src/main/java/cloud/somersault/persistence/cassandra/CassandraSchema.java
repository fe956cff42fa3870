package cloud.somersault.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.cassandra.KeyspaceAndTableStatements;
import org.apache.pekko.persistence.cassandra.PluginSettings;

/**
 * The tables, and the one step that makes them. Nothing is made by a running node: two that start
 * together would make the same table twice, which Cassandra does not forgive.
 *
 * <p>All statements say IF NOT EXISTS, so the step may be repeated. What already exists stays as it
 * is: replication is changed with ALTER KEYSPACE and a repair.
 */
public final class CassandraSchema {
    /** Of our tables. A node works with a keyspace of its own version only. */
    static final String VERSION = "1";

    private static final Duration DDL_PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MS = 500;
    private static final int AGREEMENT_TRIES = 6;

    /**
     * Our tables. A row of a view is written with the number of its event as write time, so that
     * repeating or reordering writes changes nothing.
     */
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS about (what text PRIMARY KEY, value text)",
                    "CREATE TABLE IF NOT EXISTS writes (what text PRIMARY KEY, at timestamp)",
                    """
                    CREATE TABLE IF NOT EXISTS jobs (
                      id text PRIMARY KEY, place bigint, name text, tenant text, target text,
                      phase text, shots bigint, seed bigint, programs int, priority int,
                      submitted_at text, started_at text, ended_at text, shards int,
                      shards_completed set<int>, calibration_version bigint, result_digest text,
                      failure_code text, failure_message text)\
                    """,
                    // A list is everyone's or one tenant's, see JobRows.
                    """
                    CREATE TABLE IF NOT EXISTS jobs_by_tenant_and_day (
                      list text, day date, place bigint, id text,
                      PRIMARY KEY ((list, day), place, id))
                      WITH CLUSTERING ORDER BY (place DESC, id ASC)\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS days_with_jobs (
                      list text, day date, PRIMARY KEY (list, day))
                      WITH CLUSTERING ORDER BY (day DESC)\
                    """,
                    // Rows go when jobs end, so each minute's partition is read while it is young
                    // and forgotten when it is empty.
                    """
                    CREATE TABLE IF NOT EXISTS unfinished_jobs (
                      minute timestamp, place bigint, id text, PRIMARY KEY (minute, place, id))
                      WITH gc_grace_seconds = 10800\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS unfinished_minutes (
                      shelf int, minute timestamp, PRIMARY KEY (shelf, minute))
                      WITH gc_grace_seconds = 10800\
                    """,
                    // A cell of spans, see SpanCell: it holds some times what one answer needs.
                    """
                    CREATE TABLE IF NOT EXISTS job_spans (
                      level int, stretch bigint, id text, name text, tenant text, target text,
                      phase text, priority int, shots bigint, programs int, submitted_at text,
                      submitted_event bigint, started_at text, started_event bigint, ended_at text,
                      ended_event bigint, PRIMARY KEY ((level, stretch), id))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS tunings (
                      shelf int, place bigint, id text, PRIMARY KEY (shelf, place, id))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS chip_uses (
                      chip text, hour bigint, id text, seconds double,
                      parts frozen<map<text, bigint>>, PRIMARY KEY ((chip, hour), id))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS chip_hours (
                      chip text, hour bigint, PRIMARY KEY (chip, hour))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS event_chains (
                      persistence_id text PRIMARY KEY, sequence_nr bigint, chain text)\
                    """,
                    // What checkpoints have signed of each entity, and whether more may come.
                    """
                    CREATE TABLE IF NOT EXISTS signed_chains (
                      persistence_id text PRIMARY KEY, sequence_nr bigint, chain text,
                      ended boolean)\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS results (
                      digest text PRIMARY KEY, pieces int, bytes bigint, sha256 text)\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS result_pieces (
                      digest text, piece int, content blob, PRIMARY KEY ((digest, piece)))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS chip_versions (
                      chip text, version bigint, published_nanos bigint, measured_at text,
                      source text, digest text, qubits int, qubits_in_service int, couplers int,
                      couplers_in_service int, sequence_nr bigint, PRIMARY KEY (chip, version))
                      WITH CLUSTERING ORDER BY (version DESC)\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS chip_moments (
                      chip text, published_nanos bigint, version bigint,
                      PRIMARY KEY (chip, published_nanos, version))
                      WITH CLUSTERING ORDER BY (published_nanos DESC, version DESC)\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS chip_parts (
                      chip text, part text, version bigint, published_nanos bigint,
                      measured_at text, document text, PRIMARY KEY ((chip, part), version))\
                    """,
                    "CREATE TABLE IF NOT EXISTS chip_places (chip text PRIMARY KEY, sequence_nr bigint)",
                    // Pekko Projection's own, as its offset store reads them.
                    """
                    CREATE TABLE IF NOT EXISTS offset_store (
                      projection_name text, partition int, projection_key text, offset text,
                      manifest text, last_updated timestamp,
                      PRIMARY KEY ((projection_name, partition), projection_key))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS projection_management (
                      projection_name text, partition int, projection_key text, paused boolean,
                      last_updated timestamp,
                      PRIMARY KEY ((projection_name, partition), projection_key))\
                    """);

    private CassandraSchema() {}

    /** The database cannot be used as it is; the message says what to do. */
    public static final class NotReady extends Exception {
        private static final long serialVersionUID = 1;

        NotReady(String message) {
            super(message);
        }

        NotReady(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * All statements of the step, in order.
     *
     * @param config a whole configuration, see {@link CassandraSettings#over}
     */
    public static List<String> statements(Config config) {
        var settings = CassandraSettings.of(config);
        var all = new ArrayList<String>();
        all.add(
                "CREATE KEYSPACE IF NOT EXISTS %s WITH replication = {'class': 'NetworkTopologyStrategy', '%s': %d}"
                        .formatted(
                                settings.keyspace(),
                                settings.dataCenter(),
                                settings.replicationFactor()));
        all.addAll(pluginTables(config));
        for (var table : TABLES) {
            all.add(table.replace("IF NOT EXISTS ", "IF NOT EXISTS " + settings.keyspace() + "."));
        }
        return List.copyOf(all);
    }

    /** As the plugin itself says; it needs an actor system to say it. */
    private static List<String> pluginTables(Config config) {
        var small =
                ConfigFactory.parseMap(
                                Map.of(
                                        "pekko.actor.provider", "local",
                                        "pekko.coordinated-shutdown.exit-jvm", "off"))
                        .withFallback(config);
        var system = ActorSystem.create(Behaviors.empty(), "schema", small);
        try {
            var plugin =
                    new KeyspaceAndTableStatements(
                            system,
                            "pekko.persistence.cassandra",
                            PluginSettings.apply(system.classicSystem()));
            var tables = new ArrayList<String>(plugin.getCreateJournalTablesStatements());
            tables.addAll(plugin.getCreateSnapshotTablesStatements());
            return tables;
        } finally {
            system.terminate();
        }
    }

    /**
     * Makes keyspace and tables where there are none.
     *
     * @param at the birth of the cloud: no event is older
     * @throws NotReady when the database can't be reached in time or refuses
     */
    public static void make(Config config, Instant at) throws NotReady {
        var settings = CassandraSettings.of(config);
        try (var session = connect(config)) {
            // The driver would ask for the whole schema anew after each of these.
            session.setSchemaMetadataEnabled(false);
            // All to one node: another may not have heard yet of the keyspace that this one made.
            var node = Optional.<Node>empty();
            for (var text : statements(config)) {
                var statement =
                        SimpleStatement.newInstance(text)
                                .setExecutionProfileName(CassandraSettings.PROFILE)
                                .setTimeout(DDL_PATIENCE);
                var done = session.execute(node.map(statement::setNode).orElse(statement));
                node = Optional.ofNullable(done.getExecutionInfo().getCoordinator());
            }
            untilAllAgree(session);
            note(session, settings, "born", Long.toString(at.toEpochMilli()));
            note(session, settings, "schema", VERSION);
        } catch (DriverException refused) {
            throw new NotReady(
                    "Cassandra at %s refused: %s"
                            .formatted(
                                    String.join(", ", settings.contactPoints()),
                                    refused.getMessage()),
                    refused);
        }
    }

    private static void untilAllAgree(CqlSession session) throws NotReady {
        for (int tries = 0; tries < AGREEMENT_TRIES; tries++) {
            if (session.checkSchemaAgreement()) { // which waits for it for some seconds
                return;
            }
        }
        throw new NotReady("The nodes of Cassandra don't agree on the tables that were made.");
    }

    private static void note(
            CqlSession session, CassandraSettings settings, String what, String value) {
        session.execute(
                SimpleStatement.newInstance(
                                "INSERT INTO %s.about (what, value) VALUES (?, ?) IF NOT EXISTS"
                                        .formatted(settings.keyspace()),
                                what,
                                value)
                        .setExecutionProfileName(CassandraSettings.PROFILE));
    }

    /**
     * Waits for the database, and looks whether it has our tables.
     *
     * @throws NotReady when it has not, or does not answer in time
     */
    public static void check(Config config) throws NotReady {
        var settings = CassandraSettings.of(config);
        try (var session = connect(config)) {
            var found =
                    session.execute(
                                    SimpleStatement.newInstance(
                                                    "SELECT value FROM %s.about WHERE what = 'schema'"
                                                            .formatted(settings.keyspace()))
                                            .setExecutionProfileName(CassandraSettings.PROFILE))
                            .one();
            if (found == null || !VERSION.equals(found.getString(0))) {
                throw new NotReady(
                        "The keyspace %s has tables of version %s and this Somersault needs %s."
                                .formatted(
                                        settings.keyspace(),
                                        found == null ? "none" : found.getString(0),
                                        VERSION));
            }
            checkTables(session, settings.keyspace());
        } catch (DriverException refused) {
            throw new NotReady(
                    "Cassandra at %s has no tables for Somersault in the keyspace %s (%s). Make them with: ./somersault schema"
                            .formatted(
                                    String.join(", ", settings.contactPoints()),
                                    settings.keyspace(),
                                    refused.getMessage()),
                    refused);
        }
    }

    /** A keyspace of an earlier version lacks the tables that came later. */
    private static void checkTables(CqlSession session, String keyspace) throws NotReady {
        var missing = new TreeSet<String>();
        for (var table : TABLES) {
            missing.add(table.replaceFirst("CREATE TABLE IF NOT EXISTS ", "").split("[ (]", 2)[0]);
        }
        session.execute(
                        SimpleStatement.newInstance(
                                        "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?",
                                        keyspace)
                                .setExecutionProfileName(CassandraSettings.PROFILE))
                .forEach(row -> missing.remove(Columns.text(row, "table_name")));
        if (!missing.isEmpty()) {
            throw new NotReady(
                    "The keyspace %s lacks tables of this version: %s. Make them with: ./somersault schema"
                            .formatted(keyspace, String.join(", ", missing)));
        }
    }

    /** Until the database answers or patience is at its end. */
    private static CqlSession connect(Config config) throws NotReady {
        var settings = CassandraSettings.of(config);
        long tries = Math.max(1, settings.patience().toMillis() / LOOK_AGAIN_MS);
        while (true) {
            try {
                return open(config);
            } catch (DriverException unreachable) {
                tries--;
                if (tries <= 0) {
                    throw new NotReady(
                            "No Cassandra answers at %s: %s. Start one, or say where it is with --cassandra HOST:PORT."
                                    .formatted(
                                            String.join(", ", settings.contactPoints()),
                                            unreachable.getMessage()),
                            unreachable);
                }
                pause();
            }
        }
    }

    private static CqlSession open(Config config) {
        var driver =
                config.withOnlyPath("datastax-java-driver")
                        .withoutPath("datastax-java-driver.advanced.reconnect-on-init");
        return CqlSession.builder()
                .withConfigLoader(
                        DriverConfigLoader.fromString(
                                driver.root().render(ConfigRenderOptions.concise())))
                .build();
    }

    private static void pause() throws NotReady {
        try {
            Thread.sleep(LOOK_AGAIN_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotReady("interrupted while waiting for Cassandra", stopped);
        }
    }
}
