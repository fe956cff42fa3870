package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestServer.Answer;
import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.CharacterTokenizer;
import cloud.somersault.tuning.train.Pretraining;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tuning sessions through the door, on a small model that has learnt a little. */
class TuningTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();

    @TempDir private static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        var tokenizer = CharacterTokenizer.ascii();
        try (var workers = new Workers(2)) {
            Pretraining.run(
                            Pretraining.smallConfig(tokenizer),
                            tokenizer,
                            WordProblems.draw(WordProblems.Task.OWN, 64, 1),
                            new Pretraining.Settings(40, 16, 4e-3, 0.1, 1),
                            workers,
                            _ -> {})
                    .save(folder.resolve("model"), NumberFormat.F32);
        }
        tokenizer.save(folder.resolve("model"));
        server = TestServer.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_session_on_the_chip_takes_its_steps_by_jobs_and_its_model_can_be_asked() {
        var created =
                post(
                        "/v1/tunings",
                        """
                        {"model": "%s", "method": {"kind": "qtha"}, "seed": 7,
                         "quantum": {"target": "wukong", "shots": 200},
                         "training": {"steps": 3, "batch": 2, "checkpointEvery": 2}}
                        """
                                .formatted(folder.resolve("model")));
        assertThat(created.status()).isEqualTo(202);
        assertSchema("createTuning", "202", created);
        var id = created.json().get("id").asText();

        var ended = until(id, "completed");
        assertSchema("getTuning", "200", ended);
        assertThat(ended.json().get("step").asInt()).isEqualTo(3);
        // 6 adapters, 2 sequences of 57 circuits each, 3 steps; equal ones are counted once
        assertThat(ended.json().get("circuits").asInt()).isBetween(1000, 3 * 6 * 2 * 57);

        var curve = server.get("/v1/tunings/" + id + "/curve");
        assertSchema("getTuningCurve", "200", curve);
        var job = curve.json().at("/steps/0/jobs/0");
        assertThat(job.get("target").asText()).isEqualTo("wukong");
        assertThat(job.get("calibrationVersion").asInt()).isEqualTo(1);
        assertThat(server.get("/v1/jobs/" + job.get("jobId").asText()).json().get("resultDigest"))
                .isEqualTo(job.get("resultDigest"));

        var written =
                post(
                        "/v1/tunings/" + id + "/completions",
                        "{\"prompt\": \"A box\", \"tokens\": 4}");
        assertThat(written.status()).isEqualTo(200);
        assertSchema("completeWithTuning", "200", written);
        assertThat(server.get("/v1/tunings/" + id + "/adapter").header("content-type"))
                .isEqualTo("application/zip");
        assertThat(server.get("/v1/tunings").json().at("/tunings/0/id").isTextual()).isTrue();

        var examined = post("/v1/tunings/" + id + "/evaluations", "{\"examples\": 2}");
        assertSchema("evaluateTuning", "200", examined);
        assertThat(examined.json().get("step").asInt()).isEqualTo(3);
        assertThat(examined.json().get("circuits").asInt()).isPositive();
        assertThat(examined.json().at("/jobs/0/target").asText()).isEqualTo("wukong");
        for (var kind : new String[] {"training", "validation", "test", "old"}) {
            assertThat(examined.json().at("/" + kind + "/examples").asInt()).isEqualTo(2);
        }
        assertThat(post("/v1/tunings/" + id + "/evaluations", "{\"step\": 1}").code())
                .isEqualTo("no-checkpoint");

        var fork =
                post(
                        "/v1/tunings/" + id + "/fork",
                        "{\"step\": 2, \"training\": {\"steps\": 4}, \"quantum\": {\"target\": \"exact\"}}");
        assertThat(fork.status()).isEqualTo(202);
        assertThat(
                        until(fork.json().get("id").asText(), "completed")
                                .json()
                                .at("/origin/checkpoint/step")
                                .asInt())
                .isEqualTo(2);
        assertThat(post("/v1/tunings/" + id + "/fork", "{\"step\": 1}").code())
                .isEqualTo("no-checkpoint");
        var curveAgain = server.get("/v1/tunings/" + id + "/curve").json();
        assertThat(curveAgain.get("lossDigest")).isEqualTo(curve.json().get("lossDigest"));
        assertThat(curveAgain.get("logDigest")).isEqualTo(curve.json().get("logDigest"));
        assertThat(post("/v1/tunings/" + id + "/pause", "").code())
                .isEqualTo("tuning-already-ended");
    }

    @Test
    void what_can_not_begin_is_refused_with_what_is_wrong() {
        var missing =
                post("/v1/tunings", "{\"model\": \"nowhere\", \"method\": {\"kind\": \"lora\"}}");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.code()).isEqualTo("tuning-refused");
        var ring =
                post(
                        "/v1/tunings",
                        "{\"model\": \"%s\", \"method\": {\"kind\": \"qtha\", \"rank\": 1}}"
                                .formatted(folder.resolve("model")));
        assertThat(ring.code()).isEqualTo("tuning-refused");
        assertThat(ring.json().get("detail").asText()).contains("a ring has 2");
        assertThat(
                        post("/v1/tunings", "{\"model\": \"m\", \"method\": {\"kind\": \"magic\"}}")
                                .code())
                .isEqualTo("out-of-range");
        assertThat(server.get("/v1/tunings/nobody").code()).isEqualTo("tuning-not-found");
    }

    private static Answer post(String path, String body) {
        return server.post(path, body);
    }

    private static void assertSchema(String operation, String status, Answer answer) {
        assertThat(DOCUMENT.differences(DOCUMENT.schema(operation, status), answer.json()))
                .isEmpty();
    }

    private static Answer until(String id, String phase) {
        var patience = Instant.now().plus(Duration.ofMinutes(4));
        while (Instant.now().isBefore(patience)) {
            var answer = server.get("/v1/tunings/" + id);
            if (answer.json().get("phase").asText().equals(phase)) {
                return answer;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError(server.get("/v1/tunings/" + id).text());
    }
}
