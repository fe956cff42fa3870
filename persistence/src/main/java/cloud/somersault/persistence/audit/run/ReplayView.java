package cloud.somersault.persistence.audit.run;

import cloud.somersault.persistence.audit.WhatIf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A replay of many jobs as its user sees it.
 *
 * @param phase running, finished or cancelled
 * @param jobs so far
 * @param seconds computing time of all of them together
 * @param endedAt when it ended; while it runs, absent
 * @param reasons how often each, by id
 * @param findings the first of those that are not equal
 * @param comparison what would have been, all jobs together
 */
public record ReplayView(
        String id,
        String phase,
        Selection selection,
        Optional<WhatIf> whatIf,
        long jobs,
        long equal,
        long different,
        long impossible,
        long skipped,
        long circuits,
        double seconds,
        Instant requestedAt,
        Optional<Instant> endedAt,
        Map<String, Long> reasons,
        List<Finding> findings,
        Optional<Comparison> comparison)
        implements ReplayMessage {
    public ReplayView {
        reasons = Map.copyOf(reasons);
        findings = List.copyOf(findings);
    }

    /**
     * All rows together.
     *
     * @param distanceMean total variation distance, mean of the jobs
     * @param worst the job that is furthest away
     */
    public record Comparison(
            long jobs,
            double distanceMean,
            double successBeforeMean,
            double successAfterMean,
            WhatIf.Row worst) {}

    /** Of one that was asked for. */
    static Optional<ReplayView> of(ReplayRun run) {
        return switch (run) {
            case ReplayRun.Unknown _ -> Optional.empty();
            case ReplayRun.Running running -> Optional.of(of(running, "running", Optional.empty()));
            case ReplayRun.Ended ended ->
                    Optional.of(
                            of(
                                    ended,
                                    ended.finished() ? "finished" : "cancelled",
                                    Optional.of(ended.at())));
        };
    }

    private static ReplayView of(ReplayRun.Known run, String phase, Optional<Instant> endedAt) {
        var asked = run.requested();
        var found = run.progress();
        var reasons = new TreeMap<String, Long>();
        found.reasons().forEach((reason, count) -> reasons.put(reason.id(), count));
        return new ReplayView(
                asked.replayId(),
                phase,
                asked.selection(),
                asked.whatIf(),
                found.jobs(),
                found.equal(),
                found.different(),
                found.impossible(),
                found.skipped(),
                found.circuits(),
                found.seconds(),
                asked.at(),
                endedAt,
                reasons,
                found.findings(),
                found.worst()
                        .map(worst ->
                                new Comparison(
                                        found.rows(),
                                        found.distanceSum() / found.rows(),
                                        found.successBeforeSum() / found.rows(),
                                        found.successAfterSum() / found.rows(),
                                        worst)));
    }
}
