package cloud.somersault.http;

import static cloud.somersault.http.TestServer.bell;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import cloud.somersault.persistence.evidence.EvidenceCheck;
import cloud.somersault.persistence.evidence.EvidenceFile;
import cloud.somersault.persistence.proof.PublicKeyText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job's evidence leaves its server, and is checked where there is none. */
class EvidenceTest {
    private static final long SEED = Long.getLong("seed", 4L);
    private static final int FLIPS = 100;

    @TempDir static Path folder;
    @TempDir static Path elsewhere;
    private static TestServer server;
    private static String onChip;
    private static byte[] evidence;
    private static PublicKeyText key;

    @BeforeAll
    static void export() throws Exception {
        server = TestServer.start(folder);
        onChip = server.run(bell("wukong"));
        evidence = download(onChip);
        key = PublicKeyText.ofPem(server.get("/v1/audit/keys").json().at("/keys/0/pem").asText());
        Files.write(elsewhere.resolve("job.zip"), evidence);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static byte[] download(String id) throws Exception {
        var url = Json.readOwn(Files.readString(folder.resolve("server.json"))).get("url").asText();
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(url + "/v1/jobs/" + id + "/evidence"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    @Test
    void it_is_sound_and_names_the_checkpoint_that_covers_the_job() throws IOException {
        var report = EvidenceCheck.check(EvidenceFile.read(evidence), Optional.of(key));
        assertThat(report.findings()).isEmpty();
        assertThat(report.job()).isEqualTo(onChip);
        assertThat(report.events()).isEqualTo(3);
        assertThat(report.checkpoint()).isPresent();
    }

    @Test
    void the_same_job_gives_the_same_bytes_later_on() throws Exception {
        server.run(bell("ideal"));
        server.post("/v1/audit/keys", "");
        server.post("/v1/audit/checkpoints", "");
        assertThat(download(onChip)).isEqualTo(evidence);
    }

    @Test
    void the_command_line_checks_it_and_runs_the_job_again_from_the_file_alone() throws Exception {
        var said = new ArrayList<String>();
        int code =
                AuditChore.run(
                        List.of("verify", elsewhere.resolve("job.zip").toString(), "--replay"),
                        said::add);
        assertThat(code).as(said.toString()).isZero();
        assertThat(said).anyMatch(line -> line.startsWith("Run again from the file: equal."));
    }

    @Test
    void a_key_that_has_nothing_to_do_with_it_is_a_finding() throws IOException {
        var stranger =
                new PublicKeyText("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        assertThat(EvidenceCheck.check(EvidenceFile.read(evidence), Optional.of(stranger)).sound())
                .isFalse();
    }

    @Test
    void whatever_byte_of_its_parts_is_flipped_is_found() {
        var random = new Random(SEED);
        for (int flip = 0; flip < FLIPS; flip++) {
            var forged = evidence.clone();
            int at = random.nextInt(forged.length);
            forged[at] ^= (byte) (1 + random.nextInt(255));
            assertThat(sound(forged) && !sameParts(forged))
                    .as("seed %d: byte %d is flipped", SEED, at)
                    .isFalse();
        }
    }

    private static boolean sound(byte[] file) {
        try {
            return EvidenceCheck.check(EvidenceFile.read(file), Optional.of(key)).sound();
        } catch (IOException | IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** What a zip says beside its parts (a date, the directory at its end) proves nothing. */
    private static boolean sameParts(byte[] file) {
        try {
            return EvidenceFile.read(file).equals(EvidenceFile.read(evidence));
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Test
    void a_failed_or_unknown_job_has_its_own_answers() {
        assertThat(server.get("/v1/jobs/never-was/evidence").code()).isEqualTo("job-not-found");
    }

    @Test
    void that_it_was_exported_is_in_the_audit_log() {
        assertThat(server.get("/v1/audit/log?what=export-evidence").json().get("acts"))
                .isNotEmpty();
    }
}
