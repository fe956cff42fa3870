package cloud.somersault.persistence;

import static cloud.somersault.persistence.CloudOnDisk.WUKONG;
import static cloud.somersault.persistence.CloudOnDisk.await;
import static cloud.somersault.persistence.CloudOnDisk.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.chip.Controls;
import cloud.somersault.chip.NoiseRule;
import cloud.somersault.chip.Truth;
import cloud.somersault.chip.calibration.ExperimentFailedException;
import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.chip.truth.Drift;
import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.job.ExperimentJob;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.persistence.audit.Replay;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.ShotRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs run on what the chip is, and are compiled and audited with what was known of it. */
class RunsOnTruthTest {
    private static final long SHOTS = 10_000;
    private static final long TWO_DAYS_SECONDS = 172_800;

    /** Of a frequency of 10,000 shots; four of them are passed once in 16,000 runs. */
    private static final double DEVIATION = 0.005;

    private static final DriftedQubit DRIFTED = DriftedQubit.of(WUKONG, 72, TWO_DAYS_SECONDS);

    @TempDir Path folder;

    @Test
    void at_second_0_counts_are_those_of_the_published_calibration_shot_for_shot() {
        try (var cloud = new CloudOnDisk(folder, 2)) {
            run(cloud, "now");
            var inspected = await(cloud.jobs.inspect("now"));
            var compiled = inspected.compiled().orElseThrow();
            var text =
                    await(cloud.jobs.load(compiled.circuits().getFirst().program().orElseThrow()));
            var published =
                    Engines.run(
                            EngineName.byId(compiled.circuits().getFirst().engine()).orElseThrow(),
                            circuit(text),
                            Optional.of(WUKONG.noise(NoiseRule.CURRENT)),
                            new ShotRange(inspected.spec().orElseThrow().seed(), 0, 0, SHOTS),
                            Cancellation.never());
            assertThat(result(cloud, "now")).isEqualTo(new JobResult(List.of(published)));
        }
    }

    @Test
    void two_days_later_a_qubit_that_has_drifted_shows_its_detuning_as_fringes() {
        assertThat(Math.abs(DRIFTED.readOne() - DRIFTED.readOneAsKnown()))
                .isGreaterThan(10 * DEVIATION);
        try (var cloud = new CloudOnDisk(folder, 2)) {
            run(cloud, "before");
            assertThat(ones(cloud, "before"))
                    .isCloseTo(DRIFTED.readOneAsKnown(), within(4 * DEVIATION));
            cloud.virtualSeconds.set(TWO_DAYS_SECONDS);
            run(cloud, "after");
            assertThat(ones(cloud, "after")).isCloseTo(DRIFTED.readOne(), within(4 * DEVIATION));
            assertThat(compiled(cloud, "after").truth())
                    .contains(new Truth(72, "transmons-1", 1, 0, TWO_DAYS_SECONDS));
            assertThat(compiled(cloud, "after").calibration())
                    .as("what is known has not changed")
                    .isEqualTo(compiled(cloud, "before").calibration());
            assertThat(compiled(cloud, "after").circuits().getFirst().programDigest())
                    .as("the compiler goes by what is known")
                    .isEqualTo(compiled(cloud, "before").circuits().getFirst().programDigest());
        }
    }

    @Test
    void a_job_replays_to_the_same_counts_however_far_the_chip_has_drifted_since() {
        try (var cloud = new CloudOnDisk(folder, 2)) {
            run(cloud, "at-0");
            cloud.virtualSeconds.set(TWO_DAYS_SECONDS);
            run(cloud, "at-2-days");
            cloud.virtualSeconds.set(50 * TWO_DAYS_SECONDS);
            for (var job : List.of("at-0", "at-2-days")) {
                assertThat(await(cloud.replay.replay(job)))
                        .isInstanceOfSatisfying(
                                Replay.Outcome.Replayed.class,
                                outcome -> assertThat(outcome.report().equal()).as(job).isTrue());
            }
        }
    }

    @Test
    void a_job_that_kept_clear_of_experiments_is_compiled_alike_when_they_are_long_over() {
        var bell =
                """
                OPENQASM 3.0;
                include "stdgates.inc";
                qubit[2] q;
                bit[2] c;
                h q[0];
                cx q[0], q[1];
                c = measure q;
                """;
        try (var cloud = new CloudOnDisk(folder, 2)) {
            await(cloud.jobs.submit("alone", spec("alice", "wukong", bell, SHOTS)));
            cloud.ended("alone");
            var usual =
                    new TreeSet<>(compiled(cloud, "alone").circuits().getFirst().initialLayout());
            cloud.held.set(usual);
            await(cloud.jobs.submit("beside", spec("alice", "wukong", bell, SHOTS)));
            cloud.ended("beside");
            cloud.held.set(new TreeSet<>());
            var beside = compiled(cloud, "beside");
            assertThat(beside.heldQubits()).containsExactlyElementsOf(usual);
            assertThat(beside.circuits().getFirst().initialLayout())
                    .doesNotContainAnyElementsOf(usual);
            assertThat(await(cloud.replay.replay("beside")))
                    .isInstanceOfSatisfying(
                            Replay.Outcome.Replayed.class,
                            outcome -> {
                                assertThat(outcome.report().equal()).isTrue();
                                assertThat(outcome.report().compiled().orElseThrow().equal())
                                        .isTrue();
                            });
        }
    }

