package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.http.RawExchange.Answer;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of IBM's REST API send, and the forms that they read. */
class IbmDoorTest {
    private static final String HEADERS =
            "Host: 127.0.0.1:8080\nAuthorization: apikey k1\nService-CRN: crn:v1:x\n"
                    + "IBM-API-Version: 2025-05-01\nContent-Type: application/json";

    private static final String BELL =
            "OPENQASM 3.0; include \\\"stdgates.inc\\\"; qubit[2] q; bit[2] c; h q[0]; cx q[0],"
                    + " q[1]; c = measure q;";

    private static final String TURNED =
            "OPENQASM 3.0; include \\\"stdgates.inc\\\"; input float a; input float b; qubit[1] q;"
                    + " bit[1] c; rx(a) q[0]; rz(b) q[0]; c = measure q;";

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
    void a_sampler_gives_a_sample_for_each_shot() {
        var id = submit("sampler", "ideal", "[\"" + BELL + "\",null,1000]");
        var job = ended(id);
        assertThat(job.get("status").asText()).isEqualTo("Completed");
        assertThat(job.at("/state/status").asText()).isEqualTo("Completed");
        var field = get("/api/v1/jobs/" + id + "/results").json().at("/results/0/data/c");
        assertThat(field.get("num_bits").asInt()).isEqualTo(2);
        assertThat(field.get("samples"))
                .hasSize(1000)
                .allMatch(sample -> sample.asText().matches("0x[03]"));
    }

    @Test
    void before_the_end_there_are_no_results() {
        var id = submit("sampler", "wukong", "[\"" + BELL + "\",null,1000]");
        assertThat(get("/api/v1/jobs/" + id + "/results").status()).isIn(204, 200);
        ended(id);
        assertThat(get("/api/v1/jobs/" + id + "/results").status()).isEqualTo(200);
        assertThat(
                        get("/api/v1/jobs/" + id + "/metrics")
                                .json()
                                .at("/timestamps/finished")
                                .isTextual())
                .isTrue();
    }

    @Test
    void parameters_come_by_place_in_rows_or_by_name() {
        for (var values :
                new String[] {
                    "[[3.141592653589793,0],[0,1]]", "{\"a\":[3.141592653589793,0],\"b\":[0,1]}"
                }) {
            var id = submit("sampler", "ideal", "[\"" + TURNED + "\"," + values + ",10]");
            ended(id);
            var samples =
                    get("/api/v1/jobs/" + id + "/results").json().at("/results/0/data/c/samples");
            assertThat(samples).hasSize(20);
            assertThat(samples.get(0).asText()).isEqualTo("0x1");
            assertThat(samples.get(19).asText()).isEqualTo("0x0");
        }
    }

    @Test
    void an_estimator_gives_values_with_their_errors() {
        var id =
                submit(
                        "estimator",
                        "ideal",
                        "[\""
                                + BELL
                                + "\",[{\"ZZ\":1.0},{\"XX\":1.0,\"YY\":0.5},\"IZ\"],null,0.02]");
        ended(id);
        var data = get("/api/v1/jobs/" + id + "/results").json().at("/results/0/data");
        assertThat(data.at("/evs/0").asDouble()).isEqualTo(1);
        assertThat(data.at("/stds/0").asDouble()).isZero();
        assertThat(data.at("/evs/1").asDouble()).isCloseTo(0.5, within(1e-12));
        // Of 2500 shots: more than six standard errors would be a mistake.
        assertThat(data.at("/evs/2").asDouble()).isCloseTo(0, within(0.12));
        assertThat(data.at("/stds/2").asDouble()).isCloseTo(0.02, within(0.001));
    }

    @Test
    void an_estimator_with_one_observable_gives_one_number() {
        var id =
                submit(
                        "estimator",
                        "ideal",
                        "[\"" + TURNED + "\",\"Y\",[-1.5707963267948966,0],0.1]");
        ended(id);
        var data = get("/api/v1/jobs/" + id + "/results").json().at("/results/0/data");
        assertThat(data.get("evs").asDouble()).isEqualTo(1);
    }

    @Test
    void backends_are_told_with_what_clients_require() {
        var devices = get("/api/v1/backends").json().get("devices");
        assertThat(devices.get(0).get("name").asText()).isEqualTo("wukong");
        assertThat(devices.get(0).at("/status/name").asText()).isEqualTo("online");
        var configuration = get("/api/v1/backends/wukong/configuration").json();
        for (var field :
                new String[] {
                    "backend_name",
                    "backend_version",
                    "basis_gates",
                    "conditional",
                    "coords",
                    "coupling_map",
                    "gates",
                    "local",
                    "memory",
                    "n_qubits",
                    "online_date",
                    "u_channel_lo",
                    "max_shots",
                    "supported_features"
                }) {
            assertThat(configuration.has(field)).as(field).isTrue();
        }
        assertThat(configuration.get("n_qubits").asInt()).isEqualTo(72);
        var properties = get("/api/v1/backends/wukong/properties").json();
        assertThat(properties.get("qubits")).hasSize(72);
        assertThat(get("/api/v1/backends/wukong/status").json().get("state").asBoolean()).isTrue();
        assertThat(get("/api/v1/backends/other/status").status()).isEqualTo(404);
    }

