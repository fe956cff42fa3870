package cloud.somersault.persistence.audit;

import cloud.somersault.circuits.Counts;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobResult;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Says what is wrong when a replay is not equal: pure, from what was found. */
public final class Explanation {
    private Explanation() {}

    /** What is missing in between, by the numbers of the events in the order of reading. */
    public static Optional<Mismatch> ofNumbers(List<Long> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            if (i > 0 && numbers.get(i).equals(numbers.get(i - 1))) {
                return Optional.of(
                        new Mismatch(
                                Reason.LOG_BROKEN,
                                "The log has two events %d of the job: two writers stored it at a time."
                                        .formatted(numbers.get(i))));
            }
            if (numbers.get(i) != i + 1) {
                return Optional.of(
                        new Mismatch(
                                Reason.LOG_TRUNCATED,
                                "Event %d of the job is not in the log.".formatted(i + 1)));
            }
        }
        return Optional.empty();
    }

    /**
     * What is wrong with a job before anything is run again.
     *
     * @param job as its events tell it
     * @param events how many there are
     */
    public static Optional<Mismatch> ofJob(Job job, int events) {
        return switch (job) {
            case Job.Completed completed -> ofSpec(completed);
            case Job.Unknown _ ->
                    Optional.of(
                            new Mismatch(Reason.LOG_TRUNCATED, "The log has no event of the job."));
            case Job.Known known ->
                    Optional.of(
                            new Mismatch(
                                    Reason.LOG_TRUNCATED,
                                    "The log ends with event %d, at which the job was %s; how it was completed is missing."
                                            .formatted(events, known.phase())));
        };
    }

    private static Optional<Mismatch> ofSpec(Job.Completed job) {
        if (job.spec().isErased()) {
            return Optional.of(
                    new Mismatch(
                            Reason.PROGRAM_UNREADABLE,
                            "The job's programs are not there: they were erased or lost, and their key %s with them."
                                    .formatted(job.submitted().contentKey().orElse(""))));
        }
        var accepted = job.submitted().specDigest();
        var found = job.spec().digest();
        return job.spec().hasDigest(accepted)
                ? Optional.empty()
                : Optional.of(
                        new Mismatch(
                                Reason.OPTIONS_CHANGED,
                                "The job's programs, shots, seed or options have the digest %s and not the %s that was accepted."
                                        .formatted(shortened(found), shortened(accepted))));
    }

    /**
     * Why counts differ.
     *
     * @param thenVersion of the engines, as the job recorded it
     * @param nowVersion of the engines that ran it again
     */
    public static Mismatch ofCounts(
            JobResult recorded, JobResult replayed, String thenVersion, String nowVersion) {
        var where = firstDifference(recorded, replayed).orElse("Nothing differs but the digest.");
        return thenVersion.equals(nowVersion)
                ? new Mismatch(Reason.COUNTS_DIFFER, where)
                : new Mismatch(
                        Reason.ENGINE_VERSION,
                        "The engines were version %s then and are version %s now. %s"
                                .formatted(thenVersion, nowVersion, where));
    }

    /** Where two results differ first, in words; empty when they are equal. */
    public static Optional<String> firstDifference(JobResult recorded, JobResult replayed) {
        int before = recorded.circuits().size();
        int after = replayed.circuits().size();
        if (before != after) {
            return Optional.of(
                    "%d circuits are recorded and %d were run.".formatted(before, after));
        }
        for (int circuit = 0; circuit < before; circuit++) {
            var found =
                    difference(recorded.circuits().get(circuit), replayed.circuits().get(circuit));
            if (found.isPresent()) {
                return Optional.of(
                        "Counts differ at circuit %d: %s".formatted(circuit, found.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> difference(Counts recorded, Counts replayed) {
        if (recorded.bits() != replayed.bits()) {
            return Optional.of(
                    "%d bits are recorded and %d were read."
                            .formatted(recorded.bits(), replayed.bits()));
        }
        var then = recorded.byBitstring();
        var now = replayed.byBitstring();
        var outcomes = new TreeSet<>(then.keySet());
        outcomes.addAll(now.keySet());
        for (var outcome : outcomes) {
            long was = then.getOrDefault(outcome, 0L);
            long is = now.getOrDefault(outcome, 0L);
            if (was != is) {
                return Optional.of(
                        "first differing outcome %s, recorded %d times, now %d."
                                .formatted(outcome, was, is));
            }
        }
        return Optional.empty();
    }

    static String shortened(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }
}
