package cloud.somersault.job.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.circuits.compiler.Cancellation;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.Options;
import cloud.somersault.job.model.JobSpec.ProgramText;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A program is compiled once for the same chip and options, and comes out as if it were again. */
class CompiledLatelyTest {
    private static final ChipSnapshot WUKONG = ChipData.wukong().snapshot(1);
    private static final JobLimits LIMITS =
            JobLimits.from(ConfigFactory.defaultReference().getConfig("somersault.job.limits"));
    private static final String RING =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            input float a;
            qubit[5] q;
            bit[5] c;
            for int i in [0:4] { ry(a + i) q[i]; cx q[i], q[(i + 1) % 5]; }
            c = measure q;
            """;

    private final CompiledLately lately = new CompiledLately(2);

    private static JobSpec spec(double angle, long seed) {
        var program = new ProgramText("openqasm-3", RING, Map.of("a", angle));
        return new JobSpec("", "alice", "wukong", List.of(program), 100, seed, 5, Options.DEFAULT);
    }

    private PreparedCircuit prepared(JobSpec spec, ChipSnapshot chip) {
        return one(
                Preparation.prepare(
                        spec,
                        Optional.of(ChipToRun.asKnown(chip)),
                        LIMITS,
                        lately,
                        Cancellation.never()));
    }

    private static PreparedCircuit anew(JobSpec spec, ChipSnapshot chip) {
        return one(Preparation.prepare(spec, Optional.of(ChipToRun.asKnown(chip)), LIMITS));
    }

    private static PreparedCircuit one(Prepared prepared) {
        return ((Prepared.Runnable) prepared).circuits().getFirst();
    }

    @Test
    void the_same_program_for_the_same_chip_is_compiled_once() {
        var first = prepared(spec(0.5, 1), WUKONG);
        var again = prepared(spec(0.5, 1), WUKONG);
        assertThat(again.run()).isSameAs(first.run());
        assertThat(again).isEqualTo(anew(spec(0.5, 1), WUKONG));
    }

    @Test
    void another_parameter_seed_or_chip_is_another_program() {
        prepared(spec(0.5, 1), WUKONG);
        for (var other : List.of(spec(0.6, 1), spec(0.5, 2))) {
            assertThat(prepared(other, WUKONG)).isEqualTo(anew(other, WUKONG));
        }
        var later = ChipData.wukong().snapshot(2);
        assertThat(prepared(spec(0.5, 1), later)).isEqualTo(anew(spec(0.5, 1), later));
    }

    @Test
    void the_oldest_is_forgotten() {
        var first = prepared(spec(0.5, 1), WUKONG);
        var second = prepared(spec(0.6, 1), WUKONG);
        prepared(spec(0.7, 1), WUKONG);
        assertThat(prepared(spec(0.6, 1), WUKONG).run()).isSameAs(second.run());
        assertThat(prepared(spec(0.5, 1), WUKONG).run())
                .isNotSameAs(first.run())
                .isEqualTo(first.run());
    }
}
