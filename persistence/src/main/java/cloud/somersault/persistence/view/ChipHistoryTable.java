package cloud.somersault.persistence.view;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipEvent;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.persistence.journal.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements of the chips' history: a row for each published version, and a row for each part
 * and version in which what is known of the part is not what the version before knew.
 */
final class ChipHistoryTable {
    /** Of the tables below; a history of another version is made again from the events. */
    static final int VERSION = 2;

    static final List<String> REMOVE =
            List.of(
                    "DROP TABLE IF EXISTS chip_history_versions",
                    "DROP TABLE IF EXISTS chip_history_parts");

    // Moments are in nanoseconds since 1970, which one number holds until the year 2262.
    static final List<String> CREATE =
            List.of(
                    """
                    CREATE TABLE chip_history_versions (
                      chip TEXT NOT NULL,
                      version INTEGER NOT NULL,
                      published_nanos INTEGER NOT NULL,
                      measured_at TEXT NOT NULL,
                      source TEXT NOT NULL,
                      digest TEXT NOT NULL,
                      qubits INTEGER NOT NULL,
                      qubits_in_service INTEGER NOT NULL,
                      couplers INTEGER NOT NULL,
                      couplers_in_service INTEGER NOT NULL,
                      sequence_nr INTEGER NOT NULL,
                      PRIMARY KEY (chip, version)) WITHOUT ROWID
                    """,
                    "CREATE INDEX chip_history_moments"
                            + " ON chip_history_versions (chip, published_nanos, version)",
                    """
                    CREATE TABLE chip_history_parts (
                      chip TEXT NOT NULL,
                      part TEXT NOT NULL,
                      version INTEGER NOT NULL,
                      published_nanos INTEGER NOT NULL,
                      measured_at TEXT NOT NULL,
                      document TEXT NOT NULL,
                      PRIMARY KEY (chip, part, version)) WITHOUT ROWID
                    """);

    private ChipHistoryTable() {}

