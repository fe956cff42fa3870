package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.CharacterTokenizer;
import cloud.somersault.tuning.train.Pretraining;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the data folder that {@link EarlierReleaseTest} reads for ever after a release: everything
 * that a log can hold, small, left by a real server. By hand, once a release, as its name says:
 * {@code mvn -pl http -am test -Dtest=ReleaseFixture -Drelease=0.3
 * -Dsurefire.failIfNoSpecifiedTests=false}; what is there already is never made again.
 */
class ReleaseFixture {
    private static final String WUKONG = "/v1/chips/wukong";
    private static final String PROGRAM = "OPENQASM 3.0;\\ninclude \\\"stdgates.inc\\\";\\n";
    private static final String BELL =
            "qubit[2] q; bit[2] c; h q[0]; cx q[0], q[1]; c = measure q;";
    private static final long LOOK_AGAIN_NS = 50_000_000;

    @TempDir private Path folder;
    private TestServer server;

    @Test
    void the_data_folder_of_a_release_is_made() throws Exception {
        var release = System.getProperty("release", "");
        assumeTrue(!release.isEmpty(), "-Drelease=NAME says which");
        var to =
                Path.of(
                        System.getProperty("somersault.root", ".."),
                        "http/src/test/resources/releases",
                        release);
        assertThat(to).as("a release is made once").doesNotExist();
        var data = folder.resolve("data");
        var model = model();
        JsonNode jobs;
        JsonNode tunings;
        JsonNode calibrations;
        String key;
        try (var started = TestServer.start(data)) {
            server = started;
            jobs();
            server.post("/v1/audit/checkpoints", "");
            calibration();
            tuning(model);
            assertThat(server.post("/v1/audit/keys", "").status()).isEqualTo(200);
            afterwards();
            server.post("/v1/audit/checkpoints", "");
            jobs = server.get("/v1/jobs?limit=100").json();
            tunings = server.get("/v1/tunings").json();
            calibrations = server.get(WUKONG + "/calibrations").json();
            key = activeKey(server.get("/v1/audit/keys").json());
        }
        inOneFile(data.resolve(EventLogSettings.DEFAULT.fileName()));
        Files.createDirectories(to);
        pack(data, to.resolve("data.zip"));
        Files.writeString(to.resolve("key.pem"), key);
        Files.writeString(to.resolve("jobs.json"), jobs.toPrettyString() + "\n");
        Files.writeString(to.resolve("tunings.json"), tunings.toPrettyString() + "\n");
        Files.writeString(to.resolve("calibrations.json"), calibrations.toPrettyString() + "\n");
    }

    private String run(String name, String target, int seed, String program, String more) {
        return server.run(
                """
                {"name": "%s", "target": "%s", "shots": 300, "seed": %d, "program": "%s%s"%s}
                """
                        .formatted(name, target, seed, PROGRAM, program, more));
    }

    /** Each way that a job can go. */
    private void jobs() {
        run("bell", "ideal", 1, BELL, "");
        run("bell on the chip", "wukong", 2, BELL, "");
        run("shards", "ideal", 3, BELL, ", \"options\": {\"shards\": 3}");
        run("alone on the chip", "wukong", 4, BELL, ", \"options\": {\"exclusive\": true}");
        run(
                "what depends on what was measured",
                "ideal",
                5,
                "qubit[2] q; bit[2] c; h q[0]; c[0] = measure q[0]; if (c[0] == 1) { x q[1]; }"
                        + " c[1] = measure q[1];",
                "");
        run(
                "values",
                "ideal",
                6,
                "qubit[2] q; h q[0]; cx q[0], q[1];",
                ", \"observables\": [\"Z0 Z1\", \"X0 X1\"]");
        var failed =
                run(
                        "never ends",
                        "ideal",
                        7,
                        "qubit q; bit c; x q; c = measure q; while (c == 1) { c = measure q; }",
                        "");
        assertThat(phase(failed)).isEqualTo("failed");
        var waits =
                server.post(
                                "/v1/jobs",
                                """
                                {"name": "taken back", "target": "ideal", "shots": 20000, "seed": 8,
                                 "program": "%squbit[22] q; bit[22] c; h q; c = measure q;"}
                                """
                                        .formatted(PROGRAM))
                        .json()
                        .get("id")
                        .asText();
        assertThat(server.post("/v1/jobs/" + waits + "/cancel", "").status()).isEqualTo(200);
    }

