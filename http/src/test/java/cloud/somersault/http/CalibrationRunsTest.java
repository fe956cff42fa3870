package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.http.TestServer.Answer;
import cloud.somersault.job.ExperimentJob;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calibrations by experiments over the real door, run as jobs by the real engines. */
class CalibrationRunsTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();
    private static final String CHIP = "/v1/chips/wukong";
    private static final String RUNS = CHIP + "/calibration-runs";
    private static final double ROUNDING_SECONDS = 1e-9;
    private static final Duration WITHIN = Duration.ofMinutes(3);

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode check(String operationId, int status, Answer answer) {
        assertThat(answer.status()).as(operationId + " " + answer.text()).isEqualTo(status);
        assertThat(
                        DOCUMENT.differences(
                                DOCUMENT.schema(operationId, Integer.toString(status)),
                                answer.json()))
                .as(operationId)
                .isEmpty();
        return answer.json();
    }

    private static JsonNode await(long number) throws InterruptedException {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (true) {
            var report = check("getCalibrationRun", 200, server.get(RUNS + "/" + number));
            if (!report.at("/run/phase").asText().equals("running")) {
                return report;
            }
            assertThat(System.nanoTime()).as("patience").isLessThan(end_ns);
            Thread.sleep(100);
        }
    }

    @Test
    void a_region_is_calibrated_and_published_with_errors_and_the_experiments_can_be_read()
            throws Exception {
        var answer = server.post(RUNS, "{\"couplers\":[\"8-2\"],\"nodes\":[\"cz-phase\"]}");
        var begun = check("startCalibration", 202, answer);
        long number = begun.get("number").asLong();
        assertThat(answer.header("Location")).isEqualTo(RUNS + "/" + number);
        var report = await(number);
        assertThat(report.at("/run/phase").asText()).isEqualTo("finished");
        var measured = report.at("/events/0/data");
        assertThat(measured.get("event").asText()).isEqualTo("experiments-measured");
        assertThat(measured.at("/reports/0/finding/figures/readOneGivenOne/error").asDouble())
                .isPositive();
        assertThat(server.get("/v1/jobs/" + measured.get("jobId").asText()).json().get("phase"))
                .as("the experiment was a job")
                .hasToString("\"completed\"");
        long version = report.at("/run/version").asLong();
        var published = server.get(CHIP + "/calibration?version=" + version).json();
        assertThat(published.get("controls").isObject()).isTrue();
        assertThat(published.at("/qubits/2/errors/readOneGivenOne/standardError").asDouble())
                .isPositive();
        check("listCalibrationRuns", 200, server.get(RUNS));

        var metrics = check("getChipMetrics", 200, server.get(CHIP + "/metrics"));
        assertThat(metrics.at("/chipSeconds/requested").asDouble()).isPositive();
        assertThat(metrics.at("/qubits/inService").asInt()).isBetween(60, 63);
        assertThat(metrics.at("/heldQubits")).as("nothing runs any more").isEmpty();
    }

    @Test
    void the_time_that_jobs_take_of_the_chip_is_counted_when_they_are_done() throws Exception {
        double before = server.get(CHIP + "/metrics").json().at("/chipSeconds/jobs").asDouble();
        server.run(
                "{\"target\":\"wukong\",\"shots\":100,\"program\":\"OPENQASM 3.0;"
                        + "include \\\"stdgates.inc\\\"; bit c; x $56; c = measure $56;\"}");
        double period =
                server.get(CHIP + "/calibration")
                        .json()
                        .at("/durations/shotPeriodSeconds")
                        .asDouble();
        assertThat(server.get(CHIP + "/metrics").json().at("/chipSeconds/jobs").asDouble() - before)
                .isCloseTo(100 * period, within(ROUNDING_SECONDS));
    }

    @Test
    void nobody_else_may_be_the_tenant_of_the_chips() {
        var refused = server.post("/v1/jobs", "{}", "Somersault-Tenant", ExperimentJob.TENANT);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("the chips' own");
    }

    @Test
    void what_cannot_be_calibrated_is_refused_in_words() {
        assertThat(server.post(RUNS, "{\"qubits\":[0]}").code()).isEqualTo("part-not-working");
        assertThat(server.post(RUNS, "{\"qubits\":[1],\"nodes\":[\"cz-phase\"]}").code())
                .isEqualTo("nothing-to-calibrate");
        assertThat(server.post(RUNS, "{\"nodes\":[\"flux\"]}").code()).isEqualTo("out-of-range");
        assertThat(server.post(RUNS + "/999/cancel", "").code()).isEqualTo("calibration-not-found");
        assertThat(server.get(RUNS + "/999").code()).isEqualTo("calibration-not-found");
    }

    @Test
    void automatic_calibration_is_off_until_it_is_switched_on() {
        var off =
                check("getAutomaticCalibration", 200, server.get(CHIP + "/automatic-calibration"));
        assertThat(off.get("enabled").asBoolean()).isFalse();
        var same =
                check(
                        "switchAutomaticCalibration",
                        200,
                        server.post(CHIP + "/automatic-calibration", "{\"enabled\":false}"));
        assertThat(same.get("enabled").asBoolean()).isFalse();
        assertThat(server.post(CHIP + "/automatic-calibration", "{}").code())
                .isEqualTo("missing-field");
    }
}
