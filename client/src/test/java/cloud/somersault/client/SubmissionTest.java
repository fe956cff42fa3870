package cloud.somersault.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a submission says when it is written down. */
class SubmissionTest {

    @Test
    void a_program_alone_is_a_thousand_shots_of_the_ideal_target() {
        assertThat(Submission.of("x").json())
                .isEqualTo(json("{\"target\":\"ideal\",\"shots\":1000,\"program\":\"x\"}"));
    }

    @Test
    void everything_has_its_field() {
        var submission =
                Submission.of(List.of("x", "y"))
                        .target("wukong")
                        .shots(7)
                        .seed(3)
                        .name("pair")
                        .priority(9)
                        .session("s1")
                        .inputs(Map.of("theta", 0.5))
                        .bindings(List.of(Map.of("phi", 1.0), Map.of("phi", 2.0)))
                        .observables(List.of("Z0 Z1"))
                        .optimization(2)
                        .timeLimit(Duration.ofMillis(1500))
                        .exclusive(true);

        assertThat(json(submission.json().toString())) // as it is sent
                .isEqualTo(
                        json(
                                """
                                {"target": "wukong", "shots": 7, "programs": ["x", "y"], "seed": 3,
                                 "name": "pair", "priority": 9, "session": "s1",
                                 "inputs": {"theta": 0.5},
                                 "bindings": [{"phi": 1.0}, {"phi": 2.0}],
                                 "observables": ["Z0 Z1"],
                                 "options": {"optimization": 2, "timeLimitSeconds": 1.5,
                                             "exclusive": true}}
                                """));
    }

    @Test
    void a_change_makes_another_and_leaves_the_first_as_it_was() {
        var first = Submission.of("x").seed(1).idempotencyKey("k").tenant("t");
        var second = first.seed(2);

        assertThat(first.json().get("seed").asInt()).isEqualTo(1);
        assertThat(second.json().get("seed").asInt()).isEqualTo(2);
        assertThat(second.idempotencyKey()).contains("k");
        assertThat(second.tenant()).contains("t");
    }

    @Test
    void a_keys_secret_is_not_in_its_text() {
        var key =
                KeyView.from(
                        json(
                                """
                                {"id": "som_aaaaaaaaaa", "key": "som_aaaaaaaaaa_secret", "name": "",
                                 "tenant": "t", "role": "auditor", "createdBy": "x",
                                 "createdAt": "2026-03-06T08:00:00Z"}
                                """));

        assertThat(key.secret()).contains("som_aaaaaaaaaa_secret");
        assertThat(key.role()).isEqualTo(Role.AUDITOR);
        assertThat(key.toString()).doesNotContain("secret");
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }
}
