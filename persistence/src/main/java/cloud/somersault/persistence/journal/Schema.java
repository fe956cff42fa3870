package cloud.somersault.persistence.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What the file looks like, and how a file of an older version becomes one of this version. The
 * version is SQLite's {@code user_version}; each step runs in one transaction with its number. A
 * step that has been released is never edited: a new one is added.
 */
record Schema(List<List<String>> steps) {
    /** Marks the file as an event log of Somersault: "SMRS". */
    static final int APPLICATION_ID = 0x534D5253;

    static final Schema CURRENT = new Schema(List.of(version1(), version2()));

    Schema {
        steps = List.copyOf(steps);
    }

    int version() {
        return steps.size();
    }

    /** Creates or updates the schema; refuses another program's file and a later version's. */
    void bring(Path file, Connection connection) throws SQLException {
        int found = number(connection, "PRAGMA user_version");
        int application = number(connection, "PRAGMA application_id");
        if (found > 0 || number(connection, "SELECT count(*) FROM sqlite_schema") > 0) {
            if (application != APPLICATION_ID) {
                throw new EventLogException.Corrupt(
                        file, "it is a database, but not an event log of Somersault");
            }
        }
        if (found > version()) {
            throw new EventLogException.TooNew(file, found, version());
        }
        for (int version = found + 1; version <= version(); version++) {
            apply(connection, version);
        }
    }

    private void apply(Connection connection, int version) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (var sql : steps.get(version - 1)) {
                    statement.execute(sql);
                }
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                statement.execute("PRAGMA user_version = " + version);
                statement.execute("COMMIT");
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<String> version1() {
        return List.of(
                """
                CREATE TABLE events (
                  ordering               INTEGER PRIMARY KEY,  -- 1, 2, 3, ... without a gap
                  persistence_id         TEXT    NOT NULL,
                  sequence_nr            INTEGER NOT NULL,
                  written_at             INTEGER NOT NULL,     -- milliseconds since 1970-01-01T00:00Z
                  writer_uuid            TEXT    NOT NULL,
                  serializer_id          INTEGER NOT NULL,
                  manifest               TEXT    NOT NULL,
                  adapter_manifest       TEXT    NOT NULL,
                  payload                BLOB    NOT NULL,
                  metadata_serializer_id INTEGER,
                  metadata_manifest      TEXT,
                  metadata               BLOB,
                  tags                   TEXT    NOT NULL,     -- JSON array of texts
                  chain                  BLOB    NOT NULL      -- SHA-256 link of the entity's events
                ) STRICT\
                """,
                "CREATE UNIQUE INDEX events_by_entity ON events (persistence_id, sequence_nr)",
                "CREATE INDEX first_events ON events (ordering) WHERE sequence_nr = 1",
                """
                CREATE TABLE event_tags (
                  tag      TEXT    NOT NULL,
                  ordering INTEGER NOT NULL,
                  PRIMARY KEY (tag, ordering)
                ) STRICT, WITHOUT ROWID\
                """,
                """
                CREATE TABLE deletions (                       -- hides events, removes none
                  persistence_id TEXT    PRIMARY KEY,
                  to_sequence_nr INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID\
                """,
                """
                CREATE TABLE snapshots (
                  persistence_id         TEXT    NOT NULL,
                  sequence_nr            INTEGER NOT NULL,
                  written_at             INTEGER NOT NULL,     -- milliseconds since 1970-01-01T00:00Z
                  serializer_id          INTEGER NOT NULL,
                  manifest               TEXT    NOT NULL,
                  payload                BLOB    NOT NULL,
                  metadata_serializer_id INTEGER,
                  metadata_manifest      TEXT,
                  metadata               BLOB,
                  UNIQUE (persistence_id, sequence_nr)
                ) STRICT\
                """,
                """
                CREATE TABLE results (
                  digest TEXT PRIMARY KEY,
                  bytes  BLOB NOT NULL
                ) STRICT\
                """,
                """
                CREATE TABLE views (
                  name     TEXT    PRIMARY KEY,
                  version  INTEGER NOT NULL,
                  ordering INTEGER NOT NULL                    -- of the last event in the view
                ) STRICT, WITHOUT ROWID\
                """,
                appendOnly("events", "UPDATE"),
                appendOnly("events", "DELETE"),
                appendOnly("event_tags", "UPDATE"),
                appendOnly("event_tags", "DELETE"),
                appendOnly("results", "UPDATE"),
                appendOnly("results", "DELETE"));
    }

    /** How a payload is packed ({@link EventPacking}); those that are there are not. */
    private static List<String> version2() {
        return List.of("ALTER TABLE events ADD COLUMN packing INTEGER NOT NULL DEFAULT 0");
    }

    private static String appendOnly(String table, String action) {
        return """
        CREATE TRIGGER %1$s_never_%2$s BEFORE %2$s ON %1$s
        BEGIN SELECT RAISE(ABORT, '%1$s is append-only'); END\
        """
                .formatted(table, action);
    }
}
