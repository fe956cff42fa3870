package cloud.somersault.persistence.view;

import static cloud.somersault.persistence.CloudOnDisk.WUKONG;
import static cloud.somersault.persistence.CloudOnDisk.await;
import static cloud.somersault.persistence.CloudOnDisk.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.chip.Controls;
import cloud.somersault.chip.calibration.Part;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.persistence.CloudOnDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users' jobs take of a chip, as the log says. */
class ChipUseTest {
    private static final double ROUNDING_SECONDS = 1e-9;
    private static final double DAY_SECONDS = 86_400;

    /** Two pulses and a CZ. */
    private static final String PROGRAM =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            bit[2] c;
            x $56;
            x $62;
            cz $56, $62;
            c[0] = measure $56;
            c[1] = measure $62;
            """;

    @TempDir Path folder;

    @Test
    void completed_jobs_count_with_what_was_played_on_each_part_and_experiments_do_not() {
        try (var cloud = new CloudOnDisk(folder, 2)) {
            cloud.virtualSeconds.set((long) DAY_SECONDS);
            run(cloud, "a", 100);
            cloud.virtualSeconds.set((long) (3 * DAY_SECONDS));
            run(cloud, "b", 400);
            await(
                    cloud.jobs.submit(
                            "ideal",
                            spec(
                                    "alice",
                                    "ideal",
                                    PROGRAM.replace("$56", "q[0]")
                                            .replace("$62", "q[1]")
                                            .replace("bit[2] c;", "bit[2] c;\nqubit[2] q;"),
                                    50)));
            cloud.ended("ideal");
            experiment(cloud);
        }
        try (var cloud = new CloudOnDisk(folder, 0)) {
            var time = await(cloud.list.chipTime("wukong"));
            assertThat(time.jobs()).isEqualTo(2);
            assertThat(time.seconds())
                    .isCloseTo(
                            500 * WUKONG.durations().shotPeriodSeconds(), within(ROUNDING_SECONDS));
            assertThat(await(cloud.list.chipUse("wukong", 0))).isEqualTo(use(500));
            assertThat(await(cloud.list.chipUse("wukong", 2 * DAY_SECONDS))).isEqualTo(use(400));
            assertThat(await(cloud.list.chipUse("wukong", 4 * DAY_SECONDS))).isEmpty();
            assertThat(await(cloud.list.chipTime("moon")).jobs()).isZero();
        }
    }

    @Test
    void a_job_that_was_taken_back_has_used_nothing() {
        try (var cloud = new CloudOnDisk(folder, 0)) {
            await(cloud.jobs.submit("gone", spec("alice", "wukong", PROGRAM, 100)));
            cloud.running("gone");
            await(cloud.jobs.cancel("gone"));
            assertThat(await(cloud.list.chipTime("wukong")).jobs()).isZero();
            assertThat(await(cloud.list.chipUse("wukong", 0))).isEmpty();
        }
    }

    private static Map<Part, Long> use(long shots) {
        return Map.of(Part.qubit(56), shots, Part.qubit(62), shots, Part.coupler(56, 62), shots);
    }

    private static void run(CloudOnDisk cloud, String id, long shots) {
        await(cloud.jobs.submit(id, spec("alice", "wukong", PROGRAM, shots)));
        assertThat(cloud.ended(id).phase()).isEqualTo("completed");
    }

    private static void experiment(CloudOnDisk cloud) {
        var reading = Programs.read(PROGRAM, Language.OPENQASM_3, ReadLimits.DEFAULT, Map.of());
        var circuit = ((Reading.Accepted) reading).program().circuit();
        await(
                cloud.jobs
                        .laboratory("wukong")
                        .run("cal", List.of(circuit), 10, 7, Controls.untuned(WUKONG)));
    }
}
