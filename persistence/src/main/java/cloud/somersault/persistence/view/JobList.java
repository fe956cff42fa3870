package cloud.somersault.persistence.view;

import cloud.somersault.chip.calibration.Part;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.queue.JobIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The list of all jobs, which of them are unfinished, and what they take of the chips. */
public interface JobList extends JobIndex {
    /**
     * A job and its place in the list.
     *
     * @param place greater for a newer job
     */
    record Row(long place, JobView job) {}

    /**
     * What users' completed jobs took of a chip.
     *
     * @param jobs how many
     * @param seconds chip time: circuits times shots times shot period
     */
    record ChipTime(long jobs, double seconds) {}

    /**
     * Jobs, newest first.
     *
     * @param before only those whose place is smaller; absent for the newest
     */
    CompletionStage<List<Row>> list(
            Optional<Long> before, Optional<String> phase, Optional<String> tenant, int limit);

    /**
     * The place in the log at which a job of the list was submitted; in a shared cloud that of the
     * moment at which it was.
     */
    long event(Row row);

    /**
     * Every job that may have been in the queue or running at a moment, and some more: whoever asks
     * looks at their marks. Costs a few times as much as the answer is long, however long the log.
     */
    CompletionStage<List<JobSpan>> around(Instant moment);

    /** The newest of them, 20,000 at most. */
    @Override
    default CompletionStage<List<JobView>> submittedSince(Instant moment) {
        return newest(moment, Optional.empty(), List.of());
    }

    private CompletionStage<List<JobView>> newest(
            Instant since, Optional<Long> before, List<JobView> soFar) {
        int page = 1000;
        int most = 20_000;
        return list(before, Optional.empty(), Optional.empty(), page)
                .thenCompose(rows -> {
                    var found = new ArrayList<>(soFar);
                    rows.stream()
                            .map(Row::job)
                            .filter(job -> !job.submittedAt().isBefore(since))
                            .forEach(found::add);
                    boolean more =
                            rows.size() == page
                                    && found.size() == soFar.size() + page
                                    && found.size() < most;
                    return more
                            ? newest(since, Optional.of(rows.getLast().place()), found)
                            : CompletableFuture.completedStage(found);
                });
    }

    /** What users' completed jobs took of a chip. */
    CompletionStage<ChipTime> chipTime(String chip);

    /**
     * How much completed jobs used the parts of a chip: pulses of qubits and CZ of couplers, all
     * shots together.
     *
     * @param sinceSeconds on the chip's clock; its whole hour counts
     */
    CompletionStage<Map<Part, Long>> chipUse(String chip, double sinceSeconds);
}
