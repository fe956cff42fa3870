package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.ChipData;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A chip that drifts, over HTTP: the same program, and what is known of the chip, days apart. */
@TestMethodOrder(OrderAnnotation.class)
class DriftTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();
    private static final double TWO_DAYS_SECONDS = 172_800;

    /** Waits between pulses, so that detuning shows. */
    private static final String RAMSEY =
            """
            {"target": "wukong", "shots": 2000, "seed": 5, "program": "OPENQASM 3.0;\\ninclude \\"stdgates.inc\\";\\nbit[2] c;\\nsx $8;\\nsx $40;\\ndelay[2us] $8, $40;\\nrz(pi/2) $8;\\nrz(pi/2) $40;\\nsx $8;\\nsx $40;\\nc[0] = measure $8;\\nc[1] = measure $40;\\n"}
            """;

    @TempDir private static Path folder;
    private static TestServer server;
    private static String early;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
        early = server.run(RAMSEY);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void a_clock_that_nobody_moves_stands_at_second_0_when_the_first_figures_were_measured() {
        var clock = server.get("/v1/chips/wukong/clock").json();
        assertThat(clock.get("virtualSeconds").asDouble()).isZero();
        assertThat(clock.get("rate").asDouble()).isZero();
        assertThat(clock.get("virtualTime").asText())
                .isEqualTo(ChipData.wukong().measuredAt().toString());
    }

    @Test
    @Order(2)
    void at_second_0_the_truth_is_what_is_known() {
        var truth = server.get("/v1/jobs/" + early + "/truth").json();
        var first = truth.get("qubits").get(0);
        var known = ChipData.wukong().snapshot(1).qubitFigures(1).orElseThrow();
        assertThat(first.get("id").asInt()).isEqualTo(1);
        assertThat(first.get("t1Seconds").asDouble()).isEqualTo(known.t1Seconds());
        assertThat(numbers(truth.get("qubits"), "detuningHz")).containsOnly(0.0);
        assertThat(numbers(truth.get("couplers"), "zzHz")).containsOnly(0.0);
    }

    @Test
    @Order(3)
    void two_days_later_the_chip_is_another_one_and_known_as_before() {
        var known = server.get("/v1/chips/wukong/calibration").json();
        var clock = server.post("/v1/chips/wukong/clock", "{\"advanceSeconds\": 172800}").json();
        assertThat(clock.get("virtualSeconds").asDouble()).isEqualTo(TWO_DAYS_SECONDS);
        assertThat(DOCUMENT.differences(DOCUMENT.schema("Clock"), clock)).isEmpty();

        var late = server.run(RAMSEY);
        assertThat(digest(late)).isNotEqualTo(digest(early));
        assertThat(server.get("/v1/chips/wukong/calibration").json()).isEqualTo(known);
        assertThat(server.get("/v1/jobs/" + late + "/calibration").json()).isEqualTo(known);

        var truth = server.get("/v1/jobs/" + late + "/truth").json();
        assertThat(DOCUMENT.differences(DOCUMENT.schema("JobTruth"), truth)).isEmpty();
        assertThat(truth.at("/truth/virtualSeconds").asDouble()).isEqualTo(TWO_DAYS_SECONDS);
        assertThat(numbers(truth.get("qubits"), "detuningHz")).doesNotContain(0.0);
    }

    @Test
    @Order(4)
    void a_job_from_before_replays_to_its_counts_and_keeps_its_truth() {
        var replay = server.post("/v1/jobs/" + early + "/replays", "").json();
        assertThat(replay.get("equal").asBoolean()).isTrue();
        var truth = server.get("/v1/jobs/" + early + "/truth").json();
        assertThat(truth.at("/truth/virtualSeconds").asDouble()).isZero();
    }

    @Test
    @Order(5)
    void a_clock_runs_when_it_is_told_to_and_stops_again() {
        var running = server.post("/v1/chips/wukong/clock", "{\"rate\": 1000000}").json();
        assertThat(running.get("rate").asDouble()).isEqualTo(1e6);
        var stopped = server.post("/v1/chips/wukong/clock", "{\"rate\": 0}").json();
        assertThat(stopped.get("virtualSeconds").asDouble()).isGreaterThan(TWO_DAYS_SECONDS);
        assertThat(server.get("/v1/chips/wukong/clock").json()).isEqualTo(stopped);
    }

    @Test
    @Order(6)
    void what_no_clock_does_is_refused() {
        for (var body :
                List.of(
                        "{}",
                        "{\"advanceSeconds\": -1}",
                        "{\"advanceSeconds\": 1e300}",
                        "{\"advanceSeconds\": 3.2e10}",
                        "{\"rate\": -1}",
                        "{\"rate\": \"fast\"}",
                        "{\"speed\": 1}")) {
            assertThat(server.post("/v1/chips/wukong/clock", body).status())
                    .as(body)
                    .isEqualTo(422);
        }
        assertThat(server.get("/v1/chips/moon/clock").code()).isEqualTo("chip-not-found");
        assertThat(server.get("/v1/jobs/nobody/truth").code()).isEqualTo("job-not-found");
    }

    private static String digest(String job) {
        return server.get("/v1/jobs/" + job + "/result").json().get("digest").asText();
    }

    private static List<Double> numbers(JsonNode rows, String name) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get(name).asDouble())
                .toList();
    }
}
