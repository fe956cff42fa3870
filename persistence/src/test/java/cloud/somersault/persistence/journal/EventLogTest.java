package cloud.somersault.persistence.journal;

import static cloud.somersault.persistence.journal.Events.await;
import static cloud.somersault.persistence.journal.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log promises to whoever writes and reads it. */
class EventLogTest {
    @TempDir Path folder;

    @Test
    void an_event_is_read_as_it_was_written() {
        var written =
                new NewEvent(
                        "job|1",
                        1,
                        Events.AT,
                        "writer",
                        "adapter",
                        new Encoded(33, "manifest", new byte[] {0, -1, 127}),
                        Optional.of(new Encoded(34, "", new byte[0])),
                        List.of("tag \"with\" quotes", "täg", "täg"));
        try (var log = Events.open(folder)) {
            await(log.append(List.of(written)));
        }
        try (var log = Events.open(folder)) {
            assertThat(log.at(1).orElseThrow().event()).isEqualTo(written);
            assertThat(log.event("job|1", 1)).isEqualTo(log.at(1));
            assertThat(log.at(2)).isEmpty();
            assertThat(log.lastOrdering()).isEqualTo(1);
            assertThat(log.check()).isEqualTo(new LogCheck(1, List.of()));
        }
    }

    @Test
    void deleting_hides_events_and_keeps_them() {
        try (var log = Events.open(folder)) {
            await(log.append(List.of(event("a", 1, "one"), event("a", 2, "two"))));

            await(log.deleteTo("a", Long.MAX_VALUE));

            assertThat(log.deletedTo("a")).isEqualTo(2);
            assertThat(log.highestSequenceNr("a")).isEqualTo(2);
            assertThat(log.ofEntity("a", 1, 9, 9)).hasSize(2);
            await(log.deleteTo("a", 1));
            assertThat(log.deletedTo("a")).isEqualTo(2);
        }
    }

    @Test
    void events_and_results_cannot_be_changed_or_removed() {
        try (var log = Events.open(folder)) {
            await(log.append(List.of(event("a", 1, "one", "tag"))));
            await(new SqliteResultStore(log).put("d", new byte[] {1}));
            for (var sql :
                    List.of(
                            "UPDATE events SET payload = x'00'",
                            "DELETE FROM events",
                            "UPDATE event_tags SET tag = 'other'",
                            "DELETE FROM event_tags",
                            "UPDATE results SET bytes = x'00'",
                            "DELETE FROM results")) {
                assertThatThrownBy(() -> await(log.write(t -> t.session().execute(sql))))
                        .as(sql)
                        .hasMessageContaining("append-only");
            }
        }
    }

    @Test
    void what_was_altered_behind_our_back_breaks_the_chain() {
        try (var log = Events.open(folder)) {
            await(log.append(List.of(event("a", 1, "one"), event("b", 1, "one"))));
            await(log.append(List.of(event("a", 2, "two"), event("b", 2, "two"))));
            await(
                    log.write(t -> {
                        t.session().execute("DROP TRIGGER events_never_UPDATE");
                        t.session()
                                .execute(
                                        "UPDATE events SET written_at = written_at + 1 WHERE"
                                                + " ordering = 1");
                    }));

            assertThat(log.check().findings())
                    .singleElement()
                    .asString()
                    .startsWith("event 1 (a, 1) breaks its entity's chain");
        }
    }

    @Test
    void the_check_can_run_while_events_are_written() {
        try (var log = Events.open(folder)) {
            var stages = new ArrayList<CompletionStage<List<Long>>>();
            for (int i = 1; i <= 5_000; i++) {
                stages.add(log.append(List.of(event("a", i, "event " + i, "tag"))));
                if (i % 1_000 == 0) {
                    assertThat(log.check().findings()).isEmpty();
                }
            }
            stages.forEach(Events::await);
        }
    }

    @Test
    void a_result_is_kept_once_and_found_by_its_digest() {
        try (var log = Events.open(folder)) {
            var results = new SqliteResultStore(log);
            var put = results.put("digest", new byte[] {1, 2, 3});
            var event = log.append(List.of(event("job", 1, "completed with digest")));
            await(put);
            await(event);

            await(results.put("digest", new byte[] {1, 2, 3}));
            assertThatThrownBy(() -> await(results.put("digest", new byte[] {4})))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("digest");
            assertThat(await(results.get("digest")).orElseThrow()).containsExactly(1, 2, 3);
            assertThat(await(results.get("other"))).isEmpty();
            await(results.put("empty", new byte[0]));
            assertThat(await(results.get("empty")).orElseThrow()).isEmpty();
        }
    }

    @Test
    void a_view_moves_with_its_offset_or_not_at_all() {
        try (var log = Events.open(folder)) {
            var view = new ViewStore(log, "letters", 1);
            var remove = List.of("DROP TABLE IF EXISTS letters");
            var create = List.of("CREATE TABLE letters (letter TEXT PRIMARY KEY) STRICT");
            await(view.prepare(remove, create));
            await(view.advance(0, 5, t -> t.session().execute("INSERT INTO letters VALUES ('a')")));

            assertThatThrownBy(() ->
                            await(
                                    view.advance(
                                            0,
                                            5,
                                            t ->
                                                    t.session()
                                                            .execute(
                                                                    "INSERT INTO letters"
                                                                            + " VALUES ('b')"))))
                    .hasMessageContaining("does not stand at event 0");
            assertThatThrownBy(() ->
                            await(
                                    view.advance(
                                            5,
                                            6,
                                            t ->
                                                    t.session()
                                                            .execute(
                                                                    "INSERT INTO letters"
                                                                            + " VALUES ('a')"))))
                    .isInstanceOf(EventLogException.class);
            await(view.prepare(remove, create));
            assertThat(view.ordering()).isEqualTo(5);
            assertThat(log.<Long>read(s -> s.number("SELECT count(*) FROM letters"))).isEqualTo(1);

            var next = new ViewStore(log, "letters", 2);
            await(next.prepare(remove, create));
            assertThat(next.ordering()).isZero();
            assertThat(log.<Long>read(s -> s.number("SELECT count(*) FROM letters"))).isZero();
        }
    }
}
