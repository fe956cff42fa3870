package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.qpy.NumpyArray;
import cloud.somersault.http.RawExchange.Answer;
import cloud.somersault.http.door.Unpacking;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Submissions as Qiskit's client makes them: circuits in QPY, values in arrays of NumPy, and
 * results in the form that its decoder takes. The bodies are made of the QPY files of the module
 * circuits, packed as {@code RuntimeEncoder} does it.
 */
class IbmQpyTest {
    private static final String HEADERS =
            "Host: 127.0.0.1:8080\nAuthorization: apikey k1\nService-CRN: crn:v1:x\n"
                    + "IBM-API-Version: 2025-05-01\nContent-Type: application/json";

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
    void a_sampler_gives_an_array_of_bits_for_each_register() {
        var results = results(submitted("sampler-bell"));
        assertThat(type(results)).isEqualTo("PrimitiveResult");
        var pub = results.at("/__value__/pub_results/0");
        assertThat(type(pub)).isEqualTo("SamplerPubResult");
        var data = pub.at("/__value__/data");
        assertThat(type(data)).isEqualTo("DataBin");
        assertThat(data.at("/__value__/field_names")).isEqualTo(Json.readOwn("[\"meas\"]"));
        assertThat(data.at("/__value__/shape")).isEmpty();
        var bits = data.at("/__value__/fields/meas");
        assertThat(type(bits)).isEqualTo("BitArray");
        assertThat(bits.at("/__value__/num_bits").asInt()).isEqualTo(2);
        var array = array(bits.at("/__value__/array"));
        assertThat(array.shape()).containsExactly(1000, 1);
        assertThat(array.values()).contains(0.0, 3.0).allMatch(one -> one == 0 || one == 3);
    }

    @Test
    void values_in_an_array_are_taken_row_by_row_in_the_order_of_the_clients_parameters() {
        var data =
                results(submitted("sampler-turned"))
                        .at("/__value__/pub_results/0/__value__/data/__value__");
        assertThat(data.get("shape")).isEqualTo(Json.readOwn("[2]"));
        var array = array(data.at("/fields/c/__value__/array"));
        assertThat(array.shape()).containsExactly(2, 100, 1);
        // All angles 0; then pi about X on the first qubit, and pi about Y and 2 pi about X on the
        // other: both are 1.
        assertThat(array.values().subList(0, 100)).containsOnly(0.0);
        assertThat(array.values().subList(100, 200)).containsOnly(3.0);
    }

    @Test
    void an_estimator_puts_observables_and_values_together_as_numpy_does() {
        var pub = results(submitted("estimator-turned")).at("/__value__/pub_results/0");
        assertThat(type(pub)).isEqualTo("PubResult");
        var data = pub.at("/__value__/data/__value__");
        assertThat(data.get("shape")).isEqualTo(Json.readOwn("[2,3]"));
        var values = array(data.at("/fields/evs"));
        var errors = array(data.at("/fields/stds"));
        assertThat(values.shape()).containsExactly(2, 3);
        assertThat(errors.shape()).containsExactly(2, 3);
        var rows = List.of(row(0.7, -1.25, 0.5), row(0.2, 0.3, 0.4), row(1, 0, 2));
        for (int i = 0; i < rows.size(); i++) {
            // Turned about Y and then about X: <Z> is the product of the cosines.
            double second =
                    Math.cos(rows.get(i)[0])
                            * Math.cos(Math.sin(rows.get(i)[1]) + 2 * rows.get(i)[2]);
            double first = 0.5 + 2 * Math.cos(rows.get(i)[2]);
            // 2500 shots: more than six standard errors would be a mistake.
            assertThat(values.values().get(i)).isCloseTo(second, within(0.12));
            assertThat(values.values().get(3 + i)).isCloseTo(first, within(0.24));
            assertThat(errors.values().get(i)).isLessThan(0.021);
        }
    }

    private static double[] row(double second, double tenth, double theta) {
        return new double[] {second, tenth, theta};
    }

    @Test
    void a_session_takes_circuits_in_qpy_and_a_chip_runs_them() {
        var opened =
                post(
                        "/api/v1/sessions",
                        "{\"mode\":\"dedicated\",\"backend\":\"wukong\",\"max_ttl\":60}");
        var body = body("sampler-bell").put("backend", "wukong");
        body.put("session_id", opened.json().get("id").asText());
        var answer = post("/api/v1/jobs", body.toString());
        assertThat(answer.json().get("session_id")).isEqualTo(opened.json().get("id"));
        var bits =
                results(answer.json().get("id").asText())
                        .at("/__value__/pub_results/0/__value__/data/__value__/fields/meas");
        var array = array(bits.at("/__value__/array"));
        assertThat(array.shape()).containsExactly(1000, 1);
        // The chip's noise is known to leave far more than half of the shots correlated.
        assertThat(array.values().stream().filter(one -> one == 0 || one == 3).count())
                .isGreaterThan(600);
    }

    @Test
    void a_circuit_that_can_not_be_read_is_refused_with_its_reason() {
        var broken = body("sampler-bell");
        ((ObjectNode) broken.at("/params/pubs/0/0")).put("__value__", "!");
        assertThat(refusal(broken)).contains("Base64");
        ((ObjectNode) broken.at("/params/pubs/0/0")).put("__value__", "aGVsbG8=");
        assertThat(refusal(broken)).contains("unpacked");
        // The zlib stream of "PISKIT".
        ((ObjectNode) broken.at("/params/pubs/0/0")).put("__value__", "eJwL8Az29gwBAAZmAdU=");
        assertThat(refusal(broken)).contains("QISKIT");
        var few = body("sampler-turned");
        ((com.fasterxml.jackson.databind.node.ArrayNode) few.at("/params/pubs/0"))
                .set(1, Json.readOwn("[1,2]"));
        assertThat(refusal(few)).contains("has 4 parameters, not 2");
    }

    private static String refusal(JsonNode body) {
        var answer = post("/api/v1/jobs", body.toString());
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        return answer.json().at("/errors/0/message").asText();
    }

    private static String type(JsonNode typed) {
        return typed.path("__type__").asText();
    }

    private static NumpyArray array(JsonNode typed) {
        assertThat(type(typed)).isEqualTo("ndarray");
        return NumpyArray.read(
                Unpacking.zlib(Base64.getDecoder().decode(typed.get("__value__").asText())));
    }

    private static ObjectNode body(String name) {
        try (var stream = IbmQpyTest.class.getResourceAsStream("/ibm/" + name + ".json")) {
            return (ObjectNode)
                    Json.readOwn(
                            new String(
                                    Objects.requireNonNull(stream).readAllBytes(),
                                    StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String submitted(String name) {
        var answer = post("/api/v1/jobs", body(name).toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("id").asText();
    }

    private static JsonNode results(String id) {
        server.get("/v1/jobs/" + id + "/events");
        return send("GET", "/api/v1/jobs/" + id + "/results", "").json();
    }

    private static Answer post(String path, String body) {
        return send("POST", path, body);
    }

    private static Answer send(String method, String path, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return RawExchange.send(
                server.address(),
                "%s %s HTTP/1.1\n%s\nContent-Length: %d\n"
                        .formatted(method, path, HEADERS, bytes.length),
                bytes);
    }
}
