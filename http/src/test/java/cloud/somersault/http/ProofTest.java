package cloud.somersault.http;

import static cloud.somersault.http.TestServer.bell;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.persistence.proof.PublicKeyText;
import cloud.somersault.persistence.proof.SignedCheckpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a real server proves itself over HTTP, and offline while the server runs. */
class ProofTest {
    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
        server.run(bell("ideal"));
        server.run(bell("wukong"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_checkpoint_is_signed_with_a_key_that_is_published() {
        var checkpoint = server.post("/v1/audit/checkpoints", "").json();
        var keys = server.get("/v1/audit/keys").json().get("keys");

        var signed =
                SignedCheckpoint.parseAll(
                                checkpoint.get("text").asText()
                                        + "signature "
                                        + checkpoint.get("signature").asText()
                                        + "\n\n")
                        .getFirst();
        assertThat(keys.findValuesAsText("pem"))
                .anyMatch(pem -> signed.signedBy(PublicKeyText.ofPem(pem)));
        assertThat(checkpoint.get("entities").asInt()).isPositive();
    }

    @Test
    void the_private_key_is_its_owners_alone() throws Exception {
        server.post("/v1/audit/checkpoints", "");
        try (var keys = Files.list(folder.resolve("keys"))) {
            assertThat(keys)
                    .isNotEmpty()
                    .allSatisfy(key ->
                            assertThat(Files.getPosixFilePermissions(key))
                                    .isEqualTo(
                                            Set.of(
                                                    PosixFilePermission.OWNER_READ,
                                                    PosixFilePermission.OWNER_WRITE)));
        }
    }

    @Test
    void nothing_new_needs_no_new_checkpoint_but_itself() {
        server.run(bell("ideal"));
        long first = server.post("/v1/audit/checkpoints", "").json().get("number").asLong();
        long second = server.post("/v1/audit/checkpoints", "").json().get("number").asLong();
        assertThat(second).isBetween(first, first + 1);
    }

    @Test
    void a_new_key_signs_after_the_old_one_has_vouched_for_it() {
        server.post("/v1/audit/checkpoints", "");
        var before = active(server.get("/v1/audit/keys").json());
        var after = active(server.post("/v1/audit/keys", "").json());
        assertThat(after.get("introducedBy").asText()).isEqualTo(before.get("id").asText());
        server.run(bell("ideal"));
        assertThat(server.post("/v1/audit/checkpoints", "").json().get("key").asText())
                .isEqualTo(after.get("id").asText());
        assertThat(server.get("/v1/audit/log?what=rotate-audit-key").json().get("acts"))
                .isNotEmpty();
    }

    private static JsonNode active(JsonNode keys) {
        for (var key : keys.get("keys")) {
            if (key.get("active").asBoolean()) {
                return key;
            }
        }
        throw new AssertionError("no key is active: " + keys);
    }

    @Test
    void the_server_verifies_its_log_and_notes_that_it_did() {
        server.post("/v1/audit/checkpoints", "");
        var begun = server.post("/v1/audit/verifications", "");
        assertThat(begun.status()).isEqualTo(202);
        var view = begun.json();
        while (view.get("phase").asText().equals("running")) {
            LockSupport.parkNanos(20_000_000);
            view = server.get(begun.header("Location")).json();
        }
        assertThat(view.get("phase").asText()).isEqualTo("ended");
        assertThat(view.get("sound").asBoolean()).as(view.toString()).isTrue();
        assertThat(view.get("checkpoints").asInt()).isPositive();
        assertThat(view.get("eventsRead").asLong()).isEqualTo(view.get("eventsAll").asLong());
        assertThat(server.get("/v1/audit/log?what=verify-log").json().get("acts")).isNotEmpty();
    }

    @Test
    void a_verification_that_never_was_is_not_found() {
        assertThat(server.get("/v1/audit/verifications/v-0").code())
                .isEqualTo("verification-not-found");
    }

    @Test
    void the_log_is_verified_offline_while_the_server_runs() throws Exception {
        server.post("/v1/audit/checkpoints", "");
        var said = new ArrayList<String>();
        int code =
                AuditChore.run(java.util.List.of("verify", "--data", folder.toString()), said::add);
        assertThat(code).as(said.toString()).isZero();
        assertThat(said.getFirst()).contains("every one as it was written and signed");
    }
}
