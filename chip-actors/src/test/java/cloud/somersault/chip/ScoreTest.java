package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.simulators.EngineName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model against the real chip: its 11 recorded runs, one rule for all of them. */
class ScoreTest {

    private static final ChipSnapshot WUKONG = ChipData.wukong().snapshot(1);
    private static final long SHOTS = 1_000_000;
    private static final long SEED = 17;

    /**
     * The same rule calculated once in another language: exact density matrices, from the programs
     * as the service itself compiled them (its U3 with theta = 0 are virtual: they take no time, as
     * the recorded pulse times show, and so have no noise). Rounded to four places; mean 0.0259.
     */
    private static final Map<String, Double> DEPOLARIZING_ELSEWHERE =
            Map.ofEntries(
                    Map.entry("bell_best_1", 0.0613),
                    Map.entry("bell_worst_1", 0.0232),
                    Map.entry("rb_q50_d1", 0.0176),
                    Map.entry("rb_q50_d10", 0.0256),
                    Map.entry("rb_q50_d50", 0.0165),
                    Map.entry("readout_prep0_q50", 0.0056),
                    Map.entry("readout_prep0_q51", 0.0202),
                    Map.entry("readout_prep1_q50", 0.0170),
                    Map.entry("readout_prep1_q51", 0.0091),
                    Map.entry("zne_bell_x1", 0.0253),
                    Map.entry("zne_bell_x3", 0.0636));

    /** The current rule, calculated likewise; mean 0.0236. */
    private static final Map<String, Double> COHERENT_ELSEWHERE =
            Map.ofEntries(
                    Map.entry("bell_best_1", 0.0608),
                    Map.entry("bell_worst_1", 0.0224),
                    Map.entry("rb_q50_d1", 0.0175),
                    Map.entry("rb_q50_d10", 0.0262),
                    Map.entry("rb_q50_d50", 0.0154),
                    Map.entry("readout_prep0_q50", 0.0056),
                    Map.entry("readout_prep0_q51", 0.0202),
                    Map.entry("readout_prep1_q50", 0.0148),
                    Map.entry("readout_prep1_q51", 0.0084),
                    Map.entry("zne_bell_x1", 0.0248),
                    Map.entry("zne_bell_x3", 0.0439));

    /**
     * The distance is off by at most the total variation distance t of the sampled frequencies from
     * the exact ones, and for n shots over k outcomes P(distance > t) is at most (2^k - 2) exp(-2 n
     * t^2) (Weissman et al., HPL-2003-97): 2e-7 for t = 0.003 here. To that comes the rounding.
     */
    private static final double SAMPLING = 0.003 + 0.00005;

    static List<RecordedRun> runs() {
        return RecordedRun.all();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void every_rule_agrees_with_an_independent_calculation(RecordedRun run) {
        for (var rule : NoiseRule.values()) {
            var elsewhere =
                    switch (rule) {
                        case DEPOLARIZING -> DEPOLARIZING_ELSEWHERE;
                        case COHERENT_CZ -> COHERENT_ELSEWHERE;
                    };
            assertThat(predicted(run, rule).distanceTo(run.counts()))
                    .as("rule %s", rule)
                    .isCloseTo(elsewhere.get(run.name()), within(SAMPLING));
            assertThat(predicted(run, rule).engine()).isEqualTo(EngineName.DENSITY_MATRIX);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void the_compiler_needs_the_pulse_time_that_the_real_chip_needed(RecordedRun run) {
        // The service counts whole nanoseconds.
        assertThat(predicted(run, NoiseRule.CURRENT).compiled().durationSeconds())
                .isCloseTo(run.pulseSeconds(), within(0.5e-9));
    }

    @Test
    void the_mean_distance_over_the_recorded_runs_is_at_most_0_025() {
        assertThat(runs()).hasSize(11);
        assertThat(
                        runs().stream()
                                .mapToDouble(run ->
                                        predicted(run, NoiseRule.CURRENT).distanceTo(run.counts()))
                                .average()
                                .orElseThrow())
                .isLessThanOrEqualTo(0.025);
    }

    @Test
    void a_program_that_cannot_run_is_refused_and_not_guessed() {
        assertThat(predict("QINIT 72\nCREG 1\nX q[0]\nMEASURE q[0],c[0]", 10))
                .isInstanceOf(Prediction.Refused.class);
        assertThat(predict("QINIT 72\nCREG 1\nFLY q[1]", 10))
                .isInstanceOf(Prediction.Refused.class);
    }

    @Test
    void the_published_table_is_what_the_benchmark_prints() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "score.md"));
        assertThat(page).contains(String.join("\n", ScoreBenchmark.table(runs())));
    }

    private static Prediction predict(String program, long shots) {
        return RunModel.predict(program, WUKONG, NoiseRule.CURRENT, shots, SEED);
    }

    private static Prediction.Predicted predicted(RecordedRun run, NoiseRule rule) {
        return switch (RunModel.predict(run.program(), WUKONG, rule, SHOTS, SEED)) {
            case Prediction.Predicted predicted -> predicted;
            case Prediction.Refused refused -> throw new AssertionError(refused.toString());
        };
    }
}
