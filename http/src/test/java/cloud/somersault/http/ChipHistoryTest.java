package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chip's past over the real door. */
class ChipHistoryTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();
    private static final String CHIP = "/v1/chips/wukong";

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

    private static Answer check(String operationId, Answer answer) {
        assertThat(answer.status()).as(operationId + " " + answer.text()).isEqualTo(200);
        assertThat(DOCUMENT.differences(DOCUMENT.schema(operationId, "200"), answer.json()))
                .as(operationId)
                .isEmpty();
        return answer;
    }

    @Test
    void the_first_version_is_listed_and_is_what_was_known_at_its_moment() {
        var list = check("listCalibrations", server.get(CHIP + "/calibrations")).json();
        var first = list.get("calibrations").get(list.get("calibrations").size() - 1);
        assertThat(first.get("version").asLong()).isEqualTo(1);
        assertThat(first.get("qubitsInService").asInt()).isEqualTo(63);

        var at = first.get("publishedAt").asText();
        assertThat(check("getCalibration", server.get(CHIP + "/calibration?at=" + at)).json())
                .isEqualTo(server.get(CHIP + "/calibration?version=1").json());
        assertThat(
                        server.get(
                                        CHIP
                                                + "/calibration?at="
                                                + Instant.parse(at).minus(Duration.ofNanos(1)))
                                .code())
                .isEqualTo("version-not-found");
    }

    @Test
    void a_version_compared_with_itself_has_nothing_to_tell() {
        var same =
                check(
                        "compareCalibrations",
                        server.get(CHIP + "/calibrations/compare?from=1&to=1"));
        assertThat(same.json().get("qubits")).isEmpty();
        assertThat(same.json().get("couplers")).isEmpty();
    }

    @Test
    void a_qubit_has_its_series_and_its_stored_events() {
        var all =
                check(
                        "getQubitHistory",
                        server.get(CHIP + "/qubits/5/history?to=2100-01-01T00:00:00Z"));
        assertThat(all.json().at("/points/0/figures").size()).isEqualTo(7);
        var t1 = check("getQubitHistory", server.get(CHIP + "/qubits/5/history?figure=t1Seconds"));
        assertThat(t1.json().at("/points/0/figures").toString())
                .matches("\\{\"t1Seconds\":[0-9.E-]+}");
        var dead = check("getQubitHistory", server.get(CHIP + "/qubits/0/history")).json();
        assertThat(dead.at("/points/0/reason").asText()).isNotEmpty();
        assertThat(dead.at("/points/0").has("figures")).isFalse();

        var events = check("getQubitEvents", server.get(CHIP + "/qubits/5/events")).json();
        assertThat(events.at("/events/0/event").asText()).isEqualTo("qubit-calibrated");
        assertThat(events.at("/events/0/data/figures/t1Seconds"))
                .isEqualTo(t1.json().at("/points/0/figures/t1Seconds"));
        assertThat(server.get(CHIP + "/qubits/5/events?after=1000000").json().get("events"))
                .isEmpty();
    }

    @Test
    void a_coupler_has_them_too_in_either_order_of_its_qubits() {
        var series =
                check(
                        "getCouplerHistory",
                        server.get(CHIP + "/couplers/5-4/history?figure=czFidelity"));
        assertThat(series.json().get("first").asInt()).isEqualTo(4);
        var events = check("getCouplerEvents", server.get(CHIP + "/couplers/5-4/events?limit=1"));
        assertThat(events.json().at("/events/0/event").asText()).startsWith("coupler-");
    }

    @Test
    void what_is_not_there_and_what_is_misspelt_is_said_by_name() {
        for (var wrong :
                new String[][] {
                    {"/v1/chips/none/calibration?at=2026-01-01T00:00:00Z", "chip-not-found"},
                    {"/v1/chips/none/calibrations", "chip-not-found"},
                    {"/v1/chips/none/qubits/1/events", "chip-not-found"},
                    {CHIP + "/calibration?at=yesterday", "wrong-parameter"},
                    {CHIP + "/calibration?at=2026-01-01T00:00:00Z&version=1", "wrong-parameter"},
                    {CHIP + "/calibrations/compare", "wrong-parameter"},
                    {CHIP + "/calibrations/compare?from=soon", "wrong-parameter"},
                    {CHIP + "/calibrations/compare?from=999", "version-not-found"},
                    {CHIP + "/qubits/72/history", "qubit-not-found"},
                    {CHIP + "/qubits/5/history?figure=colour", "wrong-parameter"},
                    {CHIP + "/couplers/0-71/history", "coupler-not-found"},
                    {CHIP + "/couplers/4-4/events", "coupler-not-found"},
                    {CHIP + "/couplers/4/events", "wrong-parameter"}
                }) {
            assertThat(server.get(wrong[0]).code()).as(wrong[0]).isEqualTo(wrong[1]);
        }
    }
}
