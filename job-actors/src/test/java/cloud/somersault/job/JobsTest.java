package cloud.somersault.job;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.ChipClock;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Truth;
import cloud.somersault.circuits.compiler.CompilerOptions;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.job.Jobs.Submission;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.Options;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.JobView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole cloud of jobs on a cluster of one, with a journal in memory: what its callers see. */
class JobsTest {
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

    /** 24 qubits, dense: a second or so, time enough to be cancelled. */
    private static final String LONG =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[24] q;
            bit[24] c;
            for int l in [0:40] {
              for int i in [0:23] { ry(0.1 * i + l) q[i]; }
              for int i in [0:22] { cx q[i], q[i + 1]; }
            }
            c = measure q;
            """;

    private static ActorTestKit kit;
    private static PersistenceTestKit journal;
    private static Jobs jobs;

    @BeforeAll
    static void start() {
        var chip = ChipData.wukong().snapshot(1);
        var node = OneNode.start("jobs", "", new OneCalibration(chip), new MapStore());
        kit = node.kit();
        journal = node.journal();
        jobs = node.jobs();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private record OneCalibration(ChipSnapshot chip) implements JobWork.Calibrations {
        @Override
        public CompletionStage<ChipNow> now(String name) {
            var truth = new Truth(72, "transmons-1", 1, 0, 0);
            var clock = new ChipClock(name, truth.virtualSeconds(), 0, chip.measuredAt(), truth);
            return CompletableFuture.completedFuture(new ChipNow(chip, clock));
        }

        @Override
        public CompletionStage<ChipSnapshot> version(String name, long version) {
            return CompletableFuture.completedFuture(chip);
        }
    }

    private static final class MapStore implements ResultStore {
        private final Map<String, byte[]> content = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<Void> put(String digest, byte[] bytes) {
            content.put(digest, bytes);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(String digest) {
            return CompletableFuture.completedFuture(Optional.ofNullable(content.get(digest)));
        }
    }

    private static JobSpec spec(String target, String program, long shots, Options options) {
        return new JobSpec(
                "test",
                "alice",
                target,
                List.of(new ProgramText("openqasm-3", program, Map.of())),
                shots,
                42,
                5,
                options);
    }

    private static Options shards(int shards) {
        return new Options(Optional.empty(), Optional.empty(), Optional.of(shards), 300);
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static JobView ended(String jobId) {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < patience) {
            var job = await(jobs.find(jobId)).orElseThrow();
            if (job.endedAt().isPresent()) {
                return job;
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("job " + jobId + " did not end: " + await(jobs.find(jobId)));
    }

    private static JobResult result(String jobId) {
        var completed = await(jobs.inspect(jobId)).completed().orElseThrow();
        return JobResult.parse(await(jobs.load(completed.counts())));
    }

    private static List<Object> stored(String jobId) {
        return journal.persistedInStorage("Job|" + jobId);
    }

    @Test
    void a_bell_program_gives_only_equal_bits() {
        var submission = await(jobs.submit("bell", spec("ideal", BELL, 1000, Options.DEFAULT)));
        assertThat(submission).isInstanceOf(Submission.Accepted.class);
        assertThat(ended("bell").phase()).isEqualTo("completed");
        var counts = result("bell").circuits().getFirst();
        assertThat(counts.byBitstring()).containsOnlyKeys("00", "11");
        // 1000 fair shots lie within 500 +- 80 but once in 2 million times.
        assertThat(counts.count("00")).isBetween(420L, 580L);
    }

    @Test
    void a_small_job_is_three_events() {
        await(jobs.submit("three", spec("ideal", BELL, 100, Options.DEFAULT)));
        ended("three");
        assertThat(stored("three"))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Submitted", "Compiled", "Completed");
    }

    @Test
    void a_job_that_looks_small_and_is_not_is_prepared_by_itself() {
        // One program of 21 qubits: by its estimate small, by its state not for every node.
        var wide = BELL.replace("[2] q", "[21] q").replace("[2] c", "[21] c");
        await(jobs.submit("wide", spec("ideal", wide, 10, Options.DEFAULT)));
        assertThat(ended("wide").phase()).isEqualTo("completed");
        assertThat(stored("wide"))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Submitted", "Compiled", "Completed");
    }

    @Test
    void the_work_of_the_tenants_is_counted_while_it_waits_and_is_gone_afterwards() {
        for (int i = 0; i < 50; i++) {
            await(jobs.submit("load" + i, spec("ideal", BELL, 100, Options.DEFAULT)));
        }
        for (int i = 0; i < 50; i++) {
            ended("load" + i);
        }
        var load = await(jobs.load());
        assertThat(load.threads()).isGreaterThanOrEqualTo(2);
        assertThat(load.tenants().values())
                .allSatisfy(tenant -> assertThat(tenant.waiting()).isZero());
    }

    @Test
    void the_counts_do_not_depend_on_the_number_of_shards() {
        for (var target : List.of("ideal", "wukong")) {
            for (int shards : List.of(1, 2, 7)) {
                await(jobs.submit(target + shards, spec(target, BELL, 500, shards(shards))));
            }
            var one = ended(target + 1).resultDigest();
            assertThat(ended(target + 2).resultDigest()).isEqualTo(one);
            assertThat(ended(target + 7).resultDigest()).isEqualTo(one);
            assertThat(ended(target + 7).shardsCompleted()).isEqualTo(7);
        }
    }

    @Test
    void the_same_submission_twice_is_one_job() {
        var spec = spec("wukong", BELL, 100, Options.DEFAULT);
        await(jobs.submit("twice", spec));
        assertThat(await(jobs.submit("twice", spec))).isInstanceOf(Submission.Accepted.class);
        ended("twice");
        assertThat(await(jobs.submit("twice", spec))).isInstanceOf(Submission.Accepted.class);
        assertThat(stored("twice")).hasSize(3);
    }

    @Test
    void another_request_under_the_same_id_is_refused() {
        await(jobs.submit("reused", spec("ideal", BELL, 100, Options.DEFAULT)));
        assertThat(await(jobs.submit("reused", spec("ideal", BELL, 101, Options.DEFAULT))))
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code())
                                        .isEqualTo("idempotency-key-reused"));
    }

    @Test
    void a_refused_program_is_not_stored() {
        var submission =
                await(
                        jobs.submit(
                                "bad",
                                spec(
                                        "ideal",
                                        "OPENQASM 3.0;\nqubit q;\nhh q;\n",
                                        1,
                                        Options.DEFAULT)));
        assertThat(submission)
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo("program-refused");
                            assertThat(refused.refusal().diagnostics().getFirst().line())
                                    .isEqualTo(3);
                        });
        assertThat(await(jobs.find("bad"))).isEmpty();
        assertThat(stored("bad")).isEmpty();
    }

    @Test
    void a_running_job_is_cancelled_and_frees_its_worker() {
        await(jobs.submit("long", spec("ideal", LONG, 10, Options.DEFAULT)));
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!await(jobs.find("long")).orElseThrow().phase().equals("running")
                && System.nanoTime() < patience) {
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        assertThat(await(jobs.cancel("long"))).isInstanceOf(Jobs.Cancellation.Cancelled.class);
        assertThat(ended("long").phase()).isEqualTo("cancelled");
        await(jobs.submit("after", spec("ideal", BELL, 10, Options.DEFAULT)));
        assertThat(ended("after").phase()).isEqualTo("completed");
    }

    @Test
    void a_job_that_takes_longer_than_its_limit_fails_and_says_so() {
        // The estimate fits into the limit on any machine that this runs on, the run does not.
        var options = new Options(Optional.empty(), Optional.empty(), Optional.of(2), 0.001);
        var submission = await(jobs.submit("late", spec("ideal", LONG, 10, options)));
        assertThat(submission)
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code()).isEqualTo("takes-too-long"));
    }

    @Test
    void a_job_may_ask_for_the_most_patient_compiler() {
        var patient =
                new Options(
                        Optional.empty(),
                        Optional.of(CompilerOptions.OPTIMIZATION_MAX),
                        Optional.empty(),
                        300);
        assertThat(await(jobs.submit("patient", spec("wukong", BELL, 100, patient))))
                .isInstanceOf(Submission.Accepted.class);
        assertThat(ended("patient").phase()).isEqualTo("completed");
        var compiled = await(jobs.inspect("patient")).compiled().orElseThrow();
        assertThat(compiled.circuits().getFirst().czGates()).isEqualTo(1);
    }

    /** Each of these would take the patient compiler a minute, and it has two threads. */
    @Test
    void a_cancelled_job_is_not_compiled_any_further() {
        var patient =
                new Options(
                        Optional.of(Layout.AUTO),
                        Optional.of(CompilerOptions.OPTIMIZATION_MAX),
                        Optional.empty(),
                        300);
        var ids = List.of("slow-1", "slow-2", "slow-3");
        for (var id : ids) {
            assertThat(
                            await(
                                    jobs.submit(
                                            id,
                                            new JobSpec(
                                                    id, "alice", "wukong", dense(20), 10, 42, 5,
                                                    patient))))
                    .isInstanceOf(Submission.Accepted.class);
        }
        for (var id : ids) {
            assertThat(await(jobs.cancel(id))).isInstanceOf(Jobs.Cancellation.Cancelled.class);
        }
        await(jobs.submit("after-slow", spec("wukong", BELL, 100, patient)));
        assertThat(ended("after-slow").phase()).isEqualTo("completed");
        assertThat(ids).allSatisfy(id -> assertThat(ended(id).phase()).isEqualTo("cancelled"));
    }

    /** Programs of 16 qubits, no two with the same interactions. */
    private static List<ProgramText> dense(int programs) {
        var dice = new SplittableRandom(3);
        return IntStream.range(0, programs)
                .mapToObj(_ -> {
                    var text = new StringBuilder(BELL.substring(0, BELL.indexOf("qubit")));
                    text.append("qubit[16] q;\nbit[16] c;\n");
                    for (int i = 0; i < 40; i++) {
                        int first = dice.nextInt(16);
                        int second = (first + 1 + dice.nextInt(15)) % 16;
                        text.append("h q[%d];\ncx q[%d], q[%d];\n".formatted(first, first, second));
                    }
                    return new ProgramText(
                            "openqasm-3", text.append("c = measure q;\n").toString(), Map.of());
                })
                .toList();
    }

    @Test
    void a_job_nobody_submitted_is_not_found() {
        assertThat(await(jobs.find("nobody"))).isEmpty();
        assertThat(await(jobs.cancel("nobody")))
                .isInstanceOfSatisfying(
                        Jobs.Cancellation.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("job-not-found"));
    }

    @Test
    void a_batch_keeps_each_programs_own_counts() {
        var texts = List.of(BELL, BELL.replace("h q[0];", "x q[0];"), BELL.replace("h q[0];", ""));
        var batch =
                new JobSpec(
                        "batch",
                        "alice",
                        "ideal",
                        texts.stream()
                                .map(text -> new ProgramText("openqasm-3", text, Map.of()))
                                .toList(),
                        50,
                        1,
                        5,
                        Options.DEFAULT);
        await(jobs.submit("batch", batch));
        ended("batch");
        var circuits = result("batch").circuits();
        assertThat(circuits.get(1).byBitstring()).isEqualTo(Map.of("11", 50L));
        assertThat(circuits.get(2).byBitstring()).isEqualTo(Map.of("00", 50L));
        assertThat(circuits.get(0).byBitstring()).containsOnlyKeys("00", "11");
    }
}
