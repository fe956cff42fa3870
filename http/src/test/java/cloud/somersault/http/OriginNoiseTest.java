package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.http.RawExchange.Answer;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The noise simulator of Origin's cloud, with the bodies that the C++ client builds for it, against
 * what the Kraus operators of each model leave of a qubit.
 */
class OriginNoiseTest {
    private static final String HEADERS =
            "Host: 127.0.0.1:8642\nAccept: */*\nAuthorization: oqcs_auth=TESTTOKEN/1\n"
                    + "Content-Type: application/json\nConnection: keep-alive\norigin-language: en";

    private static final int SHOTS = 4000;

    /** Six standard errors of a share of that many shots: by chance passed once in 10^9. */
    private static final double CHANCE = 6 * 0.5 / Math.sqrt(SHOTS);

    private static final String ONE = "X q[0]";
    private static final String TWICE = "H q[0]\\nH q[0]";

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

    /**
     * After X, the share of ones is 1-p for a flip, a flip and a phase, and damping, and 1-p/2 for
     * depolarizing; phases don't count. After H and H it is 0 without noise, and grows by what the
     * first gate's channel leaves of the coherence.
     */
    @ParameterizedTest
    @CsvSource({
        "BITFLIP_KRAUS_OPERATOR,      0.3,  one,   0.7",
        "BIT_PHASE_FLIP_OPRATOR,      0.3,  one,   0.7",
        "DAMPING_KRAUS_OPERATOR,      0.3,  one,   0.7",
        "DEPOLARIZING_KRAUS_OPERATOR, 0.4,  one,   0.8",
        "DEPHASING_KRAUS_OPERATOR,    0.3,  one,   1",
        "PHASE_DAMPING_OPRATOR,       0.3,  one,   1",
        "DEPHASING_KRAUS_OPERATOR,    0.2,  twice, 0.2",
        "PHASE_DAMPING_OPRATOR,       0.36, twice, 0.1",
        "BIT_PHASE_FLIP_OPRATOR,      0.2,  twice, 0.32",
        "BITFLIP_KRAUS_OPERATOR,      1,    one,   0",
    })
    void each_model_leaves_of_a_qubit_what_its_kraus_operators_do(
            String model, double p, String program, double ones) {
        var result =
                result(
                        body(
                                program.equals("one") ? ONE : TWICE,
                                ",\"noisemodel\":\"%s\",\"singleGate\":%s,\"doubleGate\":0.9"
                                        .formatted(model, p)));
        assertThat(share(result, "0x1")).isCloseTo(ones, within(CHANCE));
    }

    @Test
    void decoherence_relaxes_and_dephases_for_the_time_of_a_gate() {
        var times =
                ",\"noisemodel\":\"DECOHERENCE_KRAUS_OPERATOR\",\"singleGate\":5,\"doubleGate\":5,"
                        + "\"singleP2\":2,\"doubleP2\":2,\"singlePgate\":0.5,\"doublePgate\":0.5";
        double t1 = Math.exp(-0.5 / 5);
        assertThat(share(result(body(ONE, times)), "0x1")).isCloseTo(t1, within(CHANCE));
        // The coherence that H leaves shrinks by e^{-t/T2}; the second H makes it a difference of
        // populations, which relaxes towards |0>.
        double zeros = (1 + (1 - (1 - Math.exp(-0.5 / 2)) * t1)) / 2;
        assertThat(share(result(body(TWICE, times)), "0x0")).isCloseTo(zeros, within(CHANCE));
    }

    @Test
    void a_gate_on_two_qubits_disturbs_each_of_them() {
        var result =
                result(
                        body(
                                "X q[0]\\nCNOT q[0],q[1]",
                                ",\"noisemodel\":\"BITFLIP_KRAUS_OPERATOR\",\"singleGate\":0,"
                                        + "\"doubleGate\":0.25"));
        assertThat(share(result, "0x3")).isCloseTo(0.75 * 0.75, within(CHANCE));
        assertThat(share(result, "0x1")).isCloseTo(0.75 * 0.25, within(CHANCE));
        assertThat(share(result, "0x0")).isCloseTo(0.25 * 0.25, within(CHANCE));
    }

    @Test
    void what_is_no_noise_is_refused_in_words() {
        for (var noise :
                new String[] {
                    "",
                    ",\"noisemodel\":\"BITFLIP_KRAUS_OPERATOR\"",
                    ",\"noisemodel\":\"OTHER\",\"singleGate\":0.1,\"doubleGate\":0.1",
                    ",\"noisemodel\":\"BITFLIP_KRAUS_OPERATOR\",\"singleGate\":1.5,\"doubleGate\":0",
                    ",\"noisemodel\":\"DECOHERENCE_KRAUS_OPERATOR\",\"singleGate\":1,"
                            + "\"doubleGate\":1,\"singleP2\":3,\"doubleP2\":1,\"singlePgate\":1,"
                            + "\"doublePgate\":1"
                }) {
            var answer = post("/oqcs/task/submitTask.json", body(ONE, noise));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("success").asBoolean()).as(noise).isFalse();
            assertThat(answer.json().get("message").asText()).isNotEmpty();
        }
    }

    private static String body(String gates, String noise) {
        return "{\"apiKey\":\"TESTTOKEN/1\",\"code\":\"QINIT 2\\nCREG 2\\n"
                + gates
                + "\\nMEASURE q[0],c[0]\\nMEASURE q[1],c[1]\",\"codeLen\":72,\"taskFrom\":4,"
                + "\"qubitNum\":2,\"classicalbitNum\":2,\"taskName\":\"noise\",\"measureType\":1,"
                + "\"QMachineType\":1,\"shot\":"
                + SHOTS
                + noise
                + "}";
    }

    private static JsonNode result(String body) {
        var taken = post("/oqcs/task/submitTask.json", body);
        var id = taken.json().at("/obj/taskId").asText();
        assertThat(id).as(taken.text()).matches("[0-9A-F]{32}");
        server.get("/v1/jobs/" + id.toLowerCase(Locale.ROOT) + "/events");
        var task =
                post(
                                "/oqcs/task/getTaskDetailForQpanda.json",
                                "{\"taskId\":\"" + id + "\",\"apiKey\":\"TESTTOKEN/1\"}")
                        .json()
                        .at("/obj/qcodeTaskNewVo/taskResultList/0");
        assertThat(task.get("taskState").asText()).as(task.toString()).isEqualTo("3");
        assertThat(task.get("rQMachineType").asText()).isEqualTo("1");
        assertThat(task.get("measureQubitSize")).isEqualTo(Json.readOwn("[2]"));
        return Json.readOwn(task.get("taskResult").asText());
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
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return RawExchange.send(
                server.address(),
                "POST %s HTTP/1.1\n%s\nContent-Length: %d\n".formatted(path, HEADERS, bytes.length),
                bytes);
    }
}
