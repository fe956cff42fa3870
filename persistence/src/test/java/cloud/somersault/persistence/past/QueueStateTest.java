package cloud.somersault.persistence.past;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.queue.FairQueue;
import cloud.somersault.persistence.past.QueueState.Tenant;
import cloud.somersault.persistence.view.JobSpan;
import cloud.somersault.persistence.view.JobSpan.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The queue at a moment, beside a queue that is played event by event. */
class QueueStateTest {
    private static final Instant START = Instant.parse("2026-03-06T07:00:00Z");
    private static final List<String> TENANTS = List.of("alice", "bob", "carol");

    /** A made-up life of a cloud: what happened, in the order of the log. */
    private static final class Life {
        final List<Map<String, Boolean>> runningAfter = new ArrayList<>();
        final Map<String, JobSpan> spans = new TreeMap<>();

        Life(long seed, int events) {
            var random = new Random(seed);
            var open = new TreeMap<String, Boolean>();
            var arrivals = new HashMap<String, Long>();
            for (int number = 1; number <= events; number++) {
                var mark = new Mark(START.plusSeconds(number), number);
                var ids = List.copyOf(open.keySet());
                if (ids.isEmpty() || random.nextInt(3) == 0) {
                    var tenant = TENANTS.get(random.nextInt(3));
                    var id = "j" + number;
                    open.put(id, false);
                    spans.put(
                            id,
                            new JobSpan(
                                    id,
                                    "",
                                    tenant,
                                    "ideal",
                                    "submitted",
                                    random.nextInt(10),
                                    10,
                                    1,
                                    arrivals.merge(tenant, 1L, Long::sum),
                                    mark,
                                    Optional.empty(),
                                    Optional.empty()));
                } else {
                    var id = ids.get(random.nextInt(ids.size()));
                    boolean runs = Boolean.TRUE.equals(open.get(id));
                    if (!runs && random.nextInt(4) > 0) {
                        open.put(id, true);
                        spans.computeIfPresent(id, (_, span) -> with(span, mark, span.ended()));
                    } else {
                        open.remove(id);
                        spans.computeIfPresent(
                                id, (_, span) -> with(span, span.started(), Optional.of(mark)));
                    }
                }
                runningAfter.add(Map.copyOf(open));
            }
        }

        private static JobSpan with(JobSpan one, Mark started, Optional<Mark> ended) {
            return with(one, Optional.of(started), ended);
        }

        private static JobSpan with(JobSpan one, Optional<Mark> started, Optional<Mark> ended) {
            return new JobSpan(
                    one.id(),
                    one.name(),
                    one.tenant(),
                    one.target(),
                    one.phase(),
                    one.priority(),
                    one.shots(),
                    one.programs(),
                    one.arrival(),
                    one.submitted(),
                    started,
                    ended);
        }
    }

    private static Map<String, Boolean> running(QueueState queue) {
        var all = new HashMap<String, Boolean>();
        queue.waiting().forEach(one -> all.put(one.job().id(), false));
        queue.running().forEach(one -> all.put(one.job().id(), true));
        return all;
    }

    @Test
    void after_every_event_exactly_those_are_there_who_were() {
        for (long seed = 0; seed < 20; seed++) {
            var life = new Life(seed, 300);
            for (int number = 0; number <= 300; number++) {
                var expected = number == 0 ? Map.of() : life.runningAfter.get(number - 1);
                var byNumber = QueueState.atEvent(number, life.spans.values());
                var byMoment = QueueState.at(START.plusSeconds(number), life.spans.values());
                assertThat(running(byNumber)).isEqualTo(expected);
                assertThat(byMoment).isEqualTo(byNumber);
                assertThat(
                                QueueState.at(
                                        START.plusSeconds(number).plusMillis(999),
                                        life.spans.values()))
                        .isEqualTo(byNumber);
            }
        }
    }

    @Test
    void a_tenants_jobs_stand_in_the_order_of_the_real_line() {
        for (long seed = 0; seed < 20; seed++) {
            var life = new Life(seed, 200);
            var queue = QueueState.atEvent(200, life.spans.values());
            var real = new FairQueue<String>();
            life.spans.values().stream()
                    .sorted((a, b) -> Long.compare(a.submitted().event(), b.submitted().event()))
                    .forEach(span -> real.enqueue(span.id(), span.tenant(), span.priority()));
            var waits = queue.waiting().stream().map(one -> one.job().id()).toList();
            life.spans.keySet().stream().filter(id -> !waits.contains(id)).forEach(real::remove);
            for (var tenant : TENANTS) {
                var line = queue.ofTenant(tenant).waiting();
                var positions =
                        line.stream()
                                .map(one -> real.position(one.job().id()).orElseThrow().position())
                                .toList();
                assertThat(positions).isSorted();
                assertThat(line.stream().map(QueueState.Waiting::position).toList())
                        .isEqualTo(
                                java.util.stream.IntStream.rangeClosed(1, line.size())
                                        .boxed()
                                        .toList());
            }
        }
    }

    @Test
    void tenants_are_counted() {
        var life = new Life(3, 250);
        var queue = QueueState.atEvent(250, life.spans.values());
        assertThat(queue.tenants().stream().mapToInt(Tenant::waiting).sum())
                .isEqualTo(queue.waiting().size());
        assertThat(queue.tenants().stream().mapToInt(Tenant::running).sum())
                .isEqualTo(queue.running().size());
    }

    @Test
    void what_changed_between_two_moments_leads_from_one_to_the_other() {
        var random = new Random(5);
        var life = new Life(5, 400);
        for (int round = 0; round < 200; round++) {
            var before = QueueState.atEvent(random.nextInt(401), life.spans.values());
            var after = QueueState.atEvent(random.nextInt(401), life.spans.values());
            var change = after.since(before);
            var there = running(before);
            change.left().forEach(there::remove);
            change.started().forEach(id -> there.put(id, true));
            for (var id : change.joined()) {
                assertThat(there.put(id, running(after).get(id))).isNull();
            }
            assertThat(there.keySet()).isEqualTo(running(after).keySet());
        }
        var same = QueueState.atEvent(77, life.spans.values());
        assertThat(same.since(same))
                .isEqualTo(new QueueState.Change(List.of(), List.of(), List.of()));
    }
}
