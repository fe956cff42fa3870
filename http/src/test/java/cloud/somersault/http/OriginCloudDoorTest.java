package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.http.RawExchange.Answer;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of Origin's public cloud were seen to send, sent again, with the traps in it. */
class OriginCloudDoorTest {
    private static final String HEADERS =
            "Host: 127.0.0.1:8642\nAccept: */*\nAuthorization: oqcs_auth=TESTTOKEN/1\n"
                    + "Content-Type: application/json\nConnection: keep-alive\norigin-language: en";

    private static final String CODE =
            "QINIT 2\\nCREG 2\\nH q[0]\\nCNOT q[0],q[1]\\nMEASURE q[0],c[0]\\nMEASURE q[1],c[1]";

    private static final String SUBMIT =
            "{\"apiKey\":\"TESTTOKEN/1\",\"code\":\""
                    + CODE
                    + "\",\"codeLen\":72,\"taskFrom\":4,\"qubitNum\":2,\"classicalbitNum\":2,"
                    + "\"taskName\":\"bell\",\"chipId\":72,\"isAmend\":true,\"mappingFlag\":true,"
                    + "\"circuitOptimization\":true,\"measureType\":1,\"QMachineType\":5,"
                    + "\"shot\":1000}";

    private static final String BATCH =
            "{\"apiKey\":\"TESTTOKEN/1\",\"taskFrom\":4,\"taskName\":\"QPanda Experiment\","
                    + "\"chipId\":72,\"isAmend\":true,\"mappingFlag\":true,"
                    + "\"circuitOptimization\":true,\"qmachineType\":5,\"shot\":1000,\"qprogArr\":[\""
                    + CODE
                    + "\",\""
                    + CODE
                    + "\"]}";

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

    @ParameterizedTest
    @ValueSource(strings = {"/oqcs/task/submitTask.json", "/api/taskApi/submitTask.json"})
    void a_bell_state_goes_in_and_the_answer_has_the_types_that_the_client_insists_on(String path) {
        var taken = post(path, SUBMIT).json();
        assertThat(taken.get("success").isBoolean() && taken.get("success").asBoolean()).isTrue();
        assertThat(taken.get("code").asInt()).isEqualTo(10000);
        var id = taken.at("/obj/taskId").asText();
        assertThat(id).matches("[0-9A-F]{32}");

        var task = finished(id);
        assertThat(task.get("taskState")).isEqualTo(Json.readOwn("\"3\""));
        assertThat(task.get("rQMachineType")).isEqualTo(Json.readOwn("\"5\""));
        assertThat(task.get("measureQubitSize")).isEqualTo(Json.readOwn("[2]"));
        assertThat(task.get("taskResult").isTextual()).isTrue();
        var result = Json.readOwn(task.get("taskResult").asText());
        assertThat(result.get("key")).allMatch(key -> key.asText().matches("0x[0-3]"));
        assertThat(share(result, "0x0") + share(result, "0x3")).isGreaterThan(0.7);
    }

    @Test
    void before_the_end_the_types_are_the_same() {
        var id = submit(SUBMIT);
        var task = detail(id);
        assertThat(task.get("taskState").isTextual()).isTrue();
        assertThat(task.get("rQMachineType").isTextual()).isTrue();
        assertThat(task.get("measureQubitSize").isArray()).isTrue();
        assertThat(task.get("taskResult").isTextual()).isTrue();
        assertThat(task.get("errorMessage").isTextual()).isTrue();
    }

    @Test
    void a_batch_is_one_task_with_a_text_for_each_program() {
        var id = post("/oqcs/batch/submitTask.json", BATCH).json().at("/obj/taskId").asText();
        var task = finishedBatch(id);
        assertThat(task.get("taskId").asText()).isEqualTo(id);
        assertThat(task.get("taskStatus")).isEqualTo(Json.readOwn("\"3\""));
        assertThat(task.get("measureQubitSize")).isEqualTo(Json.readOwn("[2,2]"));
        assertThat(task.get("taskResult")).hasSize(2).allMatch(JsonNode::isTextual);
    }

    @Test
    void flags_may_be_numbers_as_the_python_client_sends_them() {
        var body =
                "{\"apiKey\": \"k\", \"qmachineType\": 5, \"qprogArr\": [\""
                        + CODE
                        + "\"], \"taskFrom\": 4, \"chipId\": 72, \"shot\": 1000, \"isAmend\": 0,"
                        + " \"mappingFlag\": 1, \"circuitOptimization\": 1, \"compileLevel\": 3}";
        assertThat(post("/oqcs/batch/submitTask.json", body).json().get("success").asBoolean())
                .isTrue();
    }

