package cloud.somersault.persistence.cassandra;

import cloud.somersault.job.model.JobView;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Optional;

/** What the rows of the job tables say. */
final class JobColumns {
    private JobColumns() {}

    /** A job's place and id, before its row is read. */
    record Listed(long place, String id) {}

    static Listed listed(Row row) {
        return new Listed(row.getLong("place"), Columns.text(row, "id"));
    }

    static JobView view(Row row) {
        var phase = Columns.text(row, "phase");
        int shards = row.getInt("shards");
        return new JobView(
                Columns.text(row, "id"),
                Columns.text(row, "name"),
                Columns.text(row, "tenant"),
                Columns.text(row, "target"),
                phase,
                row.getLong("shots"),
                row.getLong("seed"),
                row.getInt("programs"),
                row.getInt("priority"),
                Instant.parse(Columns.text(row, "submitted_at")),
                Columns.maybeText(row, "started_at").map(Instant::parse),
                Columns.maybeText(row, "ended_at").map(Instant::parse),
                shards,
                phase.equals("completed") ? shards : Columns.size(row, "shards_completed"),
                row.isNull("calibration_version")
                        ? Optional.empty()
                        : Optional.of(row.getLong("calibration_version")),
                Columns.maybeText(row, "result_digest"),
                Columns.maybeText(row, "failure_code")
                        .map(code ->
                                new JobView.Failure(code, Columns.text(row, "failure_message"))));
    }
}
