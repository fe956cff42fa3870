package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.RawExchange.Answer;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of IonQ send, and the forms that they read. */
class IonqDoorTest {
    private static final String HEADERS =
            "Host: 127.0.0.1:8080\nAuthorization: apiKey k1\nContent-Type: application/json\n"
                    + "User-Agent: cirq-ionq/1.6.1";

    private static final String BELL =
            "{\"backend\":\"simulator\",\"type\":\"ionq.circuit.v1\",\"lang\":\"json\","
                    + "\"input\":{\"gateset\":\"qis\",\"qubits\":3,\"circuit\":[{\"gate\":\"h\","
                    + "\"target\":0},{\"gate\":\"cnot\",\"control\":0,\"target\":1}]},"
                    + "\"shots\":\"1000\",\"name\":\"bell\",\"metadata\":{\"shots\":\"1000\","
                    + "\"measurement0\":\"m\\u001f0,1\"}}";

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
    void a_job_with_its_shots_as_a_text_gives_probabilities_by_whole_numbers() {
        var id = submit(BELL);
        var job = ended(id);
        assertThat(job.get("status").asText()).isEqualTo("completed");
        assertThat(job.at("/metadata/measurement0").asText()).isEqualTo("m\u001f0,1");
        assertThat(job.at("/metadata/shots")).isEqualTo(Json.readOwn("\"1000\""));
        assertThat(job.at("/stats/qubits").asInt()).isEqualTo(3);
        assertThat(job.get("submitted_at").asText()).matches(".*\\.[0-9]{6}Z");
        var url = job.at("/results/probabilities/url").asText();
        assertThat(url).isEqualTo("/v0.4/jobs/" + id + "/results/probabilities");
        var shares = get(url).json();
        assertThat(shares.properties().stream().map(one -> one.getKey()))
                .containsExactlyInAnyOrder("0", "3");
        assertThat(shares.get("0").asDouble() + shares.get("3").asDouble()).isEqualTo(1);
    }

    @Test
    void qubit_0_is_the_least_significant_bit() {
        var id =
                submit(
                        BELL.replace("{\"gate\":\"h\",\"target\":0},", "")
                                .replace("cnot", "x")
                                .replace("\"control\":0,\"target\":1", "\"target\":2"));
        ended(id);
        assertThat(get("/v0.4/jobs/" + id + "/results/probabilities").json().get("4").asDouble())
                .isEqualTo(1);
    }

    @Test
    void the_older_version_says_target_and_body() {
        var body =
                "{\"target\":\"qpu\",\"shots\":200,\"name\":\"old\",\"lang\":\"json\",\"body\":"
                        + "{\"qubits\":2,\"circuit\":[{\"gate\":\"h\",\"targets\":[0]},{\"gate\":"
                        + "\"x\",\"targets\":[1],\"controls\":[0]}]},\"metadata\":{\"a\":\"b\"}}";
        var id = post("/v0.3/jobs", body).json().get("id").asText();
        server.get("/v1/jobs/" + id + "/events");
        var job = get("/v0.3/jobs/" + id).json();
        assertThat(job.get("target").asText()).isEqualTo("qpu");
        assertThat(job.get("qubits").asInt()).isEqualTo(2);
        var shares = get("/v0.3/jobs/" + id + "/results").json();
        assertThat(shares.path("0").asDouble() + shares.path("3").asDouble()).isGreaterThan(0.7);
    }

    @Test
    void many_circuits_are_one_job_with_a_child_for_each() {
        var body =
                "{\"backend\":\"simulator\",\"type\":\"ionq.multi-circuit.v1\",\"shots\":100,"
                        + "\"input\":{\"gateset\":\"qis\",\"qubits\":1,\"circuits\":[{\"circuit\":"
                        + "[{\"gate\":\"x\",\"target\":0}]},{\"circuit\":[{\"gate\":\"z\",\"target\":0}]}]}}";
        var id = submit(body);
        var children = ended(id).get("child_job_ids");
        assertThat(children).hasSize(2);
        assertThat(probability(children.get(0).asText(), "1")).isEqualTo(1);
        assertThat(probability(children.get(1).asText(), "0")).isEqualTo(1);
        assertThat(get("/v0.4/jobs/" + id + "/results/probabilities").json()).hasSize(2);
        assertThat(get("/v0.4/jobs/" + id + "-2").status()).isEqualTo(404);
    }

