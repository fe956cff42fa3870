package cloud.somersault.persistence.view;

import cloud.somersault.chip.calibration.Part;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.persistence.journal.Session;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The statements of what users' jobs take of the chips: chip time in all, and the use of parts by
 * the hours of the chip's clock. A job counts when it completes, as its <i>job-compiled</i> says.
 */
final class ChipUseTable {
    private static final double HOUR_SECONDS = 3600;

    static final List<String> REMOVE =
            List.of(
                    "DROP TABLE IF EXISTS job_list_use_begun",
                    "DROP TABLE IF EXISTS job_list_use_of_part",
                    "DROP TABLE IF EXISTS job_list_use_of_chip");

    static final List<String> CREATE =
            List.of(
                    """
                    CREATE TABLE job_list_use_begun (
                      job_id TEXT NOT NULL,
                      chip TEXT NOT NULL,
                      hour INTEGER NOT NULL,
                      part TEXT NOT NULL,
                      gates INTEGER NOT NULL,
                      seconds REAL NOT NULL,
                      PRIMARY KEY (job_id, part))
                    """,
                    """
                    CREATE TABLE job_list_use_of_part (
                      chip TEXT NOT NULL,
                      hour INTEGER NOT NULL,
                      part TEXT NOT NULL,
                      gates INTEGER NOT NULL,
                      PRIMARY KEY (chip, hour, part))
                    """,
                    """
                    CREATE TABLE job_list_use_of_chip (
                      chip TEXT PRIMARY KEY,
                      jobs INTEGER NOT NULL,
                      seconds REAL NOT NULL)
                    """);

    /** The row of a job's chip time stands under no part. */
    private static final String WHOLE = "";

    private ChipUseTable() {}

    /** Applies one event of a job. */
    static void apply(Session session, String jobId, JobEvent event) throws SQLException {
        switch (event) {
            case JobEvent.Compiled compiled -> begun(session, jobId, compiled);
            case JobEvent.Completed _ -> {
                completed(session, jobId);
                over(session, jobId);
            }
            case JobEvent.Failed _, JobEvent.Cancelled _ -> over(session, jobId);
            case JobEvent.Submitted _, JobEvent.ShardCompleted _ -> {}
        }
    }

    private static void begun(Session session, String jobId, JobEvent.Compiled event)
            throws SQLException {
        if (event.use().isEmpty() || event.calibration().isEmpty()) {
            return;
        }
        var use = event.use().get();
        var chip = event.calibration().get().chip();
        long hour = hour(event.truth().map(truth -> truth.virtualSeconds()).orElse(0.0));
        insert(session, jobId, chip, hour, WHOLE, 0, use.chipSeconds());
        for (var part : use.parts()) {
            insert(session, jobId, chip, hour, text(part.qubits()), part.gates(), 0);
        }
    }

    private static void insert(
            Session session,
            String jobId,
            String chip,
            long hour,
            String part,
            long gates,
            double seconds)
            throws SQLException {
        run(
                session,
                "INSERT INTO job_list_use_begun (job_id, chip, hour, part, gates, seconds)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                jobId,
                chip,
                hour,
                part,
                gates,
                seconds);
    }

    private static void completed(Session session, String jobId) throws SQLException {
        run(
                session,
                "INSERT INTO job_list_use_of_part (chip, hour, part, gates)"
                        + " SELECT chip, hour, part, gates FROM job_list_use_begun"
                        + " WHERE job_id = ? AND part <> ''"
                        + " ON CONFLICT DO UPDATE SET gates = gates + excluded.gates",
                jobId);
        run(
                session,
                "INSERT INTO job_list_use_of_chip (chip, jobs, seconds)"
                        + " SELECT chip, 1, seconds FROM job_list_use_begun"
                        + " WHERE job_id = ? AND part = ''"
                        + " ON CONFLICT DO UPDATE SET jobs = jobs + 1,"
                        + " seconds = seconds + excluded.seconds",
                jobId);
    }

    private static void over(Session session, String jobId) throws SQLException {
        run(session, "DELETE FROM job_list_use_begun WHERE job_id = ?", jobId);
    }

    private static void run(Session session, String sql, Object... parameters) throws SQLException {
        var statement = session.prepared(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        statement.executeUpdate();
    }

    /** What all completed jobs took of a chip. */
    static JobList.ChipTime time(Session session, String chip) throws SQLException {
        var statement =
                session.prepared("SELECT jobs, seconds FROM job_list_use_of_chip WHERE chip = ?");
        statement.setString(1, chip);
        try (var rows = statement.executeQuery()) {
            return rows.next()
                    ? new JobList.ChipTime(rows.getLong(1), rows.getDouble(2))
                    : new JobList.ChipTime(0, 0);
        }
    }

    /** Pulses and CZ on each part that was used in the hour of this moment or later. */
    static Map<Part, Long> parts(Session session, String chip, double sinceSeconds)
            throws SQLException {
        var statement =
                session.prepared(
                        "SELECT part, sum(gates) FROM job_list_use_of_part"
                                + " WHERE chip = ? AND hour >= ? GROUP BY part");
        statement.setString(1, chip);
        statement.setLong(2, hour(sinceSeconds));
        var parts = new TreeMap<Part, Long>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                parts.put(part(rows.getString(1)), rows.getLong(2));
            }
        }
        return parts;
    }

    private static long hour(double seconds) {
        return (long) Math.floor(seconds / HOUR_SECONDS);
    }

    private static String text(List<Integer> qubits) {
        return qubits.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }

    private static Part part(String text) {
        return new Part(Arrays.stream(text.split("-")).map(Integer::valueOf).toList());
    }
}
