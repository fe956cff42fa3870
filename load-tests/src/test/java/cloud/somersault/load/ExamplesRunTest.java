package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.cli.examples.Example;
import cloud.somersault.cli.examples.Examples;
import cloud.somersault.cli.examples.Expectation;
import cloud.somersault.cli.examples.HydrogenEnergy;
import cloud.somersault.cli.examples.Verdict;
import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.JobResult.CircuitResult;
import cloud.somersault.client.JobView;
import cloud.somersault.client.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of examples/ through the real server. */
class ExamplesRunTest {
    private static final Duration WITHIN = Duration.ofSeconds(120);
    private static final List<Example> EXAMPLES =
            Examples.read(Path.of(System.getProperty("somersault.root", ".."), "examples"));

    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = OneServer.get();
    }

    static Stream<String> accepted() {
        return EXAMPLES.stream()
                .filter(example -> !(example.expectation() instanceof Expectation.Refusal))
                .map(Example::name);
    }

    static Stream<String> refused() {
        return EXAMPLES.stream()
                .filter(example -> example.expectation() instanceof Expectation.Refusal)
                .map(Example::name);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void the_example_gives_its_expected_distribution(String name) {
        var example = example(name);
        var result = run(example);

        var verdict =
                switch (example.expectation()) {
                    case Expectation.Distribution distribution -> distribution.judge(result);
                    case Expectation.AtLeast atLeast -> atLeast.judge(result);
                    case Expectation.Refusal _ -> Verdict.missing("it should have been refused");
                };
        assertThat(verdict.agrees()).as(verdict.words() + ", counts " + result.counts()).isTrue();
        assertThat(result.shots()).isEqualTo(example.shots());
        assertThat(result.counts().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(example.shots());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void the_broken_example_is_refused_where_it_is_broken(String name) {
        var example = example(name);
        var expected = (Expectation.Refusal) example.expectation();
        try {
            var accepted = server.cloud().submit(example.job(), Optional.empty(), Optional.empty());
            var job = server.cloud().await(accepted.id(), WITHIN, _ -> {});
            assertThat(job.phase()).isEqualTo("failed");
            assertThat(job.failure().map(JobView.Failure::code)).contains(expected.code());
        } catch (RefusedException refused) {
            var problem = refused.problem();
            if (expected.line() > 0) {
                assertThat(problem.diagnostics())
                        .singleElement()
                        .satisfies(diagnostic -> {
                            assertThat(diagnostic.code()).isEqualTo(expected.code());
                            assertThat(diagnostic.line()).isEqualTo(expected.line());
                            assertThat(diagnostic.column()).isEqualTo(expected.column());
                        });
            } else {
                assertThat(problem.code()).isEqualTo(expected.code());
            }
        }
    }

    /**
     * The standard deviation of the energy at 10,000 shots a setting is 0.0025 hartree: 0.0018 of
     * the Z terms, 0.8 sqrt(4 p (1 - p) / 10000) with p = sin^2(0.112), and as much of the X term,
     * 0.18 sqrt(1 - 0.22^2) / 100. Five of them: a false alarm once in a million seeds.
     */
    @Test
    void the_energy_of_hydrogen_comes_out_of_measured_counts() {
        var energy = HydrogenEnergy.of(run(example("vqe-h2-z")), run(example("vqe-h2-x")));

        assertThat(energy).isCloseTo(HydrogenEnergy.GROUND_STATE, within(5 * 0.0025));
    }

    private static CircuitResult run(Example example) {
        var cloud = server.cloud();
        var accepted = cloud.submit(example.job(), Optional.empty(), Optional.empty());
        var job = cloud.await(accepted.id(), WITHIN, _ -> {});
        assertThat(job.phase()).as("%s", job).isEqualTo("completed");
        return cloud.result(job.id()).results().getFirst();
    }

    private static Example example(String name) {
        return EXAMPLES.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
