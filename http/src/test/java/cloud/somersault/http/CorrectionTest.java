package cloud.somersault.http;

import static cloud.somersault.http.TestServer.bell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts without the errors of their readout, asked for over the door. */
class CorrectionTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();

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

    @Test
    void a_bell_pair_agrees_more_often_without_the_errors_of_its_readout() {
        var id = server.run(bell("wukong"));

        var answer = server.get("/v1/jobs/" + id + "/corrected");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(DOCUMENT.differences(DOCUMENT.schema("getCorrected", "200"), answer.json()))
                .isEmpty();
        var corrected = answer.json().path("probabilities");
        double sum = 0;
        for (var probability : corrected) {
            sum += probability.asDouble();
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        var counts = server.get("/v1/jobs/" + id + "/result").json().at("/results/0/counts");
        assertThat(agreeing(corrected)).isGreaterThan(agreeing(counts) / 1000 + 0.02);
    }

    @Test
    void what_depends_on_a_measurement_is_not_corrected_and_says_so() {
        var id =
                server.run(
                        """
                        {"target":"wukong","shots":100,"seed":1,"program":"OPENQASM 3.0; include \\"stdgates.inc\\"; qubit q; bit[2] c; h q; c[0] = measure q; if (c[0]) { x q; } c[1] = measure q;"}\
                        """);

        var answer = server.get("/v1/jobs/" + id + "/corrected").json();

        assertThat(answer.has("probabilities")).isFalse();
        assertThat(answer.path("reason").asText()).contains("depends on what it measured before");
    }

    @Test
    void an_ideal_readout_has_nothing_to_correct() {
        var id = server.run(bell("ideal"));

        var answer = server.get("/v1/jobs/" + id + "/corrected");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").asText()).isEqualTo("no-calibration");
        assertThat(server.get("/v1/jobs/" + id + "/corrected?circuit=1").status()).isEqualTo(404);
    }

    private static double agreeing(JsonNode byOutcome) {
        return byOutcome.path("00").asDouble() + byOutcome.path("11").asDouble();
    }
}