    /** Closed forms: an angle of half a turn or a quarter, and what is read after it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"gate":"gpi","phase":0.3,"target":0} | 1 | 1
                    {"gate":"gpi2","phase":0,"target":0},{"gate":"gpi2","phase":0,"target":0} | 1 | 1
                    {"gate":"gpi2","phase":0,"target":0},{"gate":"gpi2","phase":0.5,"target":0} | 0 | 1
                    {"gate":"ms","phases":[0,0],"angle":0.25,"targets":[0,1]},{"gate":"ms","phases":[0,0],"angle":0.25,"targets":[0,1]} | 3 | 1
                    {"gate":"ms","phases":[0.1,0.2],"angle":0.5,"targets":[0,1]} | 3 | 1
                    {"gate":"zz","angle":0.25,"targets":[0,1]} | 0 | 1
                    """)
    void native_gates_do_what_their_formulas_say(String gates, String key, double share) {
        var id =
                submit(
                        "{\"backend\":\"simulator\",\"shots\":50,\"input\":{\"gateset\":\"native\","
                                + "\"qubits\":2,\"circuit\":["
                                + gates
                                + "]}}");
        ended(id);
        assertThat(probability(id, key)).isEqualTo(share);
    }

    @Test
    void every_abstract_gate_is_undone_by_its_inverse() {
        var gates = new StringBuilder();
        for (var pair : List.of("x x", "y y", "z z", "h h", "s si", "v vi", "t ti", "not not")) {
            for (var name : pair.split(" ")) {
                gates.append("{\"gate\":\"").append(name).append("\",\"target\":0},");
            }
        }
        for (var name : List.of("rx", "ry", "rz")) {
            for (var angle : List.of("0.7", "-0.7")) {
                gates.append(
                        "{\"gate\":\"%s\",\"rotation\":%s,\"target\":1},".formatted(name, angle));
            }
        }
        for (var name : List.of("xx", "yy", "zz")) {
            for (var angle : List.of("0.7", "-0.7")) {
                gates.append(
                        "{\"gate\":\"%s\",\"rotation\":%s,\"targets\":[0,1]},"
                                .formatted(name, angle));
            }
        }
        gates.append("{\"gate\":\"swap\",\"targets\":[0,1]}");
        var id =
                submit(
                        "{\"backend\":\"simulator\",\"shots\":50,\"input\":{\"qubits\":2,"
                                + "\"circuit\":["
                                + gates
                                + "]}}");
        ended(id);
        assertThat(probability(id, "0")).isEqualTo(1);
    }

    @Test
    void backends_and_their_characterization_are_the_chips() {
        var backends = get("/v0.4/backends").json();
        assertThat(backends.valueStream().map(one -> one.get("backend").asText()))
                .contains("simulator", "qpu.wukong");
        var table = get("/v0.4/backends/qpu.wukong/characterizations").json();
        assertThat(table.at("/characterizations/0/qubits").asInt()).isEqualTo(72);
        var now = get("/v0.3/calibrations/current").json();
        assertThat(now.at("/fidelity/2q/median").asDouble()).isBetween(0.5, 1.0);
        assertThat(now.get("connectivity").get(0)).hasSize(2);
        assertThat(get("/v0.4/whoami").json().get("key_id").asText()).startsWith("token-");
    }

    @Test
    void sessions_open_take_jobs_and_end() {
        var session = post("/v0.4/sessions", "{\"backend\":\"simulator\"}").json();
        var id = session.get("id").asText();
        var inIt = BELL.replaceFirst("\\{", "{\"session_id\":\"" + id + "\",");
        assertThat(ended(submit(inIt)).get("session_id").asText()).isEqualTo(id);
        assertThat(post("/v0.4/sessions/" + id + "/end", "").json().get("active").asBoolean())
                .isFalse();
        assertThat(post("/v0.4/jobs", inIt).status()).isGreaterThanOrEqualTo(400).isLessThan(500);
        assertThat(get("/v0.4/sessions/nonsense").status()).isEqualTo(404);
    }

    @Test
    void a_list_has_the_jobs_of_this_key_only() {
        var id = submit(BELL);
        ended(id);
        assertThat(get("/v0.4/jobs").text()).contains(id);
        var others =
                RawExchange.send(
                        server.address(),
                        "GET /v0.4/jobs HTTP/1.1\n" + HEADERS.replace("k1", "k2") + "\n",
                        new byte[0]);
        assertThat(others.json().get("jobs")).isEmpty();
        var job =
                RawExchange.send(
                        server.address(),
                        "GET /v0.4/jobs/" + id + " HTTP/1.1\n" + HEADERS.replace("k1", "k2") + "\n",
                        new byte[0]);
        assertThat(job.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"backend\":\"qpu.other\",\"input\":{\"qubits\":1,\"circuit\":[]}}",
                "{\"input\":{\"qubits\":1,\"circuit\":[{\"gate\":\"u9\",\"target\":0}]}}",
                "{\"input\":{\"qubits\":1,\"circuit\":[{\"gate\":\"x\",\"target\":1}]}}",
                "{\"input\":{\"qubits\":2,\"circuit\":[{\"gate\":\"swap\",\"targets\":[1,1]}]}}",
                "{\"input\":{\"qubits\":1,\"circuit\":[{\"gate\":\"rx\",\"target\":0}]}}",
                "{\"input\":{\"qubits\":-1,\"circuit\":[]}}",
                "{\"dry_run\":true,\"input\":{\"qubits\":1,\"circuit\":[]}}",
                "{\"shots\":\"many\",\"input\":{\"qubits\":1,\"circuit\":[]}}"
            })
    void what_is_refused_is_refused_with_status_code_error_and_message(String body) {
        var answer = post("/v0.4/jobs", body);
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.json().get("statusCode").asInt()).isEqualTo(answer.status());
        assertThat(answer.json().get("message").asText()).isNotEmpty();
    }

    private static double probability(String id, String key) {
        var answer = get("/v0.4/jobs/" + id + "/results/probabilities");
        return answer.json().path(key).asDouble();
    }

    private static String submit(String body) {
        var answer = post("/v0.4/jobs", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("id").asText();
    }

    private static JsonNode ended(String id) {
        server.get("/v1/jobs/" + id + "/events");
        return get("/v0.4/jobs/" + id).json();
    }

    private static Answer get(String path) {
        return RawExchange.send(
                server.address(), "GET " + path + " HTTP/1.1\n" + HEADERS + "\n", new byte[0]);
    }

    private static Answer post(String path, String body) {
        return RawExchange.post(server.address(), path, HEADERS, body);
    }
}
