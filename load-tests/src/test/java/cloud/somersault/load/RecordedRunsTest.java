package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.examples.Expectation;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Programs that ran on the real chip, sent to its twin as they were sent to the cloud of the chip.
 * The twin knows nothing but the calibration published three days earlier, and nothing is tuned.
 */
@Execution(ExecutionMode.CONCURRENT)
class RecordedRunsTest {
    /**
     * Two draws of 1000 shots of the same distribution lie about 0.015 apart; the rest is what the
     * chip did differently from its published figures.
     */
    private static final double MEAN_DISTANCE_MAX = 0.030;

    /** Each run is drawn several times, so that the mean says more of the twin than of the dice. */
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L);

    @Test
    void the_twin_gives_what_the_chip_gave() throws IOException {
        var runs = recorded().path("runs");
        double sum = 0;
        var report = new StringBuilder();
        var cloud = OneServer.get().cloud();
        for (var run : runs) {
            double distance =
                    SEEDS.stream()
                            .mapToDouble(seed -> distance(cloud, run, seed))
                            .average()
                            .orElseThrow();
            sum += distance;
            report.append("%n%-20s %.4f".formatted(run.path("name").asText(), distance));
        }

        assertThat(runs).hasSizeGreaterThanOrEqualTo(11);
        System.out.printf("mean distance %.4f%s%n", sum / runs.size(), report);
        assertThat(sum / runs.size()).as("mean distance%s", report).isLessThan(MEAN_DISTANCE_MAX);
    }

    private static double distance(Cloud cloud, JsonNode run, long seed) {
        var job = Json.object();
        job.put("target", "wukong");
        job.put("shots", run.path("shots").asLong());
        job.put("seed", seed);
        job.put("program", run.path("program").asText());
        var accepted = cloud.submit(job, Optional.empty(), Optional.empty());
        var ended = cloud.await(accepted.id(), Duration.ofMinutes(1), _ -> {});
        assertThat(ended.phase()).as("%s", ended).isEqualTo("completed");

        var real = new TreeMap<String, Double>();
        run.path("counts")
                .properties()
                .forEach(count ->
                        real.put(
                                count.getKey(),
                                count.getValue().asDouble() / run.path("shots").asLong()));
        return Expectation.distance(cloud.result(ended.id()).results().getFirst(), real);
    }

    private static JsonNode recorded() throws IOException {
        try (var in = RecordedRunsTest.class.getResourceAsStream("/recorded-runs.json")) {
            assertThat(in).isNotNull();
            return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).orElseThrow();
        }
    }
}
