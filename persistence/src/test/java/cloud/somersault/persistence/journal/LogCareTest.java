package cloud.somersault.persistence.journal;

import static cloud.somersault.persistence.journal.Events.await;
import static cloud.somersault.persistence.journal.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a log, copying it while it is written, and rescuing what damage has left. */
class LogCareTest {
    private static final EventLogSettings SETTINGS = EventLogSettings.DEFAULT;
    private static final int ENTITIES = 40;
    private static final int EVENTS = 60;

    @TempDir Path folder;
    @TempDir Path other;

    @Test
    void a_backup_is_a_whole_log_of_one_moment_although_it_is_made_while_events_are_written() {
        var target = other.resolve(SETTINGS.fileName());
        try (var log = Events.open(folder)) {
            write(log, 1, EVENTS);
            long before = log.lastOrdering();
            var writing = new ArrayList<CompletionStage<List<Long>>>();
            for (int entity = 0; entity < ENTITIES; entity++) {
                writing.add(log.append(List.of(event("e-" + entity, EVENTS + 1, "meanwhile"))));
            }
            LogCare.backup(folder, target, SETTINGS);
            writing.forEach(Events::await);

            try (var copy = Events.open(other)) {
                assertThat(copy.check().findings()).isEmpty();
                assertThat(copy.lastOrdering()).isBetween(before, log.lastOrdering());
                assertThat(copy.after(0, 10_000))
                        .isEqualTo(log.after(0, Math.toIntExact(copy.lastOrdering())));
            }
        }
    }

    @Test
    void a_backup_overwrites_nothing() throws IOException {
        Events.open(folder).close();
        var target = Files.createFile(other.resolve("precious"));

        assertThatThrownBy(() -> LogCare.backup(folder, target, SETTINGS))
                .isInstanceOf(EventLogException.class)
                .hasMessageContaining("is there already");
    }

    @Test
    void a_log_can_be_looked_at_while_a_server_keeps_it() {
        try (var log = Events.open(folder)) {
            write(log, 1, EVENTS);

            assertThat(LogCare.check(folder, SETTINGS))
                    .isEqualTo(new LogCheck((long) ENTITIES * EVENTS, List.of()));
        }
    }

    @Test
    void a_folder_without_a_log_is_said_to_have_none() {
        assertThatThrownBy(() -> LogCare.check(folder, SETTINGS))
                .hasMessageContaining("There is no event log");
    }

    @Test
    void of_a_damaged_log_every_entity_keeps_its_history_up_to_the_first_event_that_is_lost()
            throws IOException {
        List<StoredEvent> written;
        try (var log = Events.open(folder)) {
            write(log, 1, EVENTS);
            written = log.after(0, 10_000);
        }
        checkpointAndDamage(folder.resolve(SETTINGS.fileName()));
        assertThat(LogCare.check(folder, SETTINGS).sound()).isFalse();

        var report = LogCare.repair(folder, SETTINGS);

        assertThat(report.unreadable()).isPositive();
        assertThat(report.cut()).as("%s", report).isNotEmpty();
        assertThat(report.events() + report.leftBehind() + report.unreadable())
                .isEqualTo(written.size());
        assertThat(report.damagedFile()).exists();
        try (var log = Events.open(folder)) {
            assertThat(log.check()).isEqualTo(new LogCheck(report.events(), List.of()));
            var kept = new HashMap<String, Long>();
            for (var event : log.after(0, 10_000)) {
                kept.merge(event.persistenceId(), 1L, Long::sum);
            }
            for (int entity = 0; entity < ENTITIES; entity++) {
                var id = "e-" + entity;
                assertThat(kept.getOrDefault(id, 0L))
                        .as("events of " + id)
                        .isEqualTo(report.cut().getOrDefault(id, (long) EVENTS));
                assertThat(log.ofEntity(id, 1, EVENTS, EVENTS))
                        .extracting(StoredEvent::event)
                        .isEqualTo(
                                written.stream()
                                        .filter(one -> one.persistenceId().equals(id))
                                        .map(StoredEvent::event)
                                        .limit(kept.getOrDefault(id, 0L))
                                        .toList());
            }
            await(log.append(List.of(event("fresh", 1, "it takes writes again"))));
        }
    }

    @Test
    void a_log_that_a_server_keeps_is_not_repaired() {
        try (var _ = Events.open(folder)) {
            assertThatThrownBy(() -> LogCare.repair(folder, SETTINGS))
                    .isInstanceOf(DataFolderHeldException.class);
        }
    }

    @Test
    void a_sound_log_stays_what_it_is_when_it_is_repaired() {
        List<StoredEvent> written;
        try (var log = Events.open(folder)) {
            write(log, 1, EVENTS);
            written = log.after(0, 10_000);
        }
        var report = LogCare.repair(folder, SETTINGS);

        assertThat(report.unreadable() + report.leftBehind()).isZero();
        try (var log = Events.open(folder)) {
            assertThat(log.after(0, 10_000)).isEqualTo(written);
        }
    }

    /** All entities in turns, so that a page holds events of many. */
    private static void write(EventLog log, int from, int to) {
        var stages = new ArrayList<CompletionStage<List<Long>>>();
        for (int number = from; number <= to; number++) {
            for (int entity = 0; entity < ENTITIES; entity++) {
                stages.add(
                        log.append(
                                List.of(
                                        event(
                                                "e-" + entity,
                                                number,
                                                "x".repeat(200) + number,
                                                "tag"))));
            }
        }
        stages.forEach(Events::await);
    }

    /** Overwrites a page of the events table, in the middle of the file. */
    private static void checkpointAndDamage(Path file) throws IOException {
        // A column that lies in the table as it is, and in no index.
        var marker = "writer-1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (var damaged = new RandomAccessFile(file.toFile(), "rw")) {
            int page = 4096;
            long pages = damaged.length() / page;
            var content = new byte[page];
            for (long number = pages / 2; number < pages; number++) {
                damaged.seek(number * page);
                damaged.readFully(content);
                if (java.util.Collections.indexOfSubList(boxed(content), boxed(marker)) >= 0) {
                    damaged.seek(number * page);
                    damaged.write(new byte[page]);
                    return;
                }
            }
        }
        throw new AssertionError("no page of events in the second half of the file");
    }

    private static List<Byte> boxed(byte[] bytes) {
        var list = new ArrayList<Byte>();
        for (byte one : bytes) {
            list.add(one);
        }
        return list;
    }
}
