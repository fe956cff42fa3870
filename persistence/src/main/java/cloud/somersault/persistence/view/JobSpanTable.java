package cloud.somersault.persistence.view;

import cloud.somersault.persistence.journal.Session;
import cloud.somersault.persistence.view.JobSpan.Mark;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements about when jobs were in the queue, on the rows of the job list. */
final class JobSpanTable {
    private static final String COLUMNS =
            "SELECT id, name, tenant, target, phase, priority, shots, programs, arrival, ordering,"
                    + " submitted_at, started_ordering, started_at, ended_ordering, ended_at"
                    + " FROM job_list ";
    private static final String ENDED =
            COLUMNS
                    + "INDEXED BY job_list_spans WHERE span_level = ? AND submitted_micros >= ?"
                    + " AND submitted_micros <= ?";
    private static final String OPEN =
            COLUMNS + "WHERE phase NOT IN " + JobListTable.FINISHED + " AND submitted_micros <= ?";

    private JobSpanTable() {}

    /** The number of the tenant's job that came last; 0 before the first. */
    static long lastArrival(Session session, String tenant) throws SQLException {
        return session.number(
                "SELECT arrival FROM job_list WHERE tenant = ? ORDER BY ordering DESC LIMIT 1",
                tenant);
    }

    /** From here on the job's span is known. */
    static void ended(Session session, long ordering, String jobId, Instant at)
            throws SQLException {
        var row = session.prepared("SELECT submitted_at FROM job_list WHERE id = ?");
        row.setString(1, jobId);
        Instant submitted;
        try (var rows = row.executeQuery()) {
            if (!rows.next()) {
                return;
            }
            submitted = Instant.parse(rows.getString(1));
        }
        JobListTable.update(
                session,
                "UPDATE job_list SET ended_ordering = ?, span_level = ? WHERE id = ?",
                ordering,
                SpanCell.level(submitted, at),
                jobId);
    }

    static List<JobSpan> around(Session session, Instant moment) throws SQLException {
        var spans = new ArrayList<JobSpan>();
        long latest = SpanCell.latest(moment);
        for (int level = SpanCell.LEVEL_LEAST; level <= SpanCell.LEVEL_MOST; level++) {
            var ended = session.prepared(ENDED);
            ended.setInt(1, level);
            ended.setLong(2, SpanCell.earliest(moment, level));
            ended.setLong(3, latest);
            read(ended, spans);
        }
        var open = session.prepared(OPEN);
        open.setLong(1, latest);
        read(open, spans);
        return spans;
    }

    private static void read(PreparedStatement statement, List<JobSpan> into) throws SQLException {
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                into.add(
                        new JobSpan(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getInt(6),
                                rows.getLong(7),
                                rows.getInt(8),
                                rows.getLong(9),
                                new Mark(Instant.parse(rows.getString(11)), rows.getLong(10)),
                                mark(rows, 12),
                                mark(rows, 14)));
            }
        }
    }

    /** The event whose place and moment are in two columns, if it has happened. */
    private static Optional<Mark> mark(ResultSet rows, int column) throws SQLException {
        long event = rows.getLong(column);
        return rows.wasNull()
                ? Optional.empty()
                : Optional.of(new Mark(Instant.parse(rows.getString(column + 1)), event));
    }
}