    /** Writes the rows of a published version. */
    static void insert(Session session, ChipEntry entry) throws SQLException {
        var event = entry.event();
        var snapshot = event.snapshot();
        var insert =
                session.prepared(
                        "INSERT INTO chip_history_versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.setString(1, event.chip());
        insert.setLong(2, event.version());
        insert.setLong(3, ChipEntry.nanos(event.at()));
        insert.setString(4, event.measuredAt().toString());
        insert.setString(5, event.source());
        insert.setString(6, event.digest());
        insert.setInt(7, snapshot.qubits().size());
        insert.setLong(8, snapshot.qubits().stream().filter(ChipQubit::inService).count());
        insert.setInt(9, snapshot.couplers().size());
        insert.setLong(10, snapshot.couplers().stream().filter(ChipCoupler::inService).count());
        insert.setLong(11, entry.sequenceNr());
        insert.executeUpdate();
        for (var part : entry.documents().entrySet()) {
            insert(session, event, part.getKey(), part.getValue());
        }
    }

    private static void insert(
            Session session, ChipEvent.CalibrationPublished event, String part, String document)
            throws SQLException {
        if (lastDocument(session, event.chip(), part).filter(document::equals).isPresent()) {
            return;
        }
        var insert = session.prepared("INSERT INTO chip_history_parts VALUES (?, ?, ?, ?, ?, ?)");
        insert.setString(1, event.chip());
        insert.setString(2, part);
        insert.setLong(3, event.version());
        insert.setLong(4, ChipEntry.nanos(event.at()));
        insert.setString(5, event.measuredAt().toString());
        insert.setString(6, document);
        insert.executeUpdate();
    }

    private static Optional<String> lastDocument(Session session, String chip, String part)
            throws SQLException {
        var statement =
                session.prepared(
                        "SELECT document FROM chip_history_parts WHERE chip = ? AND part = ?"
                                + " ORDER BY version DESC LIMIT 1");
        statement.setString(1, chip);
        statement.setString(2, part);
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    /** The number of the chip's last event in the log, in the view or not; 0 before the first. */
    static long lastEvent(Session session, String persistenceId) throws SQLException {
        return session.number(
                "SELECT max(sequence_nr) FROM events WHERE persistence_id = ?", persistenceId);
    }

    /** The version published last at that moment or before it. */
    static Optional<Place> at(Session session, String chip, Instant moment) throws SQLException {
        var statement =
                session.prepared(
                        "SELECT * FROM chip_history_versions WHERE chip = ? AND published_nanos <= ?"
                                + " ORDER BY published_nanos DESC, version DESC LIMIT 1");
        statement.setString(1, chip);
        statement.setLong(2, ChipEntry.nanos(moment));
        return places(statement.executeQuery()).stream().findFirst();
    }

    /** The version of this number. */
    static Optional<Place> version(Session session, String chip, long version) throws SQLException {
        var statement =
                session.prepared(
                        "SELECT * FROM chip_history_versions WHERE chip = ? AND version = ?");
        statement.setString(1, chip);
        statement.setLong(2, version);
        return places(statement.executeQuery()).stream().findFirst();
    }

    /** Newest first, older than the given version. */
    static List<ChipHistory.Version> before(Session session, String chip, long version, int limit)
            throws SQLException {
        var statement =
                session.prepared(
                        "SELECT * FROM chip_history_versions WHERE chip = ? AND version < ?"
                                + " ORDER BY version DESC LIMIT ?");
        statement.setString(1, chip);
        statement.setLong(2, version);
        statement.setInt(3, limit);
        return places(statement.executeQuery()).stream().map(Place::version).toList();
    }

    /** A version, and under which number of the chip's own events its snapshot lies. */
    record Place(ChipHistory.Version version, long sequenceNr) {}

    private static List<Place> places(ResultSet given) throws SQLException {
        var places = new ArrayList<Place>();
        try (var rows = given) {
            while (rows.next()) {
                places.add(
                        new Place(
                                new ChipHistory.Version(
                                        rows.getString("chip"),
                                        rows.getLong("version"),
                                        ChipEntry.instant(rows.getLong("published_nanos")),
                                        Instant.parse(rows.getString("measured_at")),
                                        rows.getString("source"),
                                        rows.getString("digest"),
                                        rows.getInt("qubits"),
                                        rows.getInt("qubits_in_service"),
                                        rows.getInt("couplers"),
                                        rows.getInt("couplers_in_service")),
                                rows.getLong("sequence_nr")));
            }
        }
        return places;
    }

    /**
     * What was known of a part from a moment to another, oldest first: what was known at {@code
     * from} already, and each change until {@code to}, that moment included.
     *
     * @param after only changes by later versions than this one
     */
    static List<ChipHistory.Point> points(
            Session session,
            String chip,
            String part,
            Instant from,
            Instant to,
            long after,
            int limit)
            throws SQLException {
        var statement =
                session.prepared(
                        """
                        SELECT version, published_nanos, measured_at, document FROM chip_history_parts
                        WHERE chip = ?1 AND part = ?2 AND published_nanos <= ?4 AND version > ?5
                          AND version >= coalesce(
                            (SELECT max(version) FROM chip_history_parts
                             WHERE chip = ?1 AND part = ?2 AND published_nanos <= ?3), 0)
                        ORDER BY version LIMIT ?6\
                        """);
        statement.setString(1, chip);
        statement.setString(2, part);
        statement.setLong(3, ChipEntry.nanos(from));
        statement.setLong(4, ChipEntry.nanos(to));
        statement.setLong(5, after);
        statement.setInt(6, limit);
        var points = new ArrayList<ChipHistory.Point>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                points.add(
                        new ChipHistory.Point(
                                rows.getLong(1),
                                ChipEntry.instant(rows.getLong(2)),
                                Instant.parse(rows.getString(3)),
                                ChipEntry.document(rows.getString(4))));
            }
        }
        return points;
    }
}
