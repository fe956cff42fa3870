package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestServer.Answer;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Several chips in one cloud, and calibrations that come and go in the published forms. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ChipImportTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();
    private static final String WUKONG = "/v1/chips/wukong";
    private static final String BELL =
            "OPENQASM 3.0; include \\\"stdgates.inc\\\"; qubit[2] q; bit[2] c;"
                    + " h q[0]; cx q[0], q[1]; c = measure q;";

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        var own = folder.resolve("ring.json");
        Files.writeString(own, ring());
        server = TestServer.start(folder.resolve("data"), "lattice-102", own.toString());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A chip of our own, whose couplers make no lattice: a ring of five with one chord. */
    private static String ring() {
        var chip =
                (ObjectNode)
                        Json.readOwn(
                                """
                                {"form": "somersault-chip-1", "chip": "ring", "title": "A ring", "source": "made up",
                                 "measuredAt": "2026-01-01T00:00:00Z", "notes": [],
                                 "lattice": {"width": 5, "height": 1},
                                 "durations": {"oneQubitGateSeconds": 3e-8, "twoQubitGateSeconds": 4e-8,
                                   "readoutSeconds": 1e-6, "shotPeriodSeconds": 2e-4},
                                 "limits": {"layersMax": 500, "shotsMax": 77, "circuitsMax": 10}}
                                """);
        var qubits = chip.putArray("qubits");
        for (int id = 0; id < 5; id++) {
            var qubit = qubits.addObject().put("id", id).put("row", 0).put("column", id);
            qubit.put("inService", true)
                    .putObject("figures")
                    .put("frequencyHz", 4e9 + 3e8 * (id % 2))
                    .put("t1Seconds", 2e-5)
                    .put("t2Seconds", 1e-5)
                    .put("ts2Seconds", 1e-5)
                    .put("gateFidelity", 0.999)
                    .put("readZeroGivenZero", 0.98)
                    .put("readOneGivenOne", 0.95);
        }
        var couplers = chip.putArray("couplers");
        for (var pair : new int[][] {{0, 1}, {0, 2}, {0, 4}, {1, 2}, {2, 3}, {3, 4}}) {
            couplers.addObject()
                    .put("first", pair[0])
                    .put("second", pair[1])
                    .put("inService", true)
                    .putObject("figures")
                    .put("czFidelity", 0.98);
        }
        return chip.toString();
    }

    private static Answer check(String operationId, int status, Answer answer) {
        assertThat(answer.status()).as(operationId + " " + answer.text()).isEqualTo(status);
        assertThat(DOCUMENT.differences(DOCUMENT.schema(operationId, "" + status), answer.json()))
                .as(operationId)
                .isEmpty();
        return answer;
    }

    @Test
    void a_jobs_run_on_every_chip_by_its_name() {
        var names = check("listChips", 200, server.get("/v1/chips")).json().get("chips");
        assertThat(names)
                .extracting(one -> one.get("chip").asText())
                .containsExactly("lattice-102", "ring", "wukong");
        for (var chip : names) {
            var name = chip.get("chip").asText();
            var id =
                    server.run(
                            "{\"target\":\"%s\",\"shots\":50,\"seed\":1,\"program\":\"%s\"}"
                                    .formatted(name, BELL));
            assertThat(
                            server.get("/v1/jobs/" + id + "/result")
                                    .json()
                                    .at("/results/0/shots")
                                    .asInt())
                    .as(server.get("/v1/jobs/" + id).text())
                    .isEqualTo(50);
            assertThat(server.get("/v1/jobs/" + id + "/calibration").json().get("chip").asText())
                    .isEqualTo(name);
        }
        assertThat(server.get("/v1/targets").json().get("targets"))
                .extracting(one -> one.get("target").asText())
                .containsExactly("ideal", "lattice-102", "ring", "wukong");
    }

    @Test
    void b_a_chip_has_limits_of_its_own() {
        assertThat(
                        server.post(
                                        "/v1/jobs",
                                        "{\"target\":\"ring\",\"shots\":78,\"program\":\"%s\"}"
                                                .formatted(BELL))
                                .code())
                .isEqualTo("shots-out-of-range");
    }

    @Test
    void c_what_was_exported_is_what_was_imported_in_both_forms_and_for_any_coupling_map() {
        for (var chip : new String[] {"wukong", "lattice-102", "ring"}) {
            for (var form : new String[] {"cloud-config", "pilot-config"}) {
                var path = "/v1/chips/" + chip;
                var text = server.get(path + "/calibration?format=" + form).json();
                change(text, form);
                var report =
                        check(
                                "importCalibration",
                                201,
                                server.post(
                                        path + "/calibrations/imports?source=a%20test",
                                        text.toString()));
                assertThat(report.header("Location"))
                        .isEqualTo(
                                path
                                        + "/calibration?version="
                                        + report.json().get("version").asLong());
                assertThat(report.json().get("source").asText()).isEqualTo("a test");
                assertThat(server.get(path + "/calibration?format=" + form).json())
                        .as(chip + " " + form)
                        .isEqualTo(text);
            }
        }
    }

    /** Every T1 to 17.25 us, so that the import is a version of its own. */
    private static void change(JsonNode text, String form) {
        var each = text.get(form.equals("cloud-config") ? "adjJSON" : "QubitParams");
        for (var qubit : each) {
            if (!qubit.path("T1").asText().isEmpty()) {
                if (form.equals("cloud-config")) {
                    ((ObjectNode) qubit).put("T1", "17.25");
                } else {
                    ((ObjectNode) qubit).put("T1", 19.5);
                }
            }
        }
        if (form.equals("cloud-config")) {
            ((ObjectNode) text).put("avgT1", "17.25 μs");
        }
    }

    @Test
    void d_the_same_figures_again_are_the_version_that_they_are() {
        var text = server.get(WUKONG + "/calibration?format=cloud-config").text();
        long first =
                server.post(WUKONG + "/calibrations/imports?source=twice", text)
                        .json()
                        .get("version")
                        .asLong();
        var again =
                check(
                        "importCalibration",
                        200,
                        server.post(WUKONG + "/calibrations/imports?source=twice", text));
        assertThat(again.json().get("version").asLong()).isEqualTo(first);
    }

    @Test
    void e_what_changed_is_found_between_versions_and_in_the_series() {
        var changes =
                check(
                                "compareCalibrations",
                                200,
                                server.get(WUKONG + "/calibrations/compare?from=1&to=2"))
                        .json();
        assertThat(changes.get("qubits")).hasSize(63);
        assertThat(changes.at("/qubits/0/figures"))
                .extracting(one -> one.get("figure").asText())
                .containsExactly("t1Seconds");
        assertThat(changes.at("/qubits/0/figures/0/to").asDouble()).isEqualTo(17.25e-6);
        assertThat(changes.get("couplers")).isEmpty();

        var points =
                check(
                                "getQubitHistory",
                                200,
                                server.get(WUKONG + "/qubits/5/history?figure=t1Seconds"))
                        .json()
                        .get("points");
        assertThat(points.get(1).at("/figures/t1Seconds").asDouble()).isEqualTo(17.25e-6);
        var at = points.get(1).get("at").asText();
        assertThat(
                        server.get(WUKONG + "/calibration?at=" + at)
                                .json()
                                .at("/qubits/5/figures/t1Seconds")
                                .asDouble())
                .isEqualTo(17.25e-6);
    }

    @Test
    void f_a_wrong_text_is_refused_with_the_name_of_its_field() {
        wrong("cloud-config", "adjJSON.5.T1", one -> object(one, "/adjJSON/5").put("T1", "-3"));
        wrong(
                "cloud-config",
                "adjJSON.5.averageFidelity",
                one -> object(one, "/adjJSON/5").put("averageFidelity", "1.2"));
        wrong(
                "cloud-config",
                "adjJSON.5.readFidelity",
                one -> object(one, "/adjJSON/5").put("readFidelity", "0.9"));
        wrong("cloud-config", "qubitNum", one -> one.put("qubitNum", 73));
        wrong("cloud-config", "updateTime", one -> one.remove("updateTime"));
        wrong(
                "cloud-config",
                "gateJSON.0_71",
                one -> object(one, "/gateJSON").putObject("0_71").put("fidelity", "0.9"));
        wrong(
                "pilot-config",
                "AvailableQubits[0]",
                one -> ((ArrayNode) one.get("AvailableQubits")).set(0, one.numberNode(72)));
        wrong(
                "pilot-config",
                "QubitParams.5.Frequency",
                one -> object(one, "/QubitParams/5").put("Frequency", "fast"));
        var other = server.post("/v1/chips/lattice-102/calibrations/imports", ring());
        assertThat(other.json().get("field").asText()).isEqualTo("chip");
        var nothing = server.post(WUKONG + "/calibrations/imports", "{}");
        assertThat(nothing.code()).isEqualTo("invalid-calibration");
        assertThat(server.post("/v1/chips/none/calibrations/imports", "{}").code())
                .isEqualTo("chip-not-found");
    }

    private static ObjectNode object(ObjectNode root, String pointer) {
        return (ObjectNode) root.at(pointer);
    }

    private static void wrong(String form, String field, Consumer<ObjectNode> spoil) {
        var text = (ObjectNode) server.get(WUKONG + "/calibration?format=" + form).json();
        spoil.accept(text);
        var answer = server.post(WUKONG + "/calibrations/imports", text.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("invalid-calibration");
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
    }
}