    private String phase(String job) {
        return server.get("/v1/jobs/" + job).json().get("phase").asText();
    }

    /** An import, a day of the clock, and a coupler that is measured by experiments. */
    private void calibration() {
        var known = server.get(WUKONG + "/calibration?format=pilot-config").json();
        for (var qubit : known.get("QubitParams")) {
            if (!qubit.path("T1").asText().isEmpty()) {
                ((ObjectNode) qubit).put("T1", 19.5);
            }
        }
        var imported =
                server.post(WUKONG + "/calibrations/imports?source=a%20release", known.toString());
        assertThat(imported.status()).as(imported.text()).isEqualTo(201);
        assertThat(server.post(WUKONG + "/clock", "{\"advanceSeconds\": 86400}").status())
                .isEqualTo(200);
        run("a day later", "wukong", 9, BELL, "");
        var runs = WUKONG + "/calibration-runs";
        var begun = server.post(runs, "{\"couplers\":[\"8-2\"],\"nodes\":[\"cz-phase\"]}").json();
        var path = runs + "/" + begun.get("number").asLong();
        while (server.get(path).json().at("/run/phase").asText().equals("running")) {
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
        assertThat(server.get(path).json().at("/run/phase").asText()).isEqualTo("finished");
        run("newly calibrated", "wukong", 10, BELL, "");
    }

    private Path model() throws IOException {
        // What a session says of its model names no machine.
        var model = Path.of("target", "release-model");
        var tokenizer = CharacterTokenizer.ascii();
        try (var workers = new Workers(2)) {
            Pretraining.run(
                            Pretraining.smallConfig(tokenizer),
                            tokenizer,
                            WordProblems.draw(WordProblems.Task.OWN, 16, 1),
                            new Pretraining.Settings(2, 4, 4e-3, 0.1, 1),
                            workers,
                            _ -> {})
                    .save(model, NumberFormat.F32);
        }
        tokenizer.save(model);
        return model;
    }

    /** Of the smallest kind: what it has learnt lies in the file too. */
    private void tuning(Path model) {
        var created =
                server.post(
                        "/v1/tunings",
                        """
                        {"model": "%s", "method": {"kind": "lora", "rank": 1}, "seed": 7,
                         "training": {"steps": 2, "batch": 1, "checkpointEvery": 2}}
                        """
                                .formatted(model));
        assertThat(created.status()).as(created.text()).isEqualTo(202);
        var path = "/v1/tunings/" + created.json().get("id").asText();
        while (!server.get(path).json().get("phase").asText().matches("completed|failed")) {
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
        assertThat(server.get(path).json().get("phase").asText()).isEqualTo("completed");
    }

    /** What administrators do, and a job under the new key. */
    private void afterwards() {
        var session =
                server.post(
                        "/v1/sessions",
                        "{\"share\": 0.2, \"lastsSeconds\": 600, \"workSecondsMax\": 100}");
        assertThat(session.status()).as(session.text()).isEqualTo(201);
        run("after the new key", "ideal", 11, BELL, "");
        var replay = server.post("/v1/audit/replays", "{\"jobsMax\": 3}");
        assertThat(replay.status()).as(replay.text()).isEqualTo(202);
        var path = "/v1/audit/replays/" + replay.json().get("id").asText();
        while (!server.get(path).json().has("endedAt")) {
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
    }

    private static String activeKey(JsonNode keys) {
        for (var key : keys.get("keys")) {
            if (key.get("active").asBoolean()) {
                return key.get("pem").asText();
            }
        }
        throw new AssertionError("no key is active: " + keys);
    }

    /** What lies in the write-ahead log moves into the file, and views, which are made anew, go. */
    private static void inOneFile(Path log) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + log);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            statement.execute("PRAGMA journal_mode = DELETE");
            statement.execute("VACUUM");
        }
    }

    private static void pack(Path data, Path to) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(to))) {
            for (var name : List.of(EventLogSettings.DEFAULT.fileName(), "checkpoints.txt")) {
                zip.putNextEntry(new ZipEntry(name).setLastModifiedTime(FileTime.fromMillis(0)));
                zip.write(Files.readAllBytes(data.resolve(name)));
                zip.closeEntry();
            }
        }
    }
}
