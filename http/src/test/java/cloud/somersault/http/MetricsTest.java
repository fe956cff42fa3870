package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server at work says of itself, and whether the dashboard asks for what there is. */
class MetricsTest {
    private static final String BELL =
            "OPENQASM 3.0;\\ninclude \\\"stdgates.inc\\\";\\nqubit[2] q;\\nbit[2] c;\\nh q[0];\\n"
                    + "cx q[0], q[1];\\nc = measure q;\\n";

    @TempDir private static Path folder;
    private static TestServer server;
    private static String metrics;

    @BeforeAll
    static void work() throws Exception {
        server = TestServer.start(folder);
        server.run(job("ideal", BELL));
        server.run(job("wukong", BELL));
        assertThat(server.post("/v1/jobs", job("ideal", "nonsense")).status()).isEqualTo(422);
        long patience = System.nanoTime() + 30_000_000_000L;
        do {
            metrics = server.get("/metrics").text();
        } while (!watched(metrics) && System.nanoTime() < patience);
    }

    /** Whether both that are asked every few seconds have answered: the shards and the queue. */
    private static boolean watched(String metrics) {
        return metrics.contains("somersault_entities{")
                && metrics.contains("somersault_queue_running_seconds{");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String job(String target, String program) {
        return "{\"target\":\"%s\",\"shots\":100,\"program\":\"%s\"}".formatted(target, program);
    }

    private static double value(String line) {
        return metrics.lines()
                .filter(one -> one.startsWith(line + " "))
                .mapToDouble(one -> Double.parseDouble(one.substring(line.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + line + " in\n" + metrics));
    }

    @Test
    void accepted_and_ended_jobs_are_counted_by_target() {
        assertThat(value("somersault_jobs_accepted_total{target=\"ideal\"}")).isEqualTo(1);
        assertThat(value("somersault_jobs_accepted_total{target=\"wukong\"}")).isEqualTo(1);
        assertThat(
                        value(
                                "somersault_jobs_ended_seconds_count{phase=\"completed\","
                                        + "target=\"ideal\"}"))
                .isEqualTo(1);
    }

    @Test
    void what_was_turned_away_is_counted_with_its_reason() {
        assertThat(value("somersault_jobs_turned_away_total{why=\"program\"}")).isEqualTo(1);
    }

    /** 100 shots, one every 200 microseconds, is what the chip's data file says. */
    @Test
    void the_time_that_the_chip_was_needed_is_shots_times_the_shot_period() {
        double period =
                server.get("/v1/chips/wukong/calibration")
                        .json()
                        .path("durations")
                        .path("shotPeriodSeconds")
                        .asDouble();
        assertThat(value("somersault_chip_seconds_total{chip=\"wukong\"}")).isEqualTo(100 * period);
    }

    @Test
    void commits_and_their_sizes_are_measured() {
        assertThat(value("somersault_journal_commit_seconds_count")).isGreaterThan(4);
        assertThat(value("somersault_journal_commit_writes_sum"))
                .isGreaterThanOrEqualTo(value("somersault_journal_commit_writes_count"));
    }

    @Test
    void every_request_is_counted_under_its_operation_and_status() {
        assertThat(
                        value(
                                "somersault_http_requests_seconds_count{operation=\"submitJob\","
                                        + "status=\"202\"}"))
                .isEqualTo(2);
    }

    @Test
    void the_dashboard_asks_only_for_what_there_is() throws IOException {
        var root = Path.of(System.getProperty("somersault.root", ".."));
        var dashboard = Files.readString(root.resolve("docs/grafana-dashboard.json"));
        var asked =
                Pattern.compile("(somersault|jvm|process)_[a-z_]+")
                        .matcher(dashboard)
                        .results()
                        .map(match -> match.group())
                        .collect(Collectors.toCollection(TreeSet::new));
        var there =
                metrics.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.replaceAll("[{ ].*", ""))
                        .collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(12);
        assertThat(there).containsAll(asked);
    }
}
