package cloud.somersault.persistence.proof;

import static cloud.somersault.persistence.proof.ProvenLog.harm;
import static cloud.somersault.persistence.proof.ProvenLog.verify;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.persistence.journal.Encoded;
import cloud.somersault.persistence.journal.EventChain;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.LogFileReader;
import cloud.somersault.persistence.journal.NewEvent;
import cloud.somersault.persistence.journal.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of harm to a real log of 20 entities, of which the first 240 events are covered by
 * three checkpoints (two of 100 events, one of the rest) and 20 are not yet.
 */
class LogVerifierTest {
    private static final long SEED = Long.getLong("seed", 9L);
    private static final int ENTITIES = 20;
    private static final int COVERED_EACH = 12;
    private static final int FLIPS = 150;

    @TempDir static Path sound;
    @TempDir Path folder;

    @BeforeAll
    static void write() {
        try (var proven = new ProvenLog(sound)) {
            for (int number = 1; number <= COVERED_EACH; number++) {
                for (int entity = 0; entity < ENTITIES; entity++) {
                    proven.append(id(entity), number, number);
                }
            }
            proven.sign();
            for (int entity = 0; entity < ENTITIES; entity++) {
                proven.append(id(entity), COVERED_EACH + 1, COVERED_EACH + 1);
            }
        }
    }

