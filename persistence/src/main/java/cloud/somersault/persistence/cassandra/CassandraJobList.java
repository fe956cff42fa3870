package cloud.somersault.persistence.cassandra;

import cloud.somersault.chip.calibration.Part;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobView;
import cloud.somersault.persistence.cassandra.JobColumns.Listed;
import cloud.somersault.persistence.view.JobList;
import cloud.somersault.persistence.view.JobSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * The job list as {@link JobRows} wrote it. Jobs are found by tenant and day, newest first, and
 * read by their ids; those that have not ended are found by the minute of their submission.
 */
final class CassandraJobList implements JobList {
    private static final int PAGE_JOBS = 200;
    private static final Set<String> OPEN_PHASES = Set.of("submitted", "running");

    private static final String DAYS =
            "SELECT day FROM @days_with_jobs WHERE list = ? AND day <= ?";
    private static final String LISTED =
            "SELECT place, id FROM @jobs_by_tenant_and_day WHERE list = ? AND day = ?"
                    + " AND place < ? LIMIT "
                    + PAGE_JOBS;
    private static final String JOB = "SELECT * FROM @jobs WHERE id = ?";
    private static final String MINUTES = "SELECT minute FROM @unfinished_minutes WHERE shelf = ?";
    private static final String UNFINISHED =
            "SELECT place, id FROM @unfinished_jobs WHERE minute = ?";

    private final Cql cql;
    private final ChipUses uses;
    private final JobSpans spans;

    CassandraJobList(Cql cql, ChipUses uses, JobSpans spans) {
        this.cql = cql;
        this.uses = uses;
        this.spans = spans;
    }

    @Override
    public CompletionStage<List<String>> unfinished() {
        return unfinishedPlaces()
                .thenApply(all ->
                        all.stream()
                                .sorted(Comparator.comparingLong(Listed::place))
                                .map(Listed::id)
                                .toList());
    }

    private CompletionStage<List<Listed>> unfinishedPlaces() {
        return cql.rows(MINUTES, JobRows.SHELF)
                .thenCompose(minutes ->
                        Columns.each(
                                minutes,
                                minute -> cql.rows(UNFINISHED, Columns.moment(minute, "minute"))))
                .thenApply(rows ->
                        rows.stream().flatMap(List::stream).map(JobColumns::listed).toList());
    }

    @Override
    public CompletionStage<List<Row>> list(
            Optional<Long> before, Optional<String> phase, Optional<String> tenant, int limit) {
        long from = before.orElse(Long.MAX_VALUE);
        Predicate<JobView> wanted =
                job ->
                        phase.map(job.phase()::equals).orElse(true)
                                && tenant.map(job.tenant()::equals).orElse(true);
        return phase.filter(OPEN_PHASES::contains).isPresent()
                ? open(from, wanted, limit)
                : walk(tenant.map(JobRows::listOf).orElse(JobRows.EVERYONE), from, wanted, limit);
    }

    /** Those that have not ended are few beside the others, and have a table of their own. */
    private CompletionStage<List<Row>> open(long before, Predicate<JobView> wanted, int limit) {
        return unfinishedPlaces()
                .thenCompose(all -> {
                    var newestFirst =
                            all.stream()
                                    .filter(one -> one.place() < before)
                                    .sorted(Comparator.comparingLong(Listed::place).reversed())
                                    .toList();
                    return chunks(newestFirst, 0, wanted, limit, new ArrayList<>());
                });
    }

    private CompletionStage<List<Row>> chunks(
            List<Listed> all, int from, Predicate<JobView> wanted, int limit, List<Row> found) {
        if (from >= all.size() || found.size() >= limit) {
            return CompletableFuture.completedStage(first(found, limit));
        }
        int to = Math.min(all.size(), from + PAGE_JOBS);
        return read(all.subList(from, to))
                .thenCompose(rows -> {
                    rows.stream().filter(row -> wanted.test(row.job())).forEach(found::add);
                    return chunks(all, to, wanted, limit, found);
                });
    }

    private CompletionStage<List<Row>> walk(
            String shelf, long before, Predicate<JobView> wanted, int limit) {
        var newest =
                before == Long.MAX_VALUE ? LocalDate.of(9999, 12, 31) : new JobPlace(before).day();
        return cql.rows(DAYS, shelf, newest)
                .thenCompose(rows -> {
                    var days = rows.stream().map(row -> Columns.day(row, "day")).toList();
                    return walk(shelf, days, before, wanted, limit, new ArrayList<>());
                });
    }

    private CompletionStage<List<Row>> walk(
            String shelf,
            List<LocalDate> days,
            long before,
            Predicate<JobView> wanted,
            int limit,
            List<Row> found) {
        if (days.isEmpty() || found.size() >= limit) {
            return CompletableFuture.completedStage(first(found, limit));
        }
        return cql.rows(LISTED, shelf, days.getFirst(), before)
                .thenApply(rows -> rows.stream().map(JobColumns::listed).toList())
                .thenCompose(page ->
                        read(page)
                                .thenCompose(rows -> {
                                    rows.stream()
                                            .filter(row -> wanted.test(row.job()))
                                            .forEach(found::add);
                                    return page.size() < PAGE_JOBS
                                            ? walk(
                                                    shelf,
                                                    days.subList(1, days.size()),
                                                    before,
                                                    wanted,
                                                    limit,
                                                    found)
                                            : walk(
                                                    shelf,
                                                    days,
                                                    page.getLast().place(),
                                                    wanted,
                                                    limit,
                                                    found);
                                }));
    }

    private static List<Row> first(List<Row> found, int limit) {
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    private CompletionStage<List<Row>> read(List<Listed> page) {
        return Columns.each(page, one -> cql.row(JOB, one.id()))
                .thenApply(rows ->
                        rows.stream()
                                .flatMap(Optional::stream)
                                .filter(row -> !row.isNull("name"))
                                .map(row -> new Row(row.getLong("place"), JobColumns.view(row)))
                                .toList());
    }

    @Override
    public long event(Row row) {
        return CassandraEvents.ordering(row.job().submittedAt());
    }

    @Override
    public CompletionStage<List<JobSpan>> around(Instant moment) {
        return unfinished()
                .thenCompose(ids ->
                        spans.around(
                                moment,
                                ids.stream()
                                        .map(id -> JobProtocol.KEY.name() + "|" + id)
                                        .toList()));
    }

    @Override
    public CompletionStage<ChipTime> chipTime(String chip) {
        return uses.time(chip);
    }

    @Override
    public CompletionStage<Map<Part, Long>> chipUse(String chip, double sinceSeconds) {
        return uses.parts(chip, sinceSeconds);
    }
}
