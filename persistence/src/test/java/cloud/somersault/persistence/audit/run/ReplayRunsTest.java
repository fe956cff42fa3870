package cloud.somersault.persistence.audit.run;

import static cloud.somersault.persistence.CloudOnDisk.await;
import static cloud.somersault.persistence.CloudOnDisk.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.persistence.CloudOnDisk;
import cloud.somersault.persistence.audit.WhatIf;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many jobs run again, on the real log: which, how far, and what is wrong with those that are. */
class ReplayRunsTest {
    private static final String BELL =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[2] q;
            bit[2] c;
            h q[0];
            cx q[0], q[1];
            c = measure q;
            """;

    private static final int JOBS = 60;

    @TempDir Path folder;

    /** Sixty small jobs of two tenants, a third of them on the chip; answers the place before. */
    private static long run(CloudOnDisk cloud, String prefix) {
        long before = cloud.log.lastOrdering();
        for (int i = 0; i < JOBS; i++) {
            var target = i % 3 == 0 ? "wukong" : "ideal";
            var tenant = i % 4 == 0 ? "alice" : "bob";
            await(cloud.jobs.submit(prefix + i, spec(tenant, target, BELL, 200)));
        }
        for (int i = 0; i < JOBS; i++) {
            cloud.ended(prefix + i);
        }
        return before;
    }

    private static ReplayView ended(CloudOnDisk cloud, String id) {
        return ended(cloud.replays, id);
    }

    private static ReplayView ended(ReplayRuns runs, String id) {
        for (int tries = 0; tries < 3000; tries++) {
            var view = await(runs.find(id)).orElseThrow();
            if (view.endedAt().isPresent()) {
                return view;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("did not end: " + await(runs.find(id)));
    }

    private static ReplayView replay(CloudOnDisk cloud, String id, Selection which) {
        await(cloud.replays.request(id, which, Optional.empty()));
        return ended(cloud, id);
    }

    private static Selection with(
            Optional<Instant> since,
            Optional<Long> fromEvent,
            Optional<String> tenant,
            Optional<String> target,
            Optional<Long> jobsMax) {
        return new Selection(
                since, Optional.empty(), fromEvent, Optional.empty(), tenant, target, jobsMax);
    }

    @Test
    void everything_and_every_kind_of_range_is_equal_and_outlives_the_process() {
        ReplayView all;
        try (var cloud = new CloudOnDisk(folder, 4)) {
            run(cloud, "a");
            var noon = Instant.now();
            long before = run(cloud, "b");
            all = replay(cloud, "all", Selection.EVERYTHING);
            assertThat(all.phase()).isEqualTo("finished");
            assertThat(all.equal()).isEqualTo(2 * JOBS);
            assertThat(all.jobs()).isEqualTo(2 * JOBS);
            assertThat(all.findings()).isEmpty();
            var none = Optional.<String>empty();
            assertThat(
                            replay(
                                            cloud,
                                            "since",
                                            with(
                                                    Optional.of(noon),
                                                    Optional.empty(),
                                                    none,
                                                    none,
                                                    Optional.empty()))
                                    .equal())
                    .isEqualTo(JOBS);
            assertThat(
                            replay(
                                            cloud,
                                            "by-number",
                                            with(
                                                    Optional.empty(),
                                                    Optional.of(before + 1),
                                                    Optional.of("alice"),
                                                    Optional.of("wukong"),
                                                    Optional.empty()))
                                    .equal())
                    .isEqualTo(JOBS / 12);
            assertThat(
                            replay(
                                            cloud,
                                            "newest",
                                            with(
                                                    Optional.empty(),
                                                    Optional.empty(),
                                                    Optional.of("bob"),
                                                    none,
                                                    Optional.of(7L)))
                                    .jobs())
                    .isEqualTo(7);
            assertThat(await(cloud.replays.ids()))
                    .containsExactly("all", "since", "by-number", "newest");
        }
        try (var cloud = new CloudOnDisk(folder, 0)) {
            assertThat(await(cloud.replays.find("all"))).contains(all);
            assertThat(await(cloud.replays.find("never"))).isEmpty();
        }
    }

    @Test
    void a_replay_that_was_interrupted_goes_on_with_the_first_job_of_which_nothing_is_stored() {
        try (var cloud = new CloudOnDisk(folder, 4)) {
            for (int i = 0; i < 300; i++) {
                await(cloud.jobs.submit("j" + i, spec("alice", "ideal", BELL, 100)));
            }
            for (int i = 0; i < 300; i++) {
                cloud.ended("j" + i);
            }
            await(cloud.replays.request("long", Selection.EVERYTHING, Optional.empty()));
            for (int tries = 0; tries < 3000; tries++) {
                if (await(cloud.replays.find("long")).orElseThrow().jobs() > 0) {
                    break;
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
        try (var cloud = new CloudOnDisk(folder, 0)) {
            cloud.replays.wake();
            var view = ended(cloud, "long");
            assertThat(view.jobs()).as("none left out, none twice").isEqualTo(300);
            assertThat(view.equal()).isEqualTo(300);
        }
    }

    @Test
    void a_cancelled_replay_stays_cancelled_and_keeps_what_it_found() {
        try (var cloud = new CloudOnDisk(folder, 4)) {
            run(cloud, "a");
            await(cloud.replays.request("gone", Selection.EVERYTHING, Optional.empty()));
            var view = await(cloud.replays.cancel("gone")).orElseThrow();
            assertThat(view.phase()).isIn("cancelled", "finished");
            assertThat(await(cloud.replays.cancel("gone")).orElseThrow().phase())
                    .isEqualTo(view.phase());
        }
    }

    @Test
    void what_would_have_been_with_other_noise_is_compared_and_changes_no_record() {
        try (var cloud = new CloudOnDisk(folder, 4)) {
            run(cloud, "a");
            var recorded = await(cloud.jobs.find("a0")).orElseThrow().resultDigest();
            var same = whatIf(cloud, "same", noise(1));
            assertThat(same.equal()).isEqualTo(JOBS / 3);
            assertThat(same.skipped()).as("those on the ideal target").isEqualTo(JOBS - JOBS / 3);
            assertThat(same.comparison().orElseThrow().distanceMean()).isZero();
            var none = whatIf(cloud, "none", noise(0)).comparison().orElseThrow();
            var more = whatIf(cloud, "more", noise(3)).comparison().orElseThrow();
            assertThat(none.successAfterMean()).isEqualTo(1);
            assertThat(more.distanceMean()).isPositive();
            var rows = await(cloud.replays.rows("more", 0, 1000));
            assertThat(rows)
                    .hasSize(JOBS / 3)
                    .allSatisfy(row ->
                            assertThat(row.successAfter())
                                    .isEqualTo(Math.pow(row.successBefore(), 3), within(1e-12)));
            assertThat(await(cloud.replays.rows("more", 5, 3))).isEqualTo(rows.subList(5, 8));
            assertThat(await(cloud.jobs.find("a0")).orElseThrow().resultDigest())
                    .isEqualTo(recorded);
            var level =
                    whatIf(
                            cloud,
                            "level",
                            new WhatIf(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(3)));
            assertThat(level.equal()).isEqualTo(JOBS);
            var moved =
                    whatIf(
                            cloud,
                            "moved",
                            new WhatIf(
                                    Optional.empty(),
                                    Optional.of(30 * 86_400.0),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()));
            assertThat(moved.comparison().orElseThrow().distanceMean()).isPositive();
        }
    }

    private static WhatIf noise(double scale) {
        return new WhatIf(
                Optional.empty(),
                Optional.empty(),
                Optional.of(scale),
                Optional.empty(),
                Optional.empty());
    }

    private static ReplayView whatIf(CloudOnDisk cloud, String id, WhatIf otherwise) {
        await(cloud.replays.request(id, Selection.EVERYTHING, Optional.of(otherwise)));
        return ended(cloud, id);
    }
}
