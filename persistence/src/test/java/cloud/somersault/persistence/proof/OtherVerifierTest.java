package cloud.somersault.persistence.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.somersault.persistence.journal.Encoded;
import cloud.somersault.persistence.journal.EventChain;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.NewEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two verifiers agree: ours, and docs/verifier/verify.mjs, which was written from docs/audit.md and
 * runs on Node.js. The vectors were made by a third program.
 */
class OtherVerifierTest {
    private static final Path VERIFIER =
            Path.of(System.getProperty("somersault.root", "..")).resolve("docs/verifier");
    private static final Path DICTIONARY =
            VERIFIER.resolve(
                    "../../persistence/src/main/resources/cloud/somersault/persistence/journal/event-dictionary-1.txt");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROWS =
            """
            SELECT json_object('ordering', ordering, 'persistence_id', persistence_id,
              'sequence_nr', sequence_nr, 'written_at', written_at, 'writer_uuid', writer_uuid,
              'serializer_id', serializer_id, 'manifest', manifest,
              'adapter_manifest', adapter_manifest, 'payload', hex(payload),
              'metadata_serializer_id', metadata_serializer_id,
              'metadata_manifest', metadata_manifest, 'metadata', hex(metadata), 'tags', tags,
              'chain', hex(chain), 'packing', packing) FROM events ORDER BY ordering\
            """;

    @TempDir Path folder;

    @Test
    void our_links_are_those_of_the_vectors() throws IOException {
        var previous = EventChain.START;
        for (var one : vectors().get("chain")) {
            previous = EventChain.next(previous, event(one.get("row")));
            assertThat(previous).isEqualTo(one.get("link").asText());
        }
    }

    @Test
    void our_trees_are_those_of_the_vectors_and_every_leaf_has_its_proof() throws IOException {
        for (var tree : vectors().get("trees")) {
            var leaves = new ArrayList<Leaf>();
            tree.get("leaves").forEach(line -> leaves.add(Leaf.parse(line.asText())));
            var all = new Leaves(leaves);
            assertThat(all.root()).isEqualTo(tree.get("root").asText());
            for (var leaf : leaves) {
                var inclusion = all.inclusion(leaf.persistenceId()).orElseThrow();
                assertThat(inclusion.leaf()).isEqualTo(leaf);
                assertThat(inclusion.root()).isEqualTo(all.root());
                assertThat(inclusion.path().size())
                        .isLessThanOrEqualTo(
                                Integer.SIZE - Integer.numberOfLeadingZeros(leaves.size()));
            }
        }
    }

    @Test
    void our_signatures_are_those_of_the_vectors() throws IOException {
        for (var one : vectors().get("signatures")) {
            assertThat(
                            new PublicKeyText(one.get("public").asText())
                                    .verifies(
                                            one.get("text").asText(),
                                            one.get("signature").asText()))
                    .isEqualTo(one.get("holds").asBoolean());
        }
    }

    @Test
    void the_other_verifier_agrees_with_the_vectors() throws Exception {
        assertThat(node(VERIFIER.resolve("vectors.json"), "vectors").get("findings")).isEmpty();
    }

    @Test
    void the_other_verifier_finds_a_real_log_sound_and_a_forged_one_not() throws Exception {
        try (var proven = new ProvenLog(folder)) {
            proven.append("Job|ä", 1, 30);
            proven.append("Job|b", 1, 40);
            proven.sign();
            proven.rotate();
            proven.append("Job|b", 41, 50);
            proven.sign();
        }
        var sound = node(rows(), "rows");
        assertThat(sound.get("findings")).isEmpty();
        assertThat(sound.get("events").asLong()).isEqualTo(ProvenLog.verify(folder).events());
        assertThat(sound.get("checkpoints").asLong()).isEqualTo(2);

        ProvenLog.harm(
                folder,
                "UPDATE events SET payload = x'00' WHERE persistence_id = 'Job|b' AND sequence_nr = 7");
        assertThat(node(rows(), "rows").get("findings")).hasSize(1);
        assertThat(ProvenLog.verify(folder).findings()).hasSize(1);
    }

    private Path rows() throws IOException, SQLException {
        var file = folder.resolve("rows.jsonl");
        var lines = new ArrayList<String>();
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:"
                                        + folder.resolve(EventLogSettings.DEFAULT.fileName()));
                var statement = connection.createStatement();
                var found = statement.executeQuery(ROWS)) {
            while (found.next()) {
                lines.add(found.getString(1));
            }
        }
        return Files.write(file, lines);
    }

    private static JsonNode vectors() throws IOException {
        return JSON.readTree(VERIFIER.resolve("vectors.json").toFile());
    }

    private static NewEvent event(JsonNode row) {
        var tags = new ArrayList<String>();
        try {
            JSON.readTree(row.get("tags").asText()).forEach(tag -> tags.add(tag.asText()));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        var metadata = row.get("metadata_serializer_id");
        return new NewEvent(
                row.get("persistence_id").asText(),
                row.get("sequence_nr").asLong(),
                Instant.ofEpochMilli(row.get("written_at").asLong()),
                row.get("writer_uuid").asText(),
                row.get("adapter_manifest").asText(),
                encoded(row.get("serializer_id"), row.get("manifest"), row.get("payload")),
                metadata.isNull()
                        ? Optional.empty()
                        : Optional.of(
                                encoded(
                                        metadata,
                                        row.get("metadata_manifest"),
                                        row.get("metadata"))),
                List.copyOf(tags));
    }

    private static Encoded encoded(JsonNode serializer, JsonNode manifest, JsonNode bytes) {
        return new Encoded(
                serializer.asInt(), manifest.asText(), HexFormat.of().parseHex(bytes.asText()));
    }

    /** What the other one says; skipped where there is no Node.js. */
    private static JsonNode node(Path file, String mode) throws Exception {
        Process process;
        try {
            var command =
                    new ProcessBuilder(
                            "node",
                            VERIFIER.resolve("verify.mjs").toString(),
                            file.toString(),
                            mode);
            command.environment().put("SOMERSAULT_DICTIONARY_1", DICTIONARY.toString());
            process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException none) {
            assumeTrue(false, "there is no Node.js here");
            throw none;
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return JSON.readTree(said);
    }
}
