package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What chaos goes by: which fault comes when, and what its ledger finds wrong in a log. */
class ChaosRulesTest {
    private static FaultSchedule schedule(long seed) {
        return new FaultSchedule(EnumSet.allOf(Fault.class), seed);
    }

    private static List<FaultSchedule.Step> steps(long seed, int count) {
        var schedule = schedule(seed);
        var steps = new ArrayList<FaultSchedule.Step>();
        while (steps.size() < count) {
            steps.add(schedule.next());
        }
        return steps;
    }

    @Test
    void a_seed_is_a_schedule() {
        assertThat(steps(7, 50)).isEqualTo(steps(7, 50)).isNotEqualTo(steps(8, 50));
    }

    @Test
    void every_kind_of_fault_comes_once_before_any_comes_again() {
        int kinds = Fault.values().length;
        var steps = steps(7, 5 * kinds);
        for (int round = 0; round < 5; round++) {
            var faults = new HashSet<Fault>();
            steps.subList(round * kinds, (round + 1) * kinds)
                    .forEach(step -> faults.add(step.fault()));
            assertThat(faults).hasSize(kinds);
        }
        assertThat(steps)
                .allSatisfy(step ->
                        assertThat(step.lasting_s())
                                .isBetween(step.fault().least_s(), step.fault().most_s()));
    }

    private static Ledger ledger(String... events) {
        var ledger = new Ledger();
        for (var event : events) {
            var words = event.split(" ");
            ledger.take(
                    "data: {\"jobId\":\"%s\",\"sequence\":%s,\"event\":\"job-%s\",\"at\":\"2026-11-21T20:26:17.%sZ\"}"
                            .formatted(words[0], words[1], words[2], "50" + words[1]));
        }
        return ledger;
    }

    @Test
    void a_job_that_was_submitted_begun_and_completed_once_is_in_order() {
        var ledger = ledger("a 1 submitted", "a 2 compiled", "b 1 submitted", "a 3 completed");

        assertThat(ledger.notOnce(List.of("a"))).isEmpty();
        assertThat(ledger.jobs().get("a").turnaround_ms()).isEqualTo(2);
        assertThat(ledger.notOnce(List.of("a", "b", "c")))
                .containsExactly("b was submitted 1 times and has ended 0 times", "c is lost");
    }

    @Test
    void gaps_repetitions_and_events_after_the_end_are_found() {
        assertThat(ledger("a 1 submitted", "a 3 completed").broken())
                .containsExactly("a: event 3 follows 1");
        assertThat(ledger("a 1 submitted", "a 1 submitted").broken())
                .containsExactly("a: event 1 follows 1");
        assertThat(ledger("a 1 submitted", "a 2 compiled", "a 3 compiled").broken())
                .containsExactly("a was begun twice");
        assertThat(ledger("a 1 submitted", "a 2 completed", "a 3 completed").broken())
                .containsExactly("a: job-completed after its end");
    }

    @Test
    void a_job_that_failed_is_not_among_those_that_are_well() {
        assertThat(ledger("a 1 submitted", "a 2 failed").notOnce(List.of("a")))
                .containsExactly("a ended with job-failed");
    }
}
