package cloud.somersault.persistence.past;

import static cloud.somersault.persistence.CloudOnDisk.await;
import static cloud.somersault.persistence.CloudOnDisk.spec;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.model.JobSpec;
import cloud.somersault.persistence.CloudOnDisk;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past of a real run, beside what was seen of it while it was the present. */
class PastTest {
    private static final String SHORT =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[2] q;
            bit[2] c;
            h q[0];
            cx q[0], q[1];
            c = measure q;
            """;

    /** On the chip every shot of it is a trajectory of its own, so it takes a while. */
    private static final String LONG =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[12] q;
            bit[12] c;
            h q;
            for int i in [0:10] { cx q[i], q[i + 1]; }
            h q;
            for int i in [0:10] { cx q[i], q[i + 1]; }
            c = measure q;
            """;

    @TempDir Path folder;

    /** What was seen while nothing was written: at which place of the log, and when. */
    private record Seen(
            long place, Instant at, Map<String, String> phases, Map<String, Integer> positions) {}

    private static JobSpec job(int i) {
        var tenant = List.of("alice", "bob", "carol").get(i % 3);
        var target = i % 3 == 0 ? "wukong" : "ideal";
        return new JobSpec(
                "job " + i,
                tenant,
                target,
                spec(tenant, target, i % 6 == 0 ? LONG : SHORT, 0).programs(),
                i % 6 == 0 ? 3000 : 300,
                i,
                (i * 7) % 10,
                JobSpec.Options.DEFAULT);
    }

    @Test
    void the_queue_of_any_moment_is_the_queue_that_was_seen_then() {
        var seen = new ArrayList<Seen>();
        var ids = new ArrayList<String>();
        try (var cloud = new CloudOnDisk(folder, 1)) {
            for (int i = 0; i < 45; i++) {
                ids.add("j" + i);
                await(cloud.jobs.submit("j" + i, job(i)));
                if (i % 5 == 0) {
                    look(cloud, ids).ifPresent(seen::add);
                }
            }
            for (int i = 7; i < 45; i += 9) {
                await(cloud.jobs.cancel("j" + i));
                look(cloud, ids).ifPresent(seen::add);
            }
            boolean done = false;
            while (!done) {
                look(cloud, ids).ifPresent(seen::add);
                done = await(cloud.list.unfinished()).isEmpty();
                LockSupport.parkNanos(3_000_000);
            }
            look(cloud, ids).ifPresent(seen::add);
        }
        assertThat(seen).hasSizeGreaterThan(15);
        // Another process, which knows the log only.
        try (var cloud = new CloudOnDisk(folder, 0)) {
            int byClock = 0;
            int queued = 0;
            int ran = 0;
            for (var one : seen) {
                var queue = await(cloud.past.queue(new Moment.Event(one.place())));
                assertThat(phases(queue)).as("after event %d", one.place()).isEqualTo(one.phases());
                queued += queue.waiting().size();
                ran += queue.running().size();
                inLine(queue, one);
                if (nothingOnItsWay(cloud, one)) {
                    byClock++;
                    assertThat(await(cloud.past.queue(new Moment.At(one.at())))).isEqualTo(queue);
                }
            }
            assertThat(byClock).isGreaterThan(5);
            assertThat(queued).as("the queue was not always empty").isGreaterThan(50);
            assertThat(ran).as("something ran").isPositive();
        }
    }

    /** All jobs that are there, if nothing is written while they are looked at. */
    private static Optional<Seen> look(CloudOnDisk cloud, List<String> ids) {
        long before = cloud.log.lastOrdering();
        var at = Instant.now();
        var phases = new TreeMap<String, String>();
        var positions = new HashMap<String, Integer>();
        var jobs = ids.stream().map(cloud.jobs::find).toList();
        var places = ids.stream().map(cloud.jobs::place).toList();
        for (int i = 0; i < ids.size(); i++) {
            var job = await(jobs.get(i)).orElseThrow();
            var place = await(places.get(i)).position();
            if (job.endedAt().isEmpty()) {
                phases.put(job.id(), job.phase());
            }
            if (job.phase().equals("submitted") && place.isPresent()) {
                positions.put(job.id(), place.get());
            }
        }
        // Who has ended is not asked again.
        ids.retainAll(phases.keySet());
        return cloud.log.lastOrdering() == before
                ? Optional.of(new Seen(before, at, phases, positions))
                : Optional.empty();
    }

