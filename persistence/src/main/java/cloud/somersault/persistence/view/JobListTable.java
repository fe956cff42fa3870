package cloud.somersault.persistence.view;

import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobView;
import cloud.somersault.persistence.journal.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements of the job list: one row for each job. */
final class JobListTable {
    /** Of the tables below; a list of another version is made again from the events. */
    static final int VERSION = 3;

    static final String FINISHED = "('completed', 'failed', 'cancelled')";

    static final List<String> REMOVE = List.of("DROP TABLE IF EXISTS job_list");

    static final List<String> CREATE =
            List.of(
                    """
                    CREATE TABLE job_list (
                      ordering INTEGER PRIMARY KEY,
                      id TEXT NOT NULL UNIQUE,
                      name TEXT NOT NULL,
                      tenant TEXT NOT NULL,
                      target TEXT NOT NULL,
                      phase TEXT NOT NULL,
                      shots INTEGER NOT NULL,
                      seed INTEGER NOT NULL,
                      programs INTEGER NOT NULL,
                      priority INTEGER NOT NULL,
                      submitted_at TEXT NOT NULL,
                      started_at TEXT,
                      ended_at TEXT,
                      shards INTEGER NOT NULL,
                      shards_completed INTEGER NOT NULL,
                      calibration_version INTEGER,
                      result_digest TEXT,
                      failure_code TEXT,
                      failure_message TEXT,
                      arrival INTEGER NOT NULL,
                      submitted_micros INTEGER NOT NULL,
                      started_ordering INTEGER,
                      ended_ordering INTEGER,
                      span_level INTEGER)
                    """,
                    "CREATE INDEX job_list_unfinished ON job_list (ordering) WHERE phase NOT IN "
                            + FINISHED,
                    "CREATE INDEX job_list_tenant ON job_list (tenant, ordering)",
                    "CREATE INDEX job_list_spans ON job_list (span_level, submitted_micros)"
                            + " WHERE span_level IS NOT NULL");

    private JobListTable() {}

    /** Applies one event of a job. */
    static void apply(Session session, long ordering, String jobId, JobEvent event)
            throws SQLException {
        switch (event) {
            case JobEvent.Submitted submitted -> insert(session, ordering, submitted);
            case JobEvent.Compiled compiled ->
                    update(
                            session,
                            "UPDATE job_list SET phase = 'running', started_at = ?,"
                                    + " started_ordering = ?, shards = ?,"
                                    + " calibration_version = ? WHERE id = ?",
                            compiled.at().toString(),
                            ordering,
                            compiled.shards().size(),
                            compiled.calibration()
                                    .map(JobEvent.CalibrationUsed::version)
                                    .orElse(null),
                            jobId);
            case JobEvent.ShardCompleted _ ->
                    update(
                            session,
                            "UPDATE job_list SET shards_completed = shards_completed + 1"
                                    + " WHERE id = ?",
                            jobId);
            case JobEvent.Completed completed -> {
                update(
                        session,
                        "UPDATE job_list SET phase = 'completed', ended_at = ?,"
                                + " shards_completed = shards, result_digest = ? WHERE id = ?",
                        completed.at().toString(),
                        completed.resultDigest(),
                        jobId);
                JobSpanTable.ended(session, ordering, jobId, completed.at());
            }
            case JobEvent.Failed failed -> {
                update(
                        session,
                        "UPDATE job_list SET phase = 'failed', ended_at = ?, failure_code = ?,"
                                + " failure_message = ? WHERE id = ?",
                        failed.at().toString(),
                        failed.code(),
                        failed.message(),
                        jobId);
                JobSpanTable.ended(session, ordering, jobId, failed.at());
            }
            case JobEvent.Cancelled cancelled -> {
                update(
                        session,
                        "UPDATE job_list SET phase = 'cancelled', ended_at = ? WHERE id = ?",
                        cancelled.at().toString(),
                        jobId);
                JobSpanTable.ended(session, ordering, jobId, cancelled.at());
            }
        }
    }

    private static void insert(Session session, long ordering, JobEvent.Submitted submitted)
            throws SQLException {
        var spec = submitted.spec();
        update(
                session,
                "INSERT INTO job_list (ordering, id, name, tenant, target, phase, shots, seed,"
                        + " programs, priority, submitted_at, arrival, submitted_micros, shards,"
                        + " shards_completed)"
                        + " VALUES (?, ?, ?, ?, ?, 'submitted', ?, ?, ?, ?, ?, ?, ?, 0, 0)",
                ordering,
                submitted.jobId(),
                spec.name(),
                spec.tenant(),
                spec.target(),
                spec.shots(),
                spec.seed(),
                spec.programs().size(),
                spec.priority(),
                submitted.at().toString(),
                1 + JobSpanTable.lastArrival(session, spec.tenant()),
                SpanCell.micros(submitted.at()));
    }

    static void update(Session session, String sql, @Nullable Object... parameters)
            throws SQLException {
        var statement = session.prepared(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        statement.executeUpdate();
    }

    /** The last event of any job in the log, in the view or not. */
    static long lastEvent(Session session) throws SQLException {
        return session.number(
                "SELECT max(ordering) FROM event_tags WHERE tag = ?", JobProtocol.TAG);
    }

    static List<String> unfinished(Session session) throws SQLException {
        var statement =
                session.prepared(
                        "SELECT id FROM job_list WHERE phase NOT IN "
                                + FINISHED
                                + " ORDER BY ordering");
        var ids = new ArrayList<String>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** Newest first, older than the given place in the log. */
    static List<JobList.Row> before(
            Session session,
            long ordering,
            Optional<String> phase,
            Optional<String> tenant,
            int limit)
            throws SQLException {
        var statement =
                session.prepared(
                        "SELECT * FROM job_list WHERE ordering < ?1"
                                + (phase.isPresent() ? " AND phase = ?2" : "")
                                + (tenant.isPresent() ? " AND tenant = ?3" : "")
                                + " ORDER BY ordering DESC LIMIT ?4");
        statement.setLong(1, ordering);
        if (phase.isPresent()) {
            statement.setString(2, phase.get());
        }
        if (tenant.isPresent()) {
            statement.setString(3, tenant.get());
        }
        statement.setInt(4, limit);
        var jobs = new ArrayList<JobList.Row>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                jobs.add(new JobList.Row(rows.getLong("ordering"), view(rows)));
            }
        }
        return jobs;
    }

    private static JobView view(ResultSet row) throws SQLException {
        long version = row.getLong("calibration_version");
        var calibration = row.wasNull() ? Optional.<Long>empty() : Optional.of(version);
        var code = Optional.ofNullable(row.getString("failure_code"));
        var message = row.getString("failure_message");
        return new JobView(
                row.getString("id"),
                row.getString("name"),
                row.getString("tenant"),
                row.getString("target"),
                row.getString("phase"),
                row.getLong("shots"),
                row.getLong("seed"),
                row.getInt("programs"),
                row.getInt("priority"),
                Instant.parse(row.getString("submitted_at")),
                Optional.ofNullable(row.getString("started_at")).map(Instant::parse),
                Optional.ofNullable(row.getString("ended_at")).map(Instant::parse),
                row.getInt("shards"),
                row.getInt("shards_completed"),
                calibration,
                Optional.ofNullable(row.getString("result_digest")),
                code.map(one -> new JobView.Failure(one, message)));
    }
}
