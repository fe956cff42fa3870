package cloud.somersault.persistence.journal;

import static cloud.somersault.persistence.journal.Events.await;
import static cloud.somersault.persistence.journal.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a log is opened: new, old, newer, damaged, foreign or held files. */
class OpeningTest {
    @TempDir Path folder;

    @Test
    void a_file_of_a_newer_version_is_refused_untouched() throws SQLException {
        Events.open(folder).close();
        sql("PRAGMA user_version = 99");

        assertThatThrownBy(() -> Events.open(folder))
                .isInstanceOf(EventLogException.TooNew.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("schema version 99")
                .hasMessageContaining("up to " + Schema.CURRENT.version());
    }

    @Test
    void an_older_file_is_brought_forward_with_what_it_holds() {
        try (var log = Events.open(folder)) {
            await(log.append(List.of(event("a", 1, "one"))));
        }
        var steps = new ArrayList<>(Schema.CURRENT.steps());
        steps.add(List.of("CREATE TABLE bookings (id TEXT PRIMARY KEY) STRICT"));

        try (var log = EventLog.open(folder, EventLogSettings.DEFAULT, new Schema(steps))) {
            assertThat(log.lastOrdering()).isEqualTo(1);
            assertThat(log.<Long>read(s -> s.number("SELECT count(*) FROM bookings"))).isZero();
            assertThat(log.<Long>read(s -> s.number("PRAGMA user_version")))
                    .isEqualTo(steps.size());
        }
        assertThatThrownBy(() -> Events.open(folder)).isInstanceOf(EventLogException.TooNew.class);
    }

    @Test
    void a_step_that_fails_leaves_the_file_as_it_was() {
        Events.open(folder).close();
        var steps = new ArrayList<>(Schema.CURRENT.steps());
        steps.add(List.of("CREATE TABLE half (id TEXT)", "no SQL at all"));

        assertThatThrownBy(() -> EventLog.open(folder, EventLogSettings.DEFAULT, new Schema(steps)))
                .isInstanceOf(EventLogException.class);
        try (var log = Events.open(folder)) {
            assertThat(
                            log.<Long>read(s ->
                                    s.number(
                                            "SELECT count(*) FROM sqlite_schema WHERE name ="
                                                    + " 'half'")))
                    .isZero();
        }
    }

    @Test
    void a_file_written_by_version_1_is_read_for_ever() throws Exception {
        lay("/event-log-version-1.sql");
        try (var log = Events.open(folder)) {
            assertThat(log.after(0, 10)).extracting(Events::text).containsExactly("one", "two");
            assertThat(log.withTagAfter("even", 0, 10))
                    .extracting(Events::text)
                    .containsExactly("two");
            assertThat(log.check()).isEqualTo(new LogCheck(2, List.of()));
            assertThat(await(new SqliteResultStore(log).get("digest")).orElseThrow())
                    .containsExactly(1, 2, 3);
            await(log.append(List.of(event("a", 3, "three"))));
            assertThat(log.check().sound()).isTrue();
        }
    }

    @Test
    void a_file_written_by_version_2_has_packed_events_beside_older_ones() throws Exception {
        lay("/event-log-version-2.sql");
        try (var log = Events.open(folder)) {
            assertThat(log.after(0, 2)).extracting(Events::text).containsExactly("one", "two");
            assertThat(Events.text(log.at(3).orElseThrow()))
                    .startsWith("{\"event\":\"job-submitted\",\"jobId\":\"wanreckto72vyy42dg")
                    .endsWith("\"at\":\"2026-11-21T20:29:59.682251735Z\"}");
            assertThat(log.check()).isEqualTo(new LogCheck(3, List.of()));
            await(log.append(List.of(event("a", 4, "four"))));
            assertThat(log.check().sound()).isTrue();
        }
    }

    /** Makes the file as an SQLite shell would. */
    private void lay(String resource) throws IOException, SQLException {
        try (var in = OpeningTest.class.getResourceAsStream(resource)) {
            var script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                    var statement = connection.createStatement()) {
                for (var one : script.split(";;\n")) {
                    statement.execute(one);
                }
            }
        }
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_the_way_to_repair_is_named() throws IOException {
        Files.writeString(file(), "this is a shopping list, not an event log, and long enough");

        assertThatThrownBy(() -> Events.open(folder))
                .isInstanceOf(EventLogException.Corrupt.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("journal repair");
        assertThat(file()).hasContent("this is a shopping list, not an event log, and long enough");
    }

    @Test
    void another_programs_database_is_refused() throws SQLException {
        sql("CREATE TABLE songs (title TEXT)");

        assertThatThrownBy(() -> Events.open(folder))
                .isInstanceOf(EventLogException.Corrupt.class)
                .hasMessageContaining("not an event log of Somersault");
    }

    @Test
    void a_file_that_was_torn_off_is_refused() throws IOException {
        fill(3_000);
        try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.setLength(raw.length() / 2);
        }

        assertThatThrownBy(() -> Events.open(folder))
                .isInstanceOf(EventLogException.Corrupt.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("journal repair");
        assertThatThrownBy(() -> Events.open(folder))
                .as("the folder was given back after the refusal")
                .isInstanceOf(EventLogException.Corrupt.class);
    }

    @Test
    void damage_in_the_middle_is_named_when_it_is_met_and_found_by_the_check() throws IOException {
        fill(3_000);
        try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek(raw.length() / 2 / 4096 * 4096);
            raw.write(new byte[20 * 4096]);
        }

        try (var log = Events.open(folder)) {
            assertThat(log.lastOrdering()).isEqualTo(3_000);
            assertThatThrownBy(() -> log.after(0, 3_000))
                    .isInstanceOf(EventLogException.Corrupt.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining("journal repair");
            assertThat(log.check().findings()).isNotEmpty();
        }
    }

    @Test
    void a_folder_that_is_held_says_who_holds_it() {
        try (var _ = Events.open(folder)) {
            assertThatThrownBy(() -> Events.open(folder))
                    .isInstanceOf(DataFolderHeldException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
            // Asking must not have lost the lock: another process is still refused (see KillTest).
            assertThatThrownBy(() -> Events.open(folder))
                    .isInstanceOfSatisfying(
                            DataFolderHeldException.class,
                            e -> assertThat(e.holderPid()).hasValue(ProcessHandle.current().pid()));
        }
        Events.open(folder).close();
    }

    @Test
    void users_of_one_folder_in_one_process_share_one_log() {
        var first = EventLogs.share(folder, EventLogSettings.DEFAULT);
        var second =
                EventLogs.share(
                        folder.resolve("..").resolve(folder.getFileName()),
                        EventLogSettings.DEFAULT);
        assertThat(second.log()).isSameAs(first.log());
        first.close();
        first.close();
        assertThat(second.log().lastOrdering()).isZero();
        await(second.log().append(List.of(event("a", 1, "still open"))));
        second.close();
        Events.open(folder).close();
    }

    private void fill(int events) {
        try (var log = Events.open(folder)) {
            for (int i = 1; i <= events; i += 100) {
                var batch = new ArrayList<NewEvent>();
                for (int j = i; j < i + 100; j++) {
                    batch.add(event("entity-" + j % 17, j, "event " + j + " ".repeat(100), "tag"));
                }
                await(log.append(batch));
            }
        }
    }

    private Path file() {
        return folder.resolve("events.db");
    }

    private void sql(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
