package cloud.somersault.persistence.audit.run;

import cloud.somersault.persistence.audit.Replay;
import cloud.somersault.persistence.audit.Verdict;
import cloud.somersault.persistence.audit.run.ReplayEvent.Requested;
import cloud.somersault.persistence.view.JobList;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Runs the jobs of a selection again, from the newest to the oldest, many at once, and tells what
 * came of them in the order of the list, in batches: whoever has a batch has everything before it.
 */
final class ReplayStream {
    private static final String COMPLETED = "completed";
    private static final int PAGE_JOBS = 200;

    /** More are begun than there are threads: one that takes long holds up only what is told. */
    private static final int BEGUN_MAX = 64;

    /** So often it is asked what live jobs do. */
    private static final int LOOK_EVERY_JOBS = 16;

    private static final int BATCH_JOBS = 250;
    private static final Duration BATCH_TIME = Duration.ofSeconds(2);

    private final AtomicLong begun = new AtomicLong();
    private final JobList list;
    private final Replay replay;
    private final Courtesy courtesy;
    private final Supplier<CompletionStage<Integer>> live;

    /**
     * @param live how many pieces of live jobs are with workers
     */
    ReplayStream(
            JobList list,
            Replay replay,
            Courtesy courtesy,
            Supplier<CompletionStage<Integer>> live) {
        this.list = list;
        this.replay = replay;
        this.courtesy = courtesy;
        this.live = live;
    }

    /**
     * The batches.
     *
     * @param before only jobs whose place in the list is smaller; absent for all
     * @param jobsMax so many at most
     */
    Source<List<Tally>, NotUsed> batches(Requested wanted, Optional<Long> before, long jobsMax) {
        var selection = wanted.selection();
        return Source.unfoldAsync(before, cursor -> page(selection, cursor))
                .mapConcat(rows -> rows)
                .takeWhile(row -> !selection.endsBefore(row.job(), list.event(row)))
                .filter(row -> selection.contains(row.job(), list.event(row)))
                .take(jobsMax)
                .mapAsync(
                        BEGUN_MAX,
                        row ->
                                verdict(wanted, row.job().id())
                                        .thenApply(verdict -> new Tally(row.place(), verdict)))
                .groupedWithin(BATCH_JOBS, BATCH_TIME);
    }

    private CompletionStage<Optional<Pair<Optional<Long>, List<JobList.Row>>>> page(
            Selection selection, Optional<Long> before) {
        return list.list(before, Optional.of(COMPLETED), selection.tenant(), PAGE_JOBS)
                .thenApply(rows ->
                        rows.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        Pair.create(Optional.of(rows.getLast().place()), rows)));
    }

    private CompletionStage<Verdict> verdict(Requested wanted, String jobId) {
        if (begun.incrementAndGet() % LOOK_EVERY_JOBS == 1) {
            live.get().thenAccept(courtesy::live);
        }
        try {
            return wanted.whatIf()
                    .map(otherwise -> replay.verdict(jobId, otherwise))
                    .orElseGet(() -> replay.verdict(jobId));
        } catch (RuntimeException broken) {
            return CompletableFuture.failedStage(broken);
        }
    }
}
