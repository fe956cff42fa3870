package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.RawExchange.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The locks at other vendors' doors: whose a task is, and who may knock at an open server. */
class VendorLocksTest {
    private static final String PROGRAM =
            "QINIT 2\\nCREG 2\\nH q[0]\\nCNOT q[0],q[1]\\nMEASURE q[0],c[0]\\nMEASURE q[1],c[1]";

    /** A route of each door, and one that makes a job. */
    private static final List<String> ROUTES =
            List.of(
                    "POST /task/realQuantum/query {\"taskId\":\"0123456789ABCDEF\"}",
                    "POST /management/pilotosmachinelogin {\"apiKey\":\"K\"}",
                    "POST /oqcs/batch/taskInfo.json {\"taskId\":\"0123456789ABCDEF\"}",
                    "GET /api/taskApi/getFullConfig.json?chipId=72 ",
                    "GET /v0.4/backends ",
                    "GET /api/v1/backends ",
                    "POST /devices {\"filters\":[]}",
                    "POST /task/run {\"QProg\":\""
                            + PROGRAM
                            + "\",\"Configuration\":{\"shot\":10,\"measure_type\":1}}");

    private static final List<String> STRANGERS =
            List.of(
                    "Host: 127.0.0.1\nOrigin: https://elsewhere.example",
                    "Host: 127.0.0.1\nOrigin: null",
                    "Host: elsewhere.example");

    @TempDir Path folder;

    @Test
    void on_a_server_that_wants_keys_a_task_is_shown_to_its_own_tenant_only() throws Exception {
        try (var locked = LockedServer.start(folder, Map.of())) {
            var alice = locked.key("alice", "user");
            var bob = locked.key("bob", "user");
            var id = pilotOsTask(locked, alice);
            var query = "/task/realQuantum/query";
            assertThat(errCode(ask(locked, query, "taskId", id, alice))).isZero();
            assertThat(ask(locked, query, "taskId", id, alice).json().get("taskId").asText())
                    .isEqualTo(id);
            for (var key : new String[] {bob, "", "no-key-at-all"}) {
                for (var path : new String[] {query, "/task/query", "/management/query/taskinfo"}) {
                    var answer =
                            ask(
                                    locked,
                                    path,
                                    path.endsWith("taskinfo") ? "taskid" : "taskId",
                                    id,
                                    key);
                    assertThat(errCode(answer)).as(path + " with " + key).isNotZero();
                    assertThat(answer.json().get("taskResult")).isEmpty();
                    assertThat(answer.json().get("taskId").asText()).isEmpty();
                }
            }
            assertThat(listens(locked.server().address())).as("the socket").isFalse();
        }
    }

    @Test
    void a_task_of_the_public_cloud_is_bound_to_its_key_as_well() throws Exception {
        try (var locked = LockedServer.start(folder, Map.of())) {
            var alice = locked.key("alice", "user");
            var taken =
                    post(
                            locked.server().address(),
                            "/oqcs/task/submitTask.json",
                            "{\"apiKey\":\""
                                    + alice
                                    + "\",\"code\":\""
                                    + PROGRAM
                                    + "\",\"QMachineType\":0,\"measureType\":1,\"shot\":10}");
            var id = taken.json().at("/obj/taskId").asText();
            assertThat(id).as(taken.text()).matches("[0-9A-F]{32}");
            for (var path :
                    new String[] {
                        "/oqcs/task/getTaskDetailForQpanda.json", "/oqcs/batch/taskInfo.json"
                    }) {
                var body = "{\"taskId\":\"" + id + "\"}";
                assertThat(post(locked.server().address(), path, body).json().get("success"))
                        .hasToString("false");
            }
        }
    }

    @Test
    void where_the_number_is_said_to_be_the_proof_it_is_enough() throws Exception {
        try (var locked =
                LockedServer.start(
                        folder, Map.of("somersault.doors.pilotos.number-is-proof", "on"))) {
            var id = pilotOsTask(locked, locked.key("alice", "user"));
            assertThat(errCode(ask(locked, "/task/realQuantum/query", "taskId", id, ""))).isZero();
            var bob = locked.key("bob", "user");
            assertThat(errCode(ask(locked, "/task/realQuantum/query", "taskId", id, bob)))
                    .isNotZero();
        }
    }

    @Test
    void an_open_server_lets_no_page_of_another_site_in_at_any_door() throws Exception {
        try (var server = TestServer.start(folder)) {
            for (var route : ROUTES) {
                var words = route.split(" ", 3);
                for (var headers : STRANGERS) {
                    var refused = send(server.address(), words[0], words[1], words[2], headers);
                    assertThat(refused.status()).as(route + " " + headers).isEqualTo(403);
                }
                var here = "Host: localhost:7272";
                var answer = send(server.address(), words[0], words[1], words[2], here);
                assertThat(answer.status()).as(route).isEqualTo(200);
            }
            assertThat(server.get("/v1/jobs").json().get("jobs")).hasSize(1);
        }
    }

    private static String pilotOsTask(LockedServer locked, String key) {
        var taken =
                post(
                        locked.server().address(),
                        "/task/run",
                        "{\"token\":\""
                                + key
                                + "\",\"QProg\":\""
                                + PROGRAM
                                + "\",\"Configuration\":{\"shot\":10,\"measure_type\":1}}");
        var id = taken.json().get("taskId").asText();
        assertThat(id).as(taken.text()).matches("[0-9A-F]{32}");
        locked.get(key, "/v1/jobs/" + id.toLowerCase(Locale.ROOT) + "/events");
        return id;
    }

    private static Answer ask(
            LockedServer locked, String path, String field, String id, String key) {
        var token = key.isEmpty() ? "" : ",\"token\":\"" + key + "\"";
        return post(
                locked.server().address(), path, "{\"" + field + "\":\"" + id + "\"" + token + "}");
    }

    private static int errCode(Answer answer) {
        return answer.json().get("errCode").asInt();
    }

    private static boolean listens(URI address) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort() + 1), 1000);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static Answer post(URI address, String path, String body) {
        return send(address, "POST", path, body, "Host: 127.0.0.1");
    }

    private static Answer send(
            URI address, String method, String path, String body, String headers) {
        var bytes = body.strip().getBytes(StandardCharsets.UTF_8);
        return RawExchange.send(
                address,
                "%s %s HTTP/1.1\n%s\nContent-Type: application/json\nContent-Length: %d\n"
                        .formatted(method, path, headers, bytes.length),
                bytes);
    }
}
