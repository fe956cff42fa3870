package cloud.somersault.persistence.audit.run;

import cloud.somersault.persistence.audit.Verdict;
import cloud.somersault.persistence.audit.WhatIf;
import cloud.somersault.persistence.audit.run.ReplayEvent.Advanced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/**
 * What came of some jobs, in the order of the list.
 *
 * @param place of the job in the list
 */
record Tally(long place, Verdict verdict) {

    /** All of them as one event. */
    static Advanced sum(List<Tally> some, Instant at) {
        var kinds = new EnumMap<Verdict.Kind, Integer>(Verdict.Kind.class);
        var findings = new ArrayList<Finding>();
        var rows = new ArrayList<WhatIf.Row>();
        int circuits = 0;
        double seconds = 0;
        for (var one : some) {
            var verdict = one.verdict();
            kinds.merge(verdict.kind(), 1, Integer::sum);
            circuits += verdict.circuits();
            seconds += verdict.seconds();
            verdict.row().ifPresent(rows::add);
            if (verdict.kind() != Verdict.Kind.SKIPPED) {
                verdict.mismatch()
                        .ifPresent(why ->
                                findings.add(
                                        new Finding(
                                                verdict.jobId(),
                                                verdict.kind(),
                                                why.reason(),
                                                why.sentence())));
            }
        }
        return new Advanced(
                some.getLast().place(),
                some.size(),
                kinds.getOrDefault(Verdict.Kind.EQUAL, 0),
                kinds.getOrDefault(Verdict.Kind.DIFFERENT, 0),
                kinds.getOrDefault(Verdict.Kind.IMPOSSIBLE, 0),
                kinds.getOrDefault(Verdict.Kind.SKIPPED, 0),
                findings,
                rows,
                circuits,
                seconds,
                at);
    }
}
