package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of several tenants on one chip at the same time, from the door to the replay. */
class SideBySideTest {
    private static final String GATHER = "somersault.job.side-by-side.gather";
    private static final int CHIP_WIDTH = 6;

    @TempDir static Path folder;
    private static TestServer server;

    /** Whoever comes within a second is in the same round. */
    @BeforeAll
    static void start() throws Exception {
        System.setProperty(GATHER, "1s");
        try {
            server = TestServer.start(folder);
        } finally {
            System.clearProperty(GATHER);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String ghz(int qubits) {
        var gates = new StringBuilder("h q[0];\n");
        for (int i = 1; i < qubits; i++) {
            gates.append("cx q[%d], q[%d];\n".formatted(i - 1, i));
        }
        return """
        OPENQASM 3.0;
        include "stdgates.inc";
        qubit[%d] q;
        bit[%d] c;
        %sc = measure q;
        """
                .formatted(qubits, qubits, gates);
    }

    private static ObjectNode job(int qubits) {
        return ((ObjectNode) Json.readOwn("{\"shots\":1000}"))
                .put("target", "wukong")
                .put("program", ghz(qubits));
    }

    private static String submit(ObjectNode job, String tenant) {
        var answer = server.post("/v1/jobs", job.toString(), "Somersault-Tenant", tenant);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().get("id").asText();
    }

    private static JsonNode ended(String id) {
        assertThat(server.get("/v1/jobs/" + id + "/events").text()).contains("job-completed");
        return server.get("/v1/jobs/" + id).json();
    }

    private static JsonNode placement(JsonNode job) {
        return job.get("chip").get("placement");
    }

    private static Set<Integer> qubits(JsonNode placement) {
        var qubits = new HashSet<Integer>();
        placement.get("lanes").forEach(lane -> lane.forEach(qubit -> qubits.add(qubit.asInt())));
        return qubits;
    }

    /** Whether two qubits are coupled or the same, on a lattice of rows of six. */
    private static boolean touch(int one, int other) {
        int rows = Math.abs(one / CHIP_WIDTH - other / CHIP_WIDTH);
        int columns = Math.abs(one % CHIP_WIDTH - other % CHIP_WIDTH);
        return rows + columns <= 1;
    }

    private static void assertReplayed(String id) {
        var replay = server.post("/v1/jobs/" + id + "/replays", "{}").json();
        assertThat(replay.get("equal").asBoolean()).as(replay.toString()).isTrue();
        assertThat(replay.get("compiled").get("equal").asBoolean()).isTrue();
    }

    @Test
    void jobs_of_several_tenants_share_the_chip_and_each_is_replayed_by_itself() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            ids.add(submit(job(2 + i % 3), "tenant-" + i));
        }
        var rounds = new HashMap<String, List<JsonNode>>();
        for (var id : ids) {
            var placement = placement(ended(id));
            rounds.computeIfAbsent(placement.get("round").asText(), _ -> new ArrayList<>())
                    .add(placement);
        }

        assertThat(rounds.values()).anyMatch(round -> round.size() > 2);
        for (var round : rounds.values()) {
            assertApartAndPaidFor(round);
        }
        ids.forEach(SideBySideTest::assertReplayed);
    }

    private static void assertApartAndPaidFor(List<JsonNode> round) {
        double charged = 0;
        for (int i = 0; i < round.size(); i++) {
            var mine = round.get(i);
            charged += mine.get("chargedSeconds").asDouble();
            assertThat(mine.get("neighbours").asInt()).isEqualTo(round.size() - 1);
            assertThat(mine.get("fidelityCost").asDouble()).isLessThan(0.25);
            for (int j = 0; j < i; j++) {
                for (int one : qubits(mine)) {
                    assertThat(qubits(round.get(j))).noneMatch(other -> touch(one, other));
                }
            }
        }
        assertThat(charged)
                .isCloseTo(round.getFirst().get("roundSeconds").asDouble(), within(1e-9));
    }