    @Test
    void a_large_batch_comes_packed_with_the_rest_in_a_header() throws IOException {
        var configuration =
                "{\"apiKey\":\"TESTTOKEN/1\",\"taskFrom\":4,\"chipId\":72,\"isAmend\":true,"
                        + "\"mappingFlag\":true,\"circuitOptimization\":true,\"qmachineType\":5,"
                        + "\"shot\":100}";
        var body = "{\"QProg\":[\"" + CODE + "\",\"" + CODE + "\",\"" + CODE + "\"]}";
        var answer =
                RawExchange.postChunked(
                        server.address(),
                        "/oqcs/batch/submitDaTask.json",
                        HEADERS + "\nconfiguration: " + configuration,
                        packed(body.getBytes(StandardCharsets.UTF_8)),
                        100);
        var id = answer.json().at("/obj/taskId").asText();
        assertThat(finishedBatch(id).get("taskResult")).hasSize(3);
    }

    @Test
    void of_names_that_are_there_twice_the_last_counts_and_the_price_is_a_text() {
        var answer =
                post(
                        "/oqcs/task/estimate.json",
                        "{\"apiKey\":\"T\",\"qubitNum\":1,\"shot\":1,\"qprogCount\":2,\"epoch\":1,"
                                + "\"qubitNum\":2,\"shot\":10000}");
        assertThat(answer.json().get("success").asBoolean()).isTrue();
        assertThat(answer.json().get("obj")).isEqualTo(Json.readOwn("\"4.00\""));
    }

    @Test
    void the_live_calibration_is_told_in_its_exact_form() {
        var config = server.get("/api/taskApi/getFullConfig.json?chipId=72").json();
        assertThat(config.get("success").asBoolean()).isTrue();
        assertThat(config.at("/obj/qubitNum").asInt()).isEqualTo(72);
        assertThat(config.at("/obj/adjJSON")).hasSize(72);
        assertThat(config.at("/obj/adjJSON/44/readFidelity").asText())
                .matches("0\\.[0-9]{4}/0\\.[0-9]{4}");
        assertThat(config.at("/obj/adjJSON/44/T1").isTextual()).isTrue();
        assertThat(config.at("/obj/adjJSON/44/name").asInt()).isEqualTo(44);
        assertThat(config.at("/obj/gateJSON").properties())
                .allMatch(gate -> gate.getKey().matches("[0-9]+_[0-9]+"));
        assertThat(config.at("/obj/avgT1").asText()).endsWith(" μs");
    }

    @Test
    void a_full_amplitude_simulator_counts_without_noise() {
        var task = finished(submit(simulator(0, 1, "")));
        assertThat(task.get("rQMachineType").asText()).isEqualTo("0");
        var result = Json.readOwn(task.get("taskResult").asText());
        assertThat(share(result, "0x1") + share(result, "0x2")).isZero();
    }

    @Test
    void probabilities_are_exact() {
        var task = finished(submit(simulator(0, 2, ",\"qubits\":\"0,1\"")));
        var result = Json.readOwn(task.get("taskResult").asText());
        assertThat(share(result, "0x0")).isCloseTo(0.5, within(1e-12));
        assertThat(share(result, "0x3")).isCloseTo(0.5, within(1e-12));
        assertThat(task.get("measureQubitSize")).isEqualTo(Json.readOwn("[2]"));
    }

    @Test
    void partial_and_single_amplitudes_are_exact() {
        var task = finished(submit(simulator(2, 2, ",\"Amplitude\":\"0,3\"")));
        var result = Json.readOwn(task.get("taskResult").asText());
        assertThat(result.get("Key")).hasSize(2);
        assertThat(result.at("/ValueReal/1").asDouble()).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(result.at("/ValueImag/1").asDouble()).isCloseTo(0, within(1e-12));
        var single = finished(submit(simulator(3, 2, ",\"Amplitude\":\"1\"")));
        assertThat(Json.readOwn(single.get("taskResult").asText()).at("/ValueReal/0").asDouble())
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void an_expectation_value_is_exact_on_a_simulator_and_measured_on_the_chip() {
        var observable =
                ",\"qubits\":\"0,1\",\"hamiltonian\":\"{\\\"hamiltonian\\\":[{\\\"pauli_type\\\":"
                        + "[\\\"Z\\\",\\\"Z\\\"],\\\"pauli_param\\\":[0,1],"
                        + "\\\"hamiltonian_param\\\":1.0},{\\\"pauli_type\\\":[\\\"X\\\",\\\"X\\\"],"
                        + "\\\"pauli_param\\\":[0,1],\\\"hamiltonian_param\\\":0.5}]}\"";
        var exact = finished(submit(simulator(0, 3, observable)));
        assertThat(Json.readOwn(exact.get("taskResult").asText()).get("Value").asDouble())
                .isCloseTo(1.5, within(1e-12));
        var body = SUBMIT.replace("\"measureType\":1", "\"measureType\":3" + observable);
        var measured = finished(submit(body));
        assertThat(Json.readOwn(measured.get("taskResult").asText()).get("Value").asDouble())
                .isBetween(0.8, 1.5);
    }

    @Test
    void what_is_refused_is_refused_in_the_body_under_status_200() {
        for (var body :
                List.of(
                        "{",
                        SUBMIT.replace("q[1]", "q[7]"),
                        SUBMIT.replace("\"chipId\":72", "\"chipId\":5"),
                        SUBMIT.replace("1000}", "0}"),
                        SUBMIT.replace("\"code\":\"" + CODE + "\",", ""),
                        simulator(1, 1, ",\"noisemodel\":\"BITFLIP_KRAUS_OPERATOR\""),
                        simulator(2, 2, ",\"Amplitude\":\"4\""),
                        simulator(0, 2, ",\"qubits\":\"a\""),
                        SUBMIT.replace("1000}", "1000,\"isEm\":1,\"qemMethod\":0}"))) {
            var answer = post("/oqcs/task/submitTask.json", body);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("success")).isEqualTo(Json.readOwn("false"));
            assertThat(answer.json().get("message").asText()).isNotEmpty();
            assertThat(answer.json().get("code").isInt()).isTrue();
        }
    }

