package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.RawExchange.Answer;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Origin's PilotOS clients were seen to send, sent again, with the traps in it. */
class PilotOsDoorTest {
    /** As the C++ client sends it. */
    private static final String HEADERS =
            "Host: 127.0.0.1:10080\nAccept: */*\nContent-Type: application/json;charset=UTF-8\n"
                    + "Server: nginx/1.16.1\nConnection: keep-alive";

    private static final String BELL =
            "QINIT 2\\nCREG 2\\nH q[0]\\nCNOT q[0],q[1]\\nMEASURE q[0],c[0]\\nMEASURE q[1],c[1]";

    /** Two names are there twice, as in the capture. */
    private static final String RUN =
            "{\"PilotOSMachineFlag\":true,\"QProg\":[\""
                    + BELL
                    + "\"],\"QMachineType\":\"5\",\"TaskType\":0,\"token\":\"DAD3\",\"ChipID\":72,"
                    + "\"Configuration\":{\"shot\":1000,\"amendFlag\":true,\"PointLabel\":0,"
                    + "\"Priority\":0,\"mappingFlag\":true,\"circuitOptimization\":true,"
                    + "\"IsProbCount\":false,\"specified_block\":[]},\"callbackAddr\":\"TCP_CB\","
                    + "\"token\":\"DAD3\",\"PilotOSMachineFlag\":true}";

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
    void a_login_in_chunks_gives_a_token() {
        var answer =
                RawExchange.postChunked(
                        server.address(),
                        "/management/pilotosmachinelogin",
                        HEADERS,
                        "{\"apiKey\":\"MY-API-KEY\",\"PilotOSMachineFlag\":true}"
                                .getBytes(StandardCharsets.UTF_8),
                        7);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("errCode").asInt(-1)).isZero();
        assertThat(answer.json().get("errInfo").asText("none")).isEmpty();
        assertThat(answer.json().get("token").isTextual()).isTrue();
    }

    @Test
    void a_bell_state_goes_in_and_correlated_shares_come_out() {
        var taken = post("/task/realQuantum/run", RUN).json();
        assertThat(taken.get("taskId").asText()).matches("[0-9A-F]{32}");
        assertThat(taken.get("taskState")).isEqualTo(Json.readOwn("\"1\""));
        assertThat(taken.get("errCode").asInt(-1)).isZero();

        var done = finished(taken.get("taskId").asText());
        assertThat(done.get("taskState").isTextual()).isTrue();
        var result = Json.readOwn(done.get("taskResult").get(0).asText());
        assertThat(result.get("key")).allMatch(key -> key.asText().matches("[01]{2}"));
        assertThat(share(result, "00") + share(result, "11")).isGreaterThan(0.7);
        assertThat(result.get("value").valueStream().mapToDouble(JsonNode::asDouble).sum())
                .isEqualTo(1, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void every_answer_to_a_query_has_the_five_fields_whatever_the_state() {
        var running = post("/task/realQuantum/run", RUN).json().get("taskId").asText();
        for (var id : new String[] {running, "0123456789ABCDEF0123456789ABCDEF", "../etc"}) {
            var answer =
                    post(
                            "/task/realQuantum/query",
                            "{\"taskId\":\"" + id + "\",\"PilotOSMachineFlag\":true}");
            assertThat(answer.status()).isEqualTo(200);
            for (var field :
                    new String[] {"taskId", "taskState", "taskResult", "errCode", "errInfo"}) {
                assertThat(answer.json().has(field)).as(field).isTrue();
            }
            assertThat(answer.json().get("taskState").isTextual()).isTrue();
        }
    }

    @Test
    void a_query_needs_no_token_but_a_wrong_one_sees_nothing() {
        var id = post("/task/realQuantum/run", RUN).json().get("taskId").asText();
        assertThat(query("{\"taskId\":\"" + id + "\"}").get("errCode").asInt(-1)).isZero();
        assertThat(query("{\"taskId\":\"" + id + "\",\"token\":\"DAD3\"}").get("errCode").asInt(-1))
                .isZero();
        assertThat(query("{\"taskId\":\"" + id + "\",\"token\":\"other\"}").get("errCode").asInt())
                .isEqualTo(28);
    }

    @Test
    void a_job_of_another_door_is_no_task() {
        var id = server.run("{\"target\":\"ideal\",\"shots\":10,\"program\":\"" + BELL + "\"}");
        assertThat(query("{\"taskId\":\"" + id + "\"}").get("errCode").asInt()).isEqualTo(28);
    }

    @Test
    void a_task_is_a_job_like_any_other_whose_log_names_the_door() {
        var id = post("/task/realQuantum/run", RUN).json().get("taskId").asText();
        finished(id);
        var job = id.toLowerCase(java.util.Locale.ROOT);
        var log = server.get("/v1/jobs/" + job + "/log").text();
        assertThat(log).contains("\"door\":\"pilotos\"").doesNotContain("DAD3");
        assertThat(server.post("/v1/jobs/" + job + "/replays", "").json().get("equal").asBoolean())
                .isTrue();
    }

    @Test
    void a_body_packed_by_bzip2_is_read_whether_it_says_so_or_not() throws IOException {
        for (var more : new String[] {"", "\nContent-Encoding: bz2"}) {
            var answer =
                    RawExchange.postChunked(
                            server.address(),
                            "/task/realQuantum/run",
                            HEADERS + more,
                            packed(RUN.getBytes(StandardCharsets.UTF_8)),
                            64);
            assertThat(answer.json().get("errCode").asInt(-1)).as(answer.text()).isZero();
        }
    }

    @Test
    void a_packed_body_that_holds_gigabytes_is_refused() throws IOException {
        var bomb = packed(new byte[64 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(10_000);
        var answer =
                RawExchange.postChunked(
                        server.address(), "/task/realQuantum/run", HEADERS, bomb, 4096);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("errCode").asInt()).isEqualTo(34);
    }

    @Test
    void what_cannot_run_is_refused_at_once_with_its_place_in_the_text() {
        var answer = post("/task/realQuantum/run", RUN.replace("CNOT q[0],q[1]", "CNOT q[0],q[9]"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("errCode").asInt()).isEqualTo(2);
        assertThat(answer.json().get("errInfo").asText()).contains("line 4");
        assertThat(answer.json().get("taskState").asText()).isEqualTo("4");
    }

    @Test
    void a_wrong_body_a_wrong_chip_and_a_wrong_type_are_errors_in_the_body() {
        assertThat(post("/task/realQuantum/run", "{").json().get("errCode").asInt()).isEqualTo(3);
        assertThat(post("/task/realQuantum/run", "[]").json().get("errCode").asInt()).isEqualTo(3);
        assertThat(error(RUN.replace("\"ChipID\":72", "\"ChipID\":\"73\""))).isEqualTo(7);
        assertThat(error(RUN.replace("\"TaskType\":0", "\"TaskType\":2"))).isEqualTo(9);
        assertThat(error(RUN.replace("\"shot\":1000", "\"shot\":0"))).isEqualTo(33);
        assertThat(error(RUN.replace("\"" + BELL + "\"", ""))).isEqualTo(34);
    }

    @Test
    void numbers_may_come_as_texts() {
        assertThat(error(RUN.replace("\"ChipID\":72", "\"ChipID\":\"72\""))).isZero();
        assertThat(
                        error(
                                RUN.replace("\"TaskType\":0", "\"TaskType\":\"0\"")
                                        .replace("1000", "\"50\"")))
                .isZero();
    }

    @Test
    void an_expectation_value_is_measured() {
        var body =
                RUN.replace("\"TaskType\":0", "\"TaskType\":5")
                        .replace("\"ChipID\":72", "\"ChipID\":\"72\"")
                        .replace(
                                "\"PointLabel\":0",
                                "\"hamiltonian\":\"\\\"Z0 Z1\\\": 1.0, \\\"X0 X1\\\": 1.0\","
                                        + "\"qubits\":[0,1]");
        var task = post("/task/realQuantum/run", body).json().get("taskId").asText();
        var value = Json.readOwn(finished(task).get("taskResult").get(0).asText()).get("Value");
        assertThat(value.asDouble()).isBetween(1.0, 2.0);
    }

    @Test
    void the_python_client_finds_its_results_as_one_text() {
        var id = post("/task/realQuantum/run", RUN).json().get("taskId").asText();
        finished(id);
        var info =
                post("/management/query/taskinfo", "{\"token\":\"DAD3\",\"taskid\":\"" + id + "\"}")
                        .json();
        assertThat(info.get("taskState").asText()).isEqualTo("3");
        assertThat(info.get("taskResult").isTextual()).isTrue();
        assertThat(Json.readOwn(info.get("taskResult").asText()).get(0).has("key")).isTrue();
        assertThat(info.get("compile_output_prog").get(0).asText()).contains("OPENQASM 3");
        assertThat(info.has("taskDescribe")).isTrue();
    }

    @Test
    void a_simulator_runs_the_same_text_without_noise() {
        var body =
                "{\"token\":\"t\",\"ClusterID\":1,\"QProg\":\""
                        + BELL
                        + "\",\"QProgLength\":72,\"Configuration\":{\"shot\":100,\"measure_type\":1}}";
        var done = finished(post("/task/run", body).json().get("taskId").asText());
        var result = Json.readOwn(done.get("taskResult").get(0).asText());
        assertThat(share(result, "01") + share(result, "10")).isZero();
    }

    @Test
    void the_chip_is_told_as_it_is_calibrated() {
        var configs =
                post("/task/realQuantum/chip_config_query", "{\"ChipID\":-1}")
                        .json()
                        .get("configuration");
        assertThat(configs).hasSize(1);
        var chip = Json.readOwn(configs.get(0).get("data").asText());
        assertThat(chip.get("QubitCount").asInt()).isEqualTo(72);
        var blocks =
                post(
                                "/management/query/best_qubit_blocks",
                                "{\"ChipID\":72,\"QubitNum\":3,\"QubitBlockNum\":2}")
                        .json()
                        .get("bestQubitBlocks");
        assertThat(blocks).hasSize(2).allMatch(block -> block.size() == 3);
    }

    @Test
    void a_client_that_waits_on_the_socket_is_told_its_result() throws IOException {
        var id = post("/task/realQuantum/run", RUN).json().get("taskId").asText();
        try (var socket = new Socket("127.0.0.1", server.address().getPort() + 1)) {
            socket.setSoTimeout(30_000);
            send(socket.getOutputStream(), 3, id);
            send(socket.getOutputStream(), 3, id);
            var in = new DataInputStream(socket.getInputStream());
            var frame = frame(in);
            while (frame.type == 1) {
                assertThat(frame.body).matches("[0-9]{1,2}");
                frame = frame(in);
            }
            assertThat(frame.type).isEqualTo(2);
            var result = Json.readOwn(frame.body);
            assertThat(result.get("taskId").asText()).isEqualTo(id);
            assertThat(result.get("taskState").asText()).isEqualTo("3");
            assertThat(result.get("taskResult").get(0).asText()).contains("key");
            send(socket.getOutputStream(), 4, id);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void a_socket_that_asks_for_an_unknown_task_or_talks_nonsense_is_not_kept_waiting()
            throws IOException {
        try (var socket = new Socket("127.0.0.1", server.address().getPort() + 1)) {
            socket.setSoTimeout(30_000);
            send(socket.getOutputStream(), 3, "0123456789ABCDEF0123456789ABCDEF");
            var frame = frame(new DataInputStream(socket.getInputStream()));
            assertThat(Json.readOwn(frame.body).get("errCode").asInt()).isEqualTo(28);
        }
        try (var socket = new Socket("127.0.0.1", server.address().getPort() + 1)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(endsWithoutAWord(socket)).isTrue();
        }
    }

    private static boolean endsWithoutAWord(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (IOException reset) {
            return true;
        }
    }

    private record Frame(int type, String body) {}

    private static Frame frame(DataInputStream in) throws IOException {
        var head = ByteBuffer.wrap(in.readNBytes(12)).order(ByteOrder.LITTLE_ENDIAN);
        var mark = new byte[4];
        head.get(mark);
        assertThat(new String(mark, StandardCharsets.US_ASCII)).isEqualTo("***<");
        int type = head.getShort();
        head.getShort();
        int length = head.getInt();
        var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        var crc = ByteBuffer.wrap(in.readNBytes(4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        assertThat(crc).isEqualTo(length);
        return new Frame(type, body);
    }

    private static void send(OutputStream out, int type, String body) throws IOException {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(16 + content.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.put("***<".getBytes(StandardCharsets.US_ASCII));
        frame.putShort((short) type).putShort((short) 0).putInt(content.length);
        frame.put(content).putInt(content.length);
        out.write(frame.array());
        out.flush();
    }

    private static byte[] packed(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var bzip2 = new BZip2CompressorOutputStream(packed)) {
            bzip2.write(content);
        }
        return packed.toByteArray();
    }

    private static int error(String run) {
        return post("/task/realQuantum/run", run).json().get("errCode").asInt(-1);
    }

    private static JsonNode query(String body) {
        return post("/task/realQuantum/query", body).json();
    }

    private static JsonNode finished(String taskId) {
        var body = "{\"taskId\":\"" + taskId + "\",\"PilotOSMachineFlag\":true}";
        server.get("/v1/jobs/" + taskId.toLowerCase(java.util.Locale.ROOT) + "/events");
        var answer = query(body);
        assertThat(answer.get("taskState").asText()).as(answer.toString()).isEqualTo("3");
        return answer;
    }

    private static double share(JsonNode result, String key) {
        for (int i = 0; i < result.get("key").size(); i++) {
            if (result.get("key").get(i).asText().equals(key)) {
                return result.get("value").get(i).asDouble();
            }
        }
        return 0;
    }

    private static Answer post(String path, String body) {
        return RawExchange.post(server.address(), path, HEADERS, body);
    }
}