    @Test
    void a_job_that_was_compiled_before_a_crash_runs_on_the_chip_as_it_was_then() {
        String undisturbed;
        try (var cloud = new CloudOnDisk(folder.resolve("undisturbed"), 2)) {
            cloud.virtualSeconds.set(TWO_DAYS_SECONDS);
            undisturbed = run(cloud, "job");
        }
        try (var idle = new CloudOnDisk(folder.resolve("crashed"), 0)) {
            idle.virtualSeconds.set(TWO_DAYS_SECONDS);
            await(idle.jobs.submit("job", spec("alice", "wukong", DRIFTED.program(), SHOTS)));
            idle.running("job");
        }
        try (var cloud = new CloudOnDisk(folder.resolve("crashed"), 2)) {
            cloud.virtualSeconds.set(50 * TWO_DAYS_SECONDS);
            assertThat(cloud.ended("job").resultDigest()).contains(undisturbed);
        }
    }

    @Test
    void an_experiment_sees_the_controls_that_it_tries_out_and_joins_itself() {
        var truth = new ChipTruth(WUKONG, 72, Drift.TRANSMONS);
        var circuits = List.of(circuit(DRIFTED.program()));
        try (var cloud = new CloudOnDisk(folder, 2)) {
            cloud.virtualSeconds.set(TWO_DAYS_SECONDS);
            var laboratory = cloud.jobs.laboratory("wukong");
            var untuned = Controls.untuned(WUKONG);
            var detuned =
                    await(laboratory.run("cal-1", circuits, (int) SHOTS, 7, untuned)).getFirst();
            assertThat(detuned.count("1") / (double) SHOTS)
                    .isCloseTo(DRIFTED.readOne(), within(4 * DEVIATION));
            var again = await(laboratory.run("cal-1", circuits, (int) SHOTS, 7, untuned));
            assertThat(again).containsExactly(detuned);

            var tuned = truth.tuned(TWO_DAYS_SECONDS);
            var found = await(laboratory.run("cal-2", circuits, (int) SHOTS, 7, tuned)).getFirst();
            assertThat(found.count("1") / (double) SHOTS)
                    .isCloseTo(DRIFTED.inTune(), within(4 * DEVIATION));
            assertThat(await(cloud.jobs.find("cal-2")).orElseThrow().tenant())
                    .isEqualTo(ExperimentJob.TENANT);

            cloud.virtualSeconds.set(0);
            for (var job : List.of("cal-1", "cal-2")) {
                assertThat(await(cloud.replay.replay(job)))
                        .isInstanceOfSatisfying(
                                Replay.Outcome.Replayed.class,
                                outcome -> {
                                    assertThat(outcome.report().equal()).as(job).isTrue();
                                    assertThat(outcome.report().compiled().orElseThrow().equal())
                                            .isTrue();
                                });
            }
        }
    }

    @Test
    void an_experiment_on_a_broken_qubit_fails_and_says_so() {
        var broken = circuit(DRIFTED.program().replace("$" + DRIFTED.qubit(), "$0"));
        try (var cloud = new CloudOnDisk(folder, 2)) {
            var laboratory = cloud.jobs.laboratory("wukong");
            assertThatThrownBy(() ->
                            await(
                                    laboratory.run(
                                            "cal-0",
                                            List.of(broken),
                                            10,
                                            7,
                                            Controls.untuned(WUKONG))))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            ExperimentFailedException.class,
                            failed -> assertThat(failed.code()).isEqualTo("qubit-out-of-service"));
        }
    }

    private static String run(CloudOnDisk cloud, String id) {
        await(cloud.jobs.submit(id, spec("alice", "wukong", DRIFTED.program(), SHOTS)));
        return cloud.ended(id).resultDigest().orElseThrow();
    }

    private static JobEvent.Compiled compiled(CloudOnDisk cloud, String id) {
        return await(cloud.jobs.inspect(id)).compiled().orElseThrow();
    }

    private static JobResult result(CloudOnDisk cloud, String id) {
        var completed = await(cloud.jobs.inspect(id)).completed().orElseThrow();
        return JobResult.parse(await(cloud.jobs.load(completed.counts())));
    }

    private static double ones(CloudOnDisk cloud, String id) {
        return result(cloud, id).circuits().getFirst().count("1") / (double) SHOTS;
    }

    private static Circuit circuit(String text) {
        var reading = Programs.read(text, Language.OPENQASM_3, ReadLimits.DEFAULT, Map.of());
        return ((Reading.Accepted) reading).program().circuit();
    }
}