    @Test
    void a_batch_for_a_simulator_that_comes_without_programs_is_told_why() {
        var body = "{\"apiKey\":\"T\",\"qmachineType\":0,\"shot\":1000,\"taskFrom\":4}";
        assertThat(post("/oqcs/batch/submitTask.json", body).json().get("message").asText())
                .contains("no program");
    }

    @Test
    void sealed_submissions_are_refused_in_words() {
        assertThat(
                        server.get("/oqcs/task/getPublicKeyQpanda.json")
                                .json()
                                .get("success")
                                .asBoolean())
                .isFalse();
        assertThat(post("/oqcs/batch/encryTaskInfoQpadan.json", "{}").json().has("message"))
                .isTrue();
    }

    @Test
    void another_token_sees_nothing_and_no_token_needs_the_id() {
        var id = submit(SUBMIT);
        var other =
                RawExchange.post(
                        server.address(),
                        "/oqcs/task/getTaskDetailForQpanda.json",
                        HEADERS.replace("TESTTOKEN/1", "OTHER/2"),
                        "{\"taskId\":\"" + id + "\"}");
        assertThat(other.json().get("success").asBoolean()).isFalse();
        var none =
                RawExchange.post(
                        server.address(),
                        "/oqcs/batch/taskInfo.json",
                        "Host: localhost\nContent-Type: application/json",
                        "{\"taskId\":\"" + id + "\"}");
        assertThat(none.json().get("success").asBoolean()).isTrue();
    }

    private static String simulator(int machine, int measure, String more) {
        return "{\"apiKey\":\"TESTTOKEN/1\",\"code\":\""
                + CODE
                + "\",\"codeLen\":72,\"taskFrom\":4,\"qubitNum\":2,\"classicalbitNum\":2,"
                + "\"measureType\":"
                + measure
                + ",\"QMachineType\":"
                + machine
                + ",\"shot\":1000"
                + more
                + "}";
    }

    private static String submit(String body) {
        var answer = post("/oqcs/task/submitTask.json", body);
        assertThat(answer.json().path("success").asBoolean()).as(answer.text()).isTrue();
        return answer.json().at("/obj/taskId").asText();
    }

    private static JsonNode detail(String id) {
        var answer =
                post(
                                "/oqcs/task/getTaskDetailForQpanda.json",
                                "{\"taskId\":\"" + id + "\",\"apiKey\":\"TESTTOKEN/1\"}")
                        .json();
        assertThat(answer.get("success").asBoolean()).as(answer.toString()).isTrue();
        return answer.at("/obj/qcodeTaskNewVo/taskResultList/0");
    }

    private static JsonNode finished(String id) {
        server.get("/v1/jobs/" + id.toLowerCase(Locale.ROOT) + "/events");
        return detail(id);
    }

    private static JsonNode finishedBatch(String id) {
        server.get("/v1/jobs/" + id.toLowerCase(Locale.ROOT) + "/events");
        return post("/oqcs/batch/taskInfo.json", "{\"taskId\":\"" + id + "\"}").json().get("obj");
    }

    private static double share(JsonNode result, String key) {
        for (int i = 0; i < result.get("key").size(); i++) {
            if (result.get("key").get(i).asText().equals(key)) {
                return result.get("value").get(i).asDouble();
            }
        }
        return 0;
    }

    private static byte[] packed(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var bzip2 = new BZip2CompressorOutputStream(packed)) {
            bzip2.write(content);
        }
        return packed.toByteArray();
    }

    private static Answer post(String path, String body) {
        return RawExchange.post(server.address(), path, HEADERS, body);
    }
}