    @Test
    void an_exclusive_job_is_alone_and_counts_what_it_counts_when_nobody_else_is_there() {
        var alone = job(3).put("seed", 5);
        alone.putObject("options").put("exclusive", true);
        var sharing = job(3).put("seed", 5);
        sharing.putObject("options").put("exclusive", false);
        var nobodyThere = server.get("/v1/jobs/" + server.run(sharing.toString())).json();

        var neighbours = List.of(submit(job(2), "carol"), submit(job(4), "dave"));
        var id = submit(alone, "erin");

        var placement = placement(ended(id));
        assertThat(placement.get("exclusive").asBoolean()).isTrue();
        assertThat(placement.get("neighbours").asInt()).isZero();
        assertThat(placement.get("fidelityCost").asDouble()).isZero();
        assertThat(server.get("/v1/jobs/" + id).json().get("resultDigest"))
                .isEqualTo(nobodyThere.get("resultDigest"));
        assertThat(placement(nobodyThere).get("neighbours").asInt()).isZero();
        neighbours.forEach(SideBySideTest::ended);
        assertReplayed(id);
    }

    @Test
    void a_job_that_names_its_seed_is_alone_since_its_counts_follow_from_the_request() {
        var neighbours = List.of(submit(job(2), "carol"), submit(job(4), "dave"));
        var id = submit(job(3).put("seed", 5), "erin");

        assertThat(placement(ended(id)).get("exclusive").asBoolean()).isTrue();
        assertThat(placement(ended(id)).get("neighbours").asInt()).isZero();
        neighbours.forEach(SideBySideTest::ended);
    }

    @Test
    void programs_of_one_job_lie_side_by_side_when_it_does_not_want_to_be_alone() {
        var batch = job(2);
        batch.remove("program");
        var programs = batch.putArray("programs");
        for (int i = 0; i < 4; i++) {
            programs.add(ghz(2));
        }
        batch.putObject("options").put("exclusive", false);

        var id = server.run(batch.toString());

        var job = ended(id);
        assertThat(placement(job).get("lanes").size()).isGreaterThan(1);
        assertThat(job.get("chip").get("seconds").asDouble()).isCloseTo(0.8, within(1e-9));
        assertThat(placement(job).get("chargedSeconds").asDouble()).isLessThan(0.5);
        assertReplayed(id);
    }

    @Test
    void whoever_is_on_the_chip_can_be_seen_there() {
        var before = total();
        var ids = List.of(submit(job(2), "frank"), submit(job(2), "grace"));
        ids.forEach(SideBySideTest::ended);

        var board = server.get("/v1/chips/wukong/placements").json();
        assertThat(board.get("separation").asInt()).isEqualTo(1);
        assertThat(board.get("total").get("jobs").asInt()).isEqualTo(before + 2);
        assertThat(board.get("total").get("roundSeconds").asDouble())
                .isLessThanOrEqualTo(board.get("total").get("chipSeconds").asDouble());
        assertThat(server.get("/v1/chips/nowhere/placements").code()).isEqualTo("chip-not-found");
    }

    private static int total() {
        return server.get("/v1/chips/wukong/placements").json().get("total").get("jobs").asInt();
    }

    @Test
    void a_dry_run_says_what_the_shots_would_keep_the_chip_for() {
        var dryRun = job(2);
        var answer = server.post("/v1/compilations", dryRun.toString());

        // 1000 shots of 200 us
        assertThat(answer.json().get("chipSeconds").asDouble()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void the_same_request_with_its_seed_has_the_same_counts_whoever_else_is_there() {
        var digests = new HashSet<String>();
        for (int others = 0; others < 3; others++) {
            var neighbours = new ArrayList<String>();
            for (int i = 0; i < others; i++) {
                neighbours.add(submit(job(2), "carol-" + i));
            }
            digests.add(ended(submit(job(3).put("seed", 5), "heidi")).get("resultDigest").asText());
            neighbours.forEach(SideBySideTest::ended);
        }
        assertThat(digests).hasSize(1);
    }
}