    @BeforeEach
    void copy() throws Exception {
        try (var files = Files.walk(sound)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve(sound.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String id(int entity) {
        return "e|%02d".formatted(entity);
    }

    private Tuple found(String what, String id, long number) {
        return Tuple.tuple(what, id, number);
    }

    private void finds(Tuple... expected) {
        assertThat(verify(folder).findings())
                .extracting(Finding::what, Finding::persistenceId, Finding::sequenceNr)
                .containsExactly(expected);
    }

    @Test
    void a_log_as_it_was_written_is_sound() throws Exception {
        var verification = verify(folder, LogVerifier.Against.ITSELF.andWitnessOf(folder));

        assertThat(verification.findings()).isEmpty();
        // One key, three checkpoints; the last of which covers the key and two checkpoints.
        assertThat(verification.checkpoints()).isEqualTo(3);
        assertThat(verification.events()).isEqualTo(20 * 13 + 1 + 3);
        assertThat(verification.last().orElseThrow().checkpoint().number()).isEqualTo(3);
        assertThat(verification.uncovered())
                .isEqualTo(
                        verification.events()
                                - verification.last().orElseThrow().checkpoint().through());
        assertThat(verification.keys()).hasSize(1);
    }

    @Test
    void an_altered_event_is_found() throws SQLException {
        harm(
                folder,
                "UPDATE events SET packing = 0, payload = CAST('event 5 of me' AS BLOB)"
                        + " WHERE persistence_id = 'e|07' AND sequence_nr = 5");
        finds(found("event-altered", "e|07", 5));
    }

    @Test
    void an_altered_link_is_told_from_an_altered_event() throws SQLException {
        harm(
                folder,
                "UPDATE events SET chain = zeroblob(32)"
                        + " WHERE persistence_id = 'e|07' AND sequence_nr = 5");
        finds(found("link-altered", "e|07", 5));
    }

    @Test
    void an_altered_time_is_found() throws SQLException {
        harm(
                folder,
                "UPDATE events SET written_at = written_at + 1"
                        + " WHERE persistence_id = 'e|19' AND sequence_nr = 1");
        finds(found("event-altered", "e|19", 1));
    }

    @Test
    void a_dropped_event_is_found() throws SQLException {
        harm(folder, "DELETE FROM events WHERE persistence_id = 'e|03' AND sequence_nr = 2");
        finds(found("gap", "", 0), found("events-missing", "e|03", 2));
    }

    @Test
    void two_events_in_each_others_place_are_found() throws SQLException {
        // Events 3 and 4 of e|00 have the numbers 41 and 61 of the log.
        harm(
                folder,
                "UPDATE events SET ordering = 100041 WHERE ordering = 41",
                "UPDATE events SET ordering = 41 WHERE ordering = 61",
                "UPDATE events SET ordering = 61 WHERE ordering = 100041");
        finds(found("events-missing", "e|00", 3), found("out-of-order", "e|00", 3));
    }

    @Test
    void an_event_that_was_put_in_is_found() throws SQLException {
        harm(
                folder,
                """
                INSERT INTO events SELECT 1000, 'e|04', 14, written_at, writer_uuid, serializer_id,
                  manifest, adapter_manifest, payload, NULL, NULL, NULL, tags, chain, packing
                FROM events WHERE persistence_id = 'e|04' AND sequence_nr = 13\
                """);
        assertThat(verify(folder).findings())
                .extracting(Finding::what, Finding::persistenceId, Finding::sequenceNr)
                .contains(found("event-altered", "e|04", 14));
    }

    @Test
    void an_event_that_was_put_in_with_a_link_of_its_own_is_found_by_what_was_signed()
            throws SQLException {
        var last = stored("e|04", 12);
        var next =
                new NewEvent(
                        "e|new",
                        1,
                        ProvenLog.AT,
                        "writer",
                        "",
                        last.event().payload(),
                        Optional.empty(),
                        List.of());
        // All numbers behind it move by one, so that the log has no gap.
        harm(
                folder,
                "UPDATE events SET ordering = -1 - ordering WHERE ordering > 50",
                "UPDATE events SET ordering = -ordering WHERE ordering < 0",
                """
                INSERT INTO events SELECT 51, 'e|new', 1, written_at, 'writer', serializer_id,
                  manifest, adapter_manifest, payload, NULL, NULL, NULL, '[]', x'%s', packing
                FROM events WHERE persistence_id = 'e|04' AND sequence_nr = 12\
                """
                        .formatted(EventChain.next(EventChain.START, next)));
        assertThat(verify(folder).findings())
                .extracting(Finding::what, Finding::persistenceId, Finding::sequenceNr)
                .contains(found("event-inserted", "e|new", 1));
    }

    @Test
    void an_entity_without_its_tail_is_found() throws SQLException {
        harm(folder, "DELETE FROM events WHERE persistence_id = 'e|11' AND sequence_nr > 10");
        assertThat(verify(folder).findings())
                .extracting(Finding::what, Finding::persistenceId, Finding::sequenceNr)
                .contains(found("tail-truncated", "e|11", 11));
    }

    @Test
    void an_entity_that_is_gone_is_found() throws SQLException {
        harm(folder, "DELETE FROM events WHERE persistence_id = 'e|11'");
        assertThat(verify(folder).findings())
                .extracting(Finding::what, Finding::persistenceId, Finding::sequenceNr)
                .contains(found("entity-removed", "e|11", 5));
    }

    @Test
    void a_history_that_was_rewritten_with_its_chain_is_found_by_what_was_signed()
            throws SQLException {
        var before = stored("e|05", 11);
        var old = stored("e|05", 12);
        var forged =
                new NewEvent(
                        old.persistenceId(),
                        12,
                        old.writtenAt(),
                        old.event().writerUuid(),
                        "",
                        new Encoded(7, "text", "forged".getBytes(StandardCharsets.UTF_8)),
                        Optional.empty(),
                        old.tags());
        var link = EventChain.next(before.chain(), forged);
        var after = EventChain.next(link, stored("e|05", 13).event());
        harm(
                folder,
                ("UPDATE events SET packing = 0, payload = CAST('forged' AS BLOB), chain = x'%s'"
                                + " WHERE persistence_id = 'e|05' AND sequence_nr = 12")
                        .formatted(link),
                "UPDATE events SET chain = x'%s' WHERE persistence_id = 'e|05' AND sequence_nr = 13"
                        .formatted(after));
        finds(found("history-rewritten", "e|05", 12));
    }

    @Test
    void a_log_that_ends_too_early_is_found_by_the_witness_beside_it() throws Exception {
        long covered = 100;
        harm(folder, "DELETE FROM events WHERE ordering > " + covered);

        assertThat(verify(folder).findings()).isEmpty();
        assertThat(verify(folder).checkpoints()).isZero();
        var witness = verify(folder, LogVerifier.Against.ITSELF.andWitnessOf(folder));
        assertThat(witness.findings()).extracting(Finding::what).contains("witness-unknown");
        var trusted = verify(sound).keys().getFirst();
        var against = new LogVerifier.Against(List.of(), Optional.of(trusted));
        assertThat(verify(folder, against.andWitnessOf(folder)).findings())
                .extracting(Finding::what)
                .contains("key-unknown", "log-truncated");
    }

    @Test
    void a_log_that_was_cut_behind_a_checkpoint_is_found_by_the_witness() throws Exception {
        var second = stored(Signer.PERSISTENCE_ID, 3);
        harm(folder, "DELETE FROM events WHERE ordering > " + second.ordering());

        assertThat(verify(folder, LogVerifier.Against.ITSELF.andWitnessOf(folder)).findings())
                .extracting(Finding::what)
                .containsExactly("log-truncated");
    }

    @Test
    void a_forged_checkpoint_is_found() throws SQLException {
        var forged =
                new String(stored(Signer.PERSISTENCE_ID, 2).json(), StandardCharsets.UTF_8)
                        .replace("entities 20", "entities 21");
        harm(
                folder,
                "UPDATE events SET packing = 0, payload = CAST('%s' AS BLOB) WHERE persistence_id = 'Proof|log' AND sequence_nr = 2"
                        .formatted(forged));
        assertThat(verify(folder).findings())
                .extracting(Finding::what)
                .contains("checkpoint-altered", "event-altered", "checkpoint-missing");
    }

    @Test
    void lost_leaves_make_a_finding_less_exact_but_none_less() throws SQLException {
        harm(folder, "DELETE FROM results", "DELETE FROM events WHERE persistence_id = 'e|11'");
        assertThat(verify(folder).findings()).extracting(Finding::what).contains("leaves-lost");
    }

    @Test
    void a_new_key_is_vouched_for_by_the_old_one() throws Exception {
        try (var proven = new ProvenLog(folder)) {
            proven.rotate();
            proven.append("e|99", 1, 1);
            var state = proven.sign();
            assertThat(state.keys()).hasSize(2);
            assertThat(state.keys().getLast().notice().by())
                    .isEqualTo(state.keys().getFirst().notice().key().id());
        }
        var verification = verify(folder, LogVerifier.Against.ITSELF.andWitnessOf(folder));
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.keys()).hasSize(2);
        assertThat(verification.last().orElseThrow().checkpoint().key())
                .isEqualTo(verification.keys().getLast().id());
    }

    @Test
    void another_keeper_whose_key_was_vouched_for_goes_on_where_the_first_one_stopped()
            throws Exception {
        var other = folder.resolve("another");
        ProofState before;
        try (var proven = new ProvenLog(folder)) {
            proven.standBy(other);
            proven.append("e|98", 1, 1);
            before = proven.sign();
        }
        var first = before.keys().getFirst().notice().key();
        assertThat(before.keys()).hasSize(2);
        assertThat(before.active()).as("a key that stands by signs nothing").contains(first);
        try (var keys = Files.list(folder.resolve("keys"))) {
            for (var key : keys.toList()) {
                Files.delete(key);
            }
        }
        try (var proven = new ProvenLog(folder, ProvenLog.WINDOW_EVENTS, other)) {
            proven.append("e|99", 1, 1);
            var after = proven.sign();
            assertThat(after.keys()).hasSize(2);
            assertThat(after.active()).contains(after.keys().getLast().notice().key());
        }
        var verification = verify(folder, LogVerifier.Against.ITSELF.andWitnessOf(folder));
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.last().orElseThrow().checkpoint().key()).isNotEqualTo(first.id());
    }

    @Test
    void a_key_that_nobody_vouches_for_is_a_finding() throws Exception {
        try (var keys = Files.list(folder.resolve("keys"))) {
            for (var key : keys.toList()) {
                Files.delete(key);
            }
        }
        try (var proven = new ProvenLog(folder)) {
            proven.sign();
        }
        assertThat(verify(folder).findings())
                .extracting(Finding::what)
                .containsExactly("key-not-vouched");
    }

    @Test
    void any_byte_that_is_flipped_in_a_row_of_events_is_found() throws Exception {
        var random = new Random(SEED);
        var texts =
                List.of("persistence_id", "writer_uuid", "manifest", "adapter_manifest", "tags");
        var columns = new ArrayList<>(texts);
        columns.addAll(
                List.of(
                        "payload",
                        "chain",
                        "ordering",
                        "sequence_nr",
                        "written_at",
                        "serializer_id"));
        int flipped = 0;
        while (flipped < FLIPS) {
            long row = 1 + random.nextInt(20 * 13 + 4);
            var column = columns.get(random.nextInt(columns.size()));
            if (flip(random, row, column, texts.contains(column))) {
                flipped++;
                // Bits of a packed event that unpacking does not read mean nothing.
                assertThat(verify(folder).sound() && !sameEvent(row))
                        .as("seed %d: a byte of %s in row %d is flipped", SEED, column, row)
                        .isFalse();
                copy();
            }
        }
    }

    private boolean sameEvent(long row) {
        try (var before = EventLog.open(sound, EventLogSettings.DEFAULT);
                var after = EventLog.open(folder, EventLogSettings.DEFAULT)) {
            return before.at(row).equals(after.at(row));
        }
    }

    /** Whether there was a byte to flip. */
    private boolean flip(Random random, long row, String column, boolean text) throws SQLException {
        var done = new boolean[1];
        harm(
                folder,
                connection -> {
                    byte[] value;
                    boolean number;
                    try (var query =
                                    connection.prepareStatement(
                                            "SELECT %1$s, typeof(%1$s) = 'integer' FROM events WHERE ordering = ?"
                                                    .formatted(column));
                            var update =
                                    connection.prepareStatement(
                                            "UPDATE events SET %s = %s WHERE ordering = ?"
                                                    .formatted(
                                                            column,
                                                            text ? "CAST(? AS TEXT)" : "?"))) {
                        query.setLong(1, row);
                        try (var rows = query.executeQuery()) {
                            assertThat(rows.next()).isTrue();
                            number = rows.getBoolean(2);
                            if (number) {
                                update.setLong(
                                        1, rows.getLong(1) ^ (1L << random.nextInt(Long.SIZE - 1)));
                            } else {
                                value = rows.getBytes(1);
                                if (value == null || value.length == 0) {
                                    return;
                                }
                                value[random.nextInt(value.length)] ^=
                                        (byte) (1 + random.nextInt(255));
                                update.setBytes(1, value);
                            }
                        }
                        update.setLong(2, row);
                        try {
                            done[0] = update.executeUpdate() == 1;
                        } catch (SQLException refused) {
                            // Another row has this number already.
                            assertThat(refused.getMessage()).contains("CONSTRAINT");
                        }
                    }
                });
        return done[0];
    }

    private StoredEvent stored(String id, int number) {
        try (var reader = LogFileReader.open(sound, EventLogSettings.DEFAULT)) {
            var event = reader.events(id).get(number - 1);
            assertThat(HexFormat.of().parseHex(event.chain())).hasSize(32);
            return event;
        }
    }

    @AfterAll
    static void theSoundOneStillIs() {
        assertThat(verify(sound).findings()).isEmpty();
    }
}
