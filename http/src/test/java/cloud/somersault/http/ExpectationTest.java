package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.http.TestServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expectation values, asked for over the door; what must come out is known in closed form. */
class ExpectationTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();
    private static final String HEADER = "OPENQASM 3.0; include \\\"stdgates.inc\\\"; ";

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
    void a_bell_pair_has_the_correlations_of_a_bell_pair() {
        var answer =
                expectations(
                        """
                        {"target":"ideal","shots":4000,"seed":7,"program":"%squbit[2] q; h q[0]; cx q[0], q[1];",
                         "observables":["Z0 Z1","X0 X1","Y0 Y1","Z0",
                          {"name":"energy","terms":[{"pauli":"I","coefficient":2},{"pauli":"Z0 Z1"},{"pauli":"X0 X1","coefficient":-0.5}]}]}\
                        """
                                .formatted(HEADER));

        assertThat(DOCUMENT.differences(DOCUMENT.schema("getExpectations", "200"), answer.json()))
                .isEmpty();
        assertThat(value(answer, 0)).isEqualTo(1);
        assertThat(value(answer, 1)).isEqualTo(1);
        assertThat(value(answer, 2)).isEqualTo(-1);
        double error = answer.json().at("/expectations/3/standardError").asDouble();
        assertThat(error).isCloseTo(1 / Math.sqrt(4000), within(1e-4));
        assertThat(value(answer, 3)).isCloseTo(0, within(6 * error));
        assertThat(value(answer, 4)).isEqualTo(2.5);
        assertThat(answer.json().at("/expectations/4/name").asText()).isEqualTo("energy");
    }

    @Test
    void one_program_with_many_bindings_gives_a_value_for_each() {
        var answer =
                expectations(
                        """
                        {"target":"ideal","shots":20000,"seed":3,"program":"%sinput float theta; qubit q; ry(theta) q;",
                         "bindings":[{"theta":0},{"theta":0.5},{"theta":1.5707963267948966},{"theta":3.141592653589793}],
                         "observables":["Z0","X0"]}\
                        """
                                .formatted(HEADER));

        double[] angles = {0, 0.5, Math.PI / 2, Math.PI};
        for (int binding = 0; binding < angles.length; binding++) {
            assertThat(answer.json().at("/expectations/" + 2 * binding + "/program").asInt())
                    .isEqualTo(binding);
            assertThat(value(answer, 2 * binding))
                    .isCloseTo(Math.cos(angles[binding]), within(0.04));
            assertThat(value(answer, 2 * binding + 1))
                    .isCloseTo(Math.sin(angles[binding]), within(0.04));
        }
    }

    @Test
    void on_the_chip_noise_takes_something_away_and_a_replay_gives_the_same_counts() {
        var id =
                server.run(
                        """
                        {"target":"wukong","shots":2000,"seed":7,"program":"%squbit[2] q; h q[0]; cx q[0], q[1];",
                         "observables":["Z0 Z1","X0 X1"]}\
                        """
                                .formatted(HEADER));
        var answer = server.get("/v1/jobs/" + id + "/expectations");

        assertThat(value(answer, 0)).isBetween(0.3, 0.99);
        assertThat(value(answer, 1)).isBetween(0.3, 0.99);
        assertThat(server.post("/v1/jobs/" + id + "/replays", "").json().path("equal").asBoolean())
                .isTrue();
    }

    @Test
    void what_can_not_be_observed_is_refused_by_the_name_of_its_field() {
        refused("\"observables\":[\"Z0 Z5\"]", "h q[0];", "out-of-range", "observables[0]");
        refused("\"observables\":[\"Q0\"]", "h q[0];", "out-of-range", "observables[0]");
        refused(
                "\"observables\":[{\"terms\":[{\"pauli\":\"Z0\",\"weight\":1}]}]",
                "h q[0];",
                "unknown-field",
                "observables[0].terms[0].weight");
        refused("\"observables\":[]", "h q[0];", "out-of-range", "observables");
        refused("\"observables\":[\"Z0\"]", "bit c; c = measure q[0];", "out-of-range", "program");
        refused("\"bindings\":[{\"theta\":\"a\"}]", "h q[0];", "wrong-type", "bindings[0].theta");
        // A mistake in the program has its line and column, as without observables.
        var wrong = submit("\"observables\":[\"Z0\"]", "hh q[0];");
        assertThat(wrong.json().at("/diagnostics/0/line").asInt()).isEqualTo(1);
    }

    @Test
    void a_job_without_observables_has_no_expectations() {
        var id = server.run(TestServer.bell("ideal"));

        var answer = server.get("/v1/jobs/" + id + "/expectations");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").asText()).isEqualTo("no-observables");
    }

    private static void refused(String more, String program, String code, String field) {
        var answer = submit(more, program);
        assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
        assertThat(answer.json().path("code").asText()).as(answer.text()).isEqualTo(code);
        assertThat(answer.json().path("field").asText()).as(answer.text()).isEqualTo(field);
    }

    private static Answer submit(String more, String program) {
        return server.post(
                "/v1/jobs",
                "{\"target\":\"ideal\",\"shots\":10,\"seed\":1,\"program\":\"%squbit[2] q; %s\",%s}"
                        .formatted(HEADER, program, more));
    }

    private static Answer expectations(String body) {
        return server.get("/v1/jobs/" + server.run(body) + "/expectations");
    }

    private static double value(Answer answer, int index) {
        return answer.json().at("/expectations/" + index + "/value").asDouble();
    }
}