    @Test
    void a_session_takes_jobs_until_it_accepts_no_more() {
        var opened =
                post(
                        "/api/v1/sessions",
                        "{\"mode\":\"dedicated\",\"backend\":\"ideal\",\"max_ttl\":60}");
        var id = opened.json().get("id").asText();
        var body =
                "{\"program_id\":\"sampler\",\"backend\":\"ideal\",\"session_id\":\""
                        + id
                        + "\",\"params\":{\"pubs\":[[\""
                        + BELL
                        + "\",null,10]],\"version\":2}}";
        assertThat(post("/api/v1/jobs", body).json().get("session_id").asText()).isEqualTo(id);
        assertThat(send("PATCH", "/api/v1/sessions/" + id, "{\"accepting_jobs\":false}").status())
                .isEqualTo(204);
        assertThat(get("/api/v1/sessions/" + id).json().get("accepting_jobs").asBoolean())
                .isFalse();
        assertThat(post("/api/v1/jobs", body).status()).isBetween(400, 499);
        assertThat(send("DELETE", "/api/v1/sessions/" + id + "/close", "").status()).isEqualTo(204);
        assertThat(get("/api/v1/sessions/" + id).json().get("state").asText()).isEqualTo("closed");
    }

    @Test
    void a_token_has_times_and_stands_for_its_key() {
        var id = submit("sampler", "ideal", "[\"" + BELL + "\",null,10]");
        var answer =
                RawExchange.post(
                        server.address(),
                        "/identity/token",
                        "Host: localhost\nContent-Type: application/x-www-form-urlencoded",
                        "grant_type=urn%3Aibm%3Aparams%3Aoauth%3Agrant-type%3Aapikey&apikey=k1");
        var token = answer.json().get("access_token").asText();
        var claims =
                Json.readOwn(
                        new String(
                                Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                                StandardCharsets.UTF_8));
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(3600);
        var seen =
                RawExchange.send(
                        server.address(),
                        "GET /api/v1/jobs/"
                                + id
                                + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer "
                                + token
                                + "\n",
                        new byte[0]);
        assertThat(seen.status()).isEqualTo(200);
        assertThat(get("/api/v1/jobs").text()).contains(id);
    }

    @Test
    void an_ended_job_is_not_cancelled_and_none_is_deleted() {
        var id = submit("sampler", "ideal", "[\"" + BELL + "\",null,10]");
        ended(id);
        assertThat(post("/api/v1/jobs/" + id + "/cancel", "").status()).isEqualTo(409);
        assertThat(send("DELETE", "/api/v1/jobs/" + id, "").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"program_id\":\"sampler\",\"backend\":\"other\",\"params\":{}}",
                "{\"program_id\":\"other\",\"backend\":\"ideal\",\"params\":{}}",
                "{\"program_id\":\"sampler\",\"backend\":\"ideal\",\"params\":{\"pubs\":[]}}",
                "{\"program_id\":\"sampler\",\"backend\":\"ideal\",\"params\":{\"pubs\":[[{}]]}}",
                "{\"program_id\":\"sampler\",\"backend\":\"ideal\",\"params\":{\"pubs\":[[\"qubit"
                        + " q\"]]}}",
                "{\"program_id\":\"estimator\",\"backend\":\"ideal\",\"params\":{\"pubs\":[[\"qubit"
                        + " q;\",\"Q\"]]}}",
                "{\"program_id\":\"estimator\",\"backend\":\"ideal\",\"params\":{\"pubs\":[[\"qubit"
                        + " q;\",\"ZZ\"]]}}"
            })
    void what_is_refused_is_refused_with_a_list_of_errors(String body) {
        var answer = post("/api/v1/jobs", body);
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.json().at("/errors/0/message").asText()).isNotEmpty();
    }

    private static String submit(String program, String backend, String pub) {
        var answer =
                post(
                        "/api/v1/jobs",
                        "{\"program_id\":\""
                                + program
                                + "\",\"backend\":\""
                                + backend
                                + "\",\"params\":{\"pubs\":["
                                + pub
                                + "],\"version\":2},\"tags\":[\"t\"]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("id").asText();
    }

    private static JsonNode ended(String id) {
        server.get("/v1/jobs/" + id + "/events");
        return get("/api/v1/jobs/" + id).json();
    }

    private static Answer get(String path) {
        return send("GET", path, "");
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