    private static Map<String, String> phases(QueueState queue) {
        var phases = new TreeMap<String, String>();
        queue.waiting().forEach(one -> phases.put(one.job().id(), "submitted"));
        queue.running().forEach(one -> phases.put(one.job().id(), "running"));
        return phases;
    }

    /** Inside each tenant the jobs stand as the scheduler had them. */
    private static void inLine(QueueState queue, Seen seen) {
        for (var tenant : queue.tenants()) {
            var positions =
                    queue.ofTenant(tenant.tenant()).waiting().stream()
                            .map(one -> one.job().id())
                            .filter(seen.positions()::containsKey)
                            .map(seen.positions()::get)
                            .toList();
            assertThat(positions).isSorted();
        }
    }

    /** Whether no event was written later that tells of an earlier moment. */
    private static boolean nothingOnItsWay(CloudOnDisk cloud, Seen seen) {
        return cloud.log.after(seen.place(), 1000).stream()
                .noneMatch(event ->
                        !Instant.parse(StoredFields.texts(event.json(), "at").orElseThrow())
                                .isAfter(seen.at()));
    }

    @Test
    void a_job_of_any_moment_is_the_job_that_was_seen_then() {
        try (var cloud = new CloudOnDisk(folder, 0)) {
            var before = Instant.now().minusSeconds(1);
            await(cloud.jobs.submit("one", spec("alice", "wukong", SHORT, 100)));
            var submitted = cloud.log.lastOrdering();
            assertThat(await(entity(cloud, "one", new Moment.At(before)))).isEmpty();
            assertThat(await(entity(cloud, "two", new Moment.Event(submitted)))).isEmpty();
        }
        try (var cloud = new CloudOnDisk(folder, 2)) {
            var ended = cloud.ended("one");
            var last = await(entity(cloud, "one", new Moment.At(Instant.now()))).orElseThrow();
            assertThat(last.phase()).isEqualTo("completed");
            assertThat(last.event()).isEqualTo("job-completed");
            assertThat(last.state().at("/job/resultDigest").asText())
                    .isEqualTo(ended.resultDigest().orElseThrow());
            for (long number = 1; number <= last.sequence(); number++) {
                var bySequence =
                        await(entity(cloud, "one", new Moment.Sequence(number))).orElseThrow();
                assertThat(bySequence.sequence()).isEqualTo(number);
                assertThat(await(entity(cloud, "one", new Moment.Event(bySequence.place()))))
                        .contains(bySequence);
                assertThat(
                                await(entity(cloud, "one", new Moment.At(bySequence.at())))
                                        .orElseThrow()
                                        .sequence())
                        .isGreaterThanOrEqualTo(number);
            }
            var events = await(cloud.past.events(EntityKind.JOB, "one", 0, 100));
            assertThat(events).hasSize((int) last.sequence());
            assertThat(events.getFirst().event()).isEqualTo("job-submitted");
            var first = await(entity(cloud, "one", new Moment.Sequence(1))).orElseThrow();
            assertThat(
                            Differences.between(
                                            Optional.of(first.state()), Optional.of(last.state()))
                                    .stream()
                                    .map(Differences.Difference::path))
                    .contains("/job/phase", "/job/resultDigest", "/calibration/version");
        }
    }

    private static java.util.concurrent.CompletionStage<Optional<Past.Entity>> entity(
            CloudOnDisk cloud, String id, Moment moment) {
        return cloud.past.entity(EntityKind.JOB, id, moment);
    }
}
