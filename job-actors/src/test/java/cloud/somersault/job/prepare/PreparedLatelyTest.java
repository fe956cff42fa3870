package cloud.somersault.job.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.Options;
import cloud.somersault.job.model.JobSpec.ProgramText;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was read when a job was accepted is there for the worker, once, and only for that job. */
class PreparedLatelyTest {
    private static final JobLimits LIMITS =
            JobLimits.from(ConfigFactory.defaultReference().getConfig("somersault.job.limits"));

    private final PreparedLately lately = new PreparedLately();

    /** X gates on one qubit; as often as said. */
    private static JobSpec spec(int gates, long seed) {
        var text =
                "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[1] q;\nbit[1] c;\n"
                        + "for int i in [1:%d] { x q[0]; }\n".formatted(gates)
                        + "c = measure q;\n";
        var program = new ProgramText("openqasm-3", text, Map.of());
        return new JobSpec(
                "", "alice", JobSpec.IDEAL, List.of(program), 100, seed, 5, Options.DEFAULT);
    }

    private Prepared prepared(JobSpec spec) {
        var prepared = Preparation.prepare(spec, Optional.empty(), LIMITS);
        lately.note(spec, prepared);
        return prepared;
    }

    @Test
    void it_is_taken_once_by_who_has_an_equal_job() {
        var made = prepared(spec(3, 1));
        assertThat(lately.take(spec(3, 2))).isEmpty();
        assertThat(lately.take(spec(4, 1))).isEmpty();
        assertThat(lately.take(spec(3, 1)).map(Prepared.class::cast)).containsSame(made);
        assertThat(lately.take(spec(3, 1))).isEmpty();
    }

    @Test
    void large_jobs_and_refused_ones_are_not_kept() {
        assertThat(prepared(spec(2000, 1))).isInstanceOf(Prepared.Runnable.class);
        assertThat(lately.take(spec(2000, 1))).isEmpty();
        lately.note(spec(3, 1), prepared(spec(3, 1).withPrograms(List.of())));
        assertThat(lately.take(spec(3, 1))).isEmpty();
    }

    @Test
    void of_65536_operations_and_more_the_oldest_are_forgotten() {
        int all = 200;
        for (int seed = 0; seed < all; seed++) {
            prepared(spec(990, seed));
        }
        assertThat(lately.take(spec(990, 0))).isEmpty();
        assertThat(lately.take(spec(990, all - 66))).isPresent();
        assertThat(lately.take(spec(990, all - 1))).isPresent();
    }

    @Test
    void what_comes_twice_counts_once() {
        for (int time = 0; time < 200; time++) {
            prepared(spec(990, 1));
            prepared(spec(990, 2));
        }
        assertThat(lately.take(spec(990, 1))).isPresent();
        assertThat(lately.take(spec(990, 2))).isPresent();
    }
}
