package cloud.somersault.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.client.JobResult.CircuitResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The index of the examples says about them what can be said without running them. */
class ExamplesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("somersault.root", "..")).resolve("examples");
    private static final List<Example> EXAMPLES = Examples.read(FOLDER);

    @Test
    void every_program_in_the_folder_is_in_the_index_and_in_the_readme() throws IOException {
        var readme = Files.readString(FOLDER.resolve("README.md"));
        try (var files = Files.list(FOLDER)) {
            var programs =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".qasm") || name.endsWith(".originir"))
                            .collect(Collectors.toSet());
            assertThat(programs).hasSizeGreaterThanOrEqualTo(13);
            assertThat(EXAMPLES).extracting(Example::file).containsAll(programs);
            assertThat(programs).allMatch(readme::contains);
        }
    }

    @Test
    void every_program_says_at_its_top_what_it_does_and_what_to_expect() {
        for (var example : EXAMPLES) {
            var header = example.text().lines().takeWhile(line -> line.startsWith("//")).toList();
            assertThat(header).as(example.file()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(String.join("\n", header)).as(example.file()).contains("Expected");
        }
    }

    @Test
    void names_and_seeds_are_unique() {
        assertThat(EXAMPLES).extracting(Example::name).doesNotHaveDuplicates();
        assertThat(EXAMPLES).extracting(Example::seed).doesNotHaveDuplicates();
    }

    @Test
    void the_probabilities_of_every_distribution_sum_to_1() {
        for (var example : EXAMPLES) {
            if (example.expectation() instanceof Expectation.Distribution distribution) {
                assertThat(distribution.probabilities().values().stream().mapToDouble(p -> p).sum())
                        .as(example.name())
                        .isCloseTo(1, within(1e-9));
            }
        }
    }

    /** The bound is a formula of probabilities and shots; nobody has tuned it. */
    @Test
    void every_allowed_distance_is_the_one_that_chance_explains() {
        for (var example : EXAMPLES) {
            if (example.expectation() instanceof Expectation.Distribution distribution) {
                double derived =
                        Expectation.distanceByChance(
                                distribution.probabilities(), example.shots(), 1e-9);
                assertThat(distribution.distanceMax())
                        .as(example.name())
                        .isCloseTo(derived, within(1e-4))
                        .isGreaterThanOrEqualTo(derived);
            }
        }
    }

    @Test
    void a_wrong_distribution_is_seen() {
        var expected = new Expectation.Distribution(Map.of("00", 0.5, "11", 0.5), 0.03);

        assertThat(expected.judge(counts(Map.of("00", 505L, "11", 495L))).agrees()).isTrue();
        assertThat(expected.judge(counts(Map.of("00", 550L, "11", 450L))).agrees()).isFalse();
        assertThat(expected.judge(counts(Map.of("00", 480L, "01", 40L, "11", 480L))).agrees())
                .isFalse();
    }

    @Test
    void the_energy_of_the_exact_distributions_is_the_ground_state_of_hydrogen() {
        assertThat(HydrogenEnergy.of(exact("vqe-h2-z"), exact("vqe-h2-x")))
                .isCloseTo(HydrogenEnergy.GROUND_STATE, within(1e-6));
    }

    /** So many shots that the counts are the probabilities. */
    private static CircuitResult exact(String name) {
        var example =
                EXAMPLES.stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        var distribution = (Expectation.Distribution) example.expectation();
        var counts = new TreeMap<String, Long>();
        distribution.probabilities().forEach((bits, p) -> counts.put(bits, Math.round(p * 1e12)));
        return counts(counts);
    }

    private static CircuitResult counts(Map<String, Long> counts) {
        return new CircuitResult(
                0,
                counts.values().stream().mapToLong(Long::longValue).sum(),
                2,
                new TreeMap<>(counts),
                List.of(),
                "state-vector",
                "1",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "");
    }
}
