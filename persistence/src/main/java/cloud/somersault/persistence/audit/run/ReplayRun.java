package cloud.somersault.persistence.audit.run;

import cloud.somersault.persistence.audit.Reason;
import cloud.somersault.persistence.audit.WhatIf;
import cloud.somersault.persistence.audit.run.ReplayEvent.Advanced;
import cloud.somersault.persistence.audit.run.ReplayEvent.Requested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a replay of many jobs stands: one record for each phase, made by its events alone. */
public sealed interface ReplayRun {

    /** The state that this event leads to; an event that can't follow means a broken journal. */
    ReplayRun after(ReplayEvent event);

    /** Nobody has asked for it. */
    record Unknown() implements ReplayRun {
        @Override
        public ReplayRun after(ReplayEvent event) {
            if (event instanceof Requested requested) {
                return new Running(requested, Progress.NONE);
            }
            throw cannotFollow(this, event);
        }
    }

    /** One that was asked for. */
    sealed interface Known extends ReplayRun {
        Requested requested();

        Progress progress();
    }

    /** Runs jobs again. */
    record Running(Requested requested, Progress progress) implements Known {
        @Override
        public ReplayRun after(ReplayEvent event) {
            return switch (event) {
                case Advanced advanced -> {
                    if (progress.toPlace().filter(last -> advanced.toPlace() >= last).isPresent()) {
                        throw cannotFollow(this, event);
                    }
                    yield new Running(requested, progress.after(advanced));
                }
                case ReplayEvent.Finished finished ->
                        new Ended(requested, progress, true, finished.at());
                case ReplayEvent.Cancelled cancelled ->
                        new Ended(requested, progress, false, cancelled.at());
                case Requested _ -> throw cannotFollow(this, event);
            };
        }

        /** How many more jobs are meant at most. */
        long left() {
            return requested.selection().jobsMax().orElse(Long.MAX_VALUE) - progress.jobs();
        }
    }

    /**
     * Runs no more.
     *
     * @param finished whether it came to its end
     */
    record Ended(Requested requested, Progress progress, boolean finished, Instant at)
            implements Known {
        @Override
        public ReplayRun after(ReplayEvent event) {
            throw cannotFollow(this, event);
        }
    }

    /**
     * What was found so far.
     *
     * @param toPlace of the last job in the list; absent before the first
     * @param findings the first {@value #FINDINGS_MAX}
     * @param reasons how often each
     * @param rows how many comparisons
     * @param distanceSum of their means
     * @param worst the one that is furthest away
     */
    record Progress(
            Optional<Long> toPlace,
            long jobs,
            long equal,
            long different,
            long impossible,
            long skipped,
            long circuits,
            double seconds,
            List<Finding> findings,
            Map<Reason, Long> reasons,
            long rows,
            double distanceSum,
            double successBeforeSum,
            double successAfterSum,
            Optional<WhatIf.Row> worst) {
        static final int FINDINGS_MAX = 1000;
        static final Progress NONE =
                new Progress(
                        Optional.empty(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        List.of(),
                        Map.of(),
                        0,
                        0,
                        0,
                        0,
                        Optional.empty());

        public Progress {
            findings = List.copyOf(findings);
            reasons = Map.copyOf(reasons);
        }

        Progress after(Advanced event) {
            var found = new ArrayList<>(findings);
            event.findings().stream().limit(FINDINGS_MAX - found.size()).forEach(found::add);
            var counted = new EnumMap<Reason, Long>(Reason.class);
            counted.putAll(reasons);
            event.findings().forEach(one -> counted.merge(one.reason(), 1L, Long::sum));
            double distances = distanceSum;
            double before = successBeforeSum;
            double after = successAfterSum;
            var furthest = worst;
            for (var row : event.rows()) {
                distances += row.distanceMean();
                before += row.successBefore();
                after += row.successAfter();
                if (furthest.map(one -> row.distanceMean() > one.distanceMean()).orElse(true)) {
                    furthest = Optional.of(row);
                }
            }
            return new Progress(
                    Optional.of(event.toPlace()),
                    jobs + event.jobs(),
                    equal + event.equal(),
                    different + event.different(),
                    impossible + event.impossible(),
                    skipped + event.skipped(),
                    circuits + event.circuits(),
                    seconds + event.seconds(),
                    found,
                    counted,
                    rows + event.rows().size(),
                    distances,
                    before,
                    after,
                    furthest);
        }
    }

    private static IllegalStateException cannotFollow(ReplayRun run, ReplayEvent event) {
        return new IllegalStateException(
                "broken journal: "
                        + event.getClass().getSimpleName()
                        + " after "
                        + run.getClass().getSimpleName());
    }
}
