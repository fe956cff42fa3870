package cloud.somersault.persistence.journal;

import static cloud.somersault.persistence.journal.Events.await;
import static cloud.somersault.persistence.journal.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteException;

/** What the writer promises: order, isolation, durability, and what happens when it can't write. */
class GroupCommitTest {
    @TempDir Path folder;

    @Test
    void the_order_is_total_and_gapless_and_tags_neither_miss_nor_double_under_many_writers()
            throws Exception {
        int writers = 8;
        int events = 400;
        try (var log = Events.open(folder);
                var threads = Executors.newFixedThreadPool(writers)) {
            var stages = new ArrayList<CompletionStage<List<Long>>>();
            var submitted =
                    IntStream.range(0, writers)
                            .mapToObj(writer ->
                                    threads.submit(() -> write(log, "entity-" + writer, events)))
                            .toList();
            for (var one : submitted) {
                stages.addAll(one.get());
            }
            var orderings = new ArrayList<Long>();
            stages.forEach(stage -> orderings.addAll(await(stage)));

            assertThat(orderings)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, (long) writers * events).boxed().toList());
            assertThat(log.check()).isEqualTo(new LogCheck((long) writers * events, List.of()));
            var all = log.after(0, writers * events);
            var sequences = new HashMap<String, Long>();
            for (var event : all) {
                assertThat(event.sequenceNr())
                        .isEqualTo(sequences.merge(event.persistenceId(), 1L, Long::sum));
            }
            assertThat(log.withTagAfter("odd", 0, writers * events))
                    .isEqualTo(all.stream().filter(e -> e.tags().contains("odd")).toList())
                    .hasSize(writers * events / 2);
            assertThat(log.firstEventsAfter(0, 100)).hasSize(writers);
        }
    }

    /** No commit does it any more, so somebody else must, or the write-ahead log grows for ever. */
    @Test
    void what_was_written_ahead_comes_into_the_file_while_the_log_is_open() throws Exception {
        var random = new Random(11);
        try (var log = Events.open(folder)) {
            for (long n = 1; n <= 2000; n += 20) {
                var batch = new ArrayList<NewEvent>();
                for (long number = n; number < n + 20; number++) {
                    var letters = new StringBuilder();
                    random.ints(4000, 'a', 'z').forEach(letters::appendCodePoint);
                    batch.add(event("entity", number, letters.toString()));
                }
                await(log.append(batch));
            }
            long end_ns = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (Files.size(folder.resolve("events.db")) < 4_000_000) {
                assertThat(System.nanoTime()).as("nothing is brought over").isLessThan(end_ns);
                Thread.sleep(50);
            }
        }
    }

    private static List<CompletionStage<List<Long>>> write(EventLog log, String entity, int count) {
        var random = new Random(entity.hashCode());
        var stages = new ArrayList<CompletionStage<List<Long>>>();
        long next = 1;
        while (next <= count) {
            var batch = new ArrayList<NewEvent>();
            for (int i = random.nextInt(4); i >= 0 && next <= count; i--, next++) {
                batch.add(
                        next % 2 == 1
                                ? event(entity, next, "event " + next, "odd", entity)
                                : event(entity, next, "event " + next, entity));
            }
            stages.add(log.append(batch));
        }
        return stages;
    }

    @Test
    void a_write_that_fails_fails_alone() {
        try (var log = Events.open(folder)) {
            await(log.append(List.of(event("a", 1, "first"))));
            var stages = new ArrayList<CompletionStage<?>>();
            for (int i = 1; i <= 50; i++) {
                stages.add(log.append(List.of(event("good-" + i, 1, "good"))));
                if (i % 10 == 0) {
                    stages.add(log.append(List.of(event("a", 2, "undone"), event("a", 1, "bad"))));
                }
            }
            int failed = 0;
            for (var stage : stages) {
                try {
                    await(stage);
                } catch (EventLogException e) {
                    assertThat(e).hasRootCauseInstanceOf(SQLiteException.class);
                    failed++;
                }
            }
            assertThat(failed).isEqualTo(5);
            assertThat(log.highestSequenceNr("a")).isEqualTo(1);
            assertThat(log.lastOrdering()).isEqualTo(51);
            assertThat(log.check()).isEqualTo(new LogCheck(51, List.of()));
        }
    }

    @Test
    void work_that_throws_undoes_only_itself() {
        try (var log = Events.open(folder)) {
            var broken =
                    log.inTransaction(transaction -> {
                        transaction.append(event("a", 1, "undone"));
                        throw new IllegalStateException("on purpose");
                    });
            var sound = log.append(List.of(event("b", 1, "kept")));

            assertThatThrownBy(() -> await(broken)).hasMessage("on purpose");
            assertThat(await(sound)).containsExactly(1L);
            assertThat(log.highestSequenceNr("a")).isZero();
        }
    }

    @Test
    void a_full_disk_refuses_writes_loses_nothing_and_writing_goes_on_when_there_is_room() {
        try (var log = Events.open(folder)) {
            await(log.append(List.of(event("a", 1, "kept"))));
            long pages = log.read(session -> session.number("PRAGMA page_count"));
            await(log.write(t -> t.session().number("PRAGMA max_page_count = " + (pages + 4))));

            var large = log.append(List.of(event("a", 2, "x".repeat(100_000))));

            assertThatThrownBy(() -> await(large))
                    .isInstanceOf(EventLogException.Full.class)
                    .hasMessageContaining(log.file().toString())
                    .hasMessageContaining("Nothing acknowledged is lost");
            // The writer opened a new connection, which has no limit: there is room again.
            await(log.append(List.of(event("a", 2, "x".repeat(100_000)))));
            assertThat(log.highestSequenceNr("a")).isEqualTo(2);
            assertThat(log.check().sound()).isTrue();
        }
    }

    @Test
    void a_commit_is_on_the_disk_before_it_is_acknowledged() {
        try (var log = Events.open(folder)) {
            // FULL (2) in write-ahead mode: SQLite syncs the log at each commit. KillTest can't
            // tell,
            // because the operating system survives a killed process.
            long synchronous =
                    await(log.inTransaction(t -> t.session().number("PRAGMA synchronous")));
            assertThat(synchronous).isEqualTo(2);
        }
    }

    @Test
    void a_queue_that_is_full_refuses_at_once() {
        var two =
                new EventLogSettings(
                        "events.db",
                        512,
                        Duration.ZERO,
                        32 << 20,
                        2,
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        try (var log = EventLog.open(folder, two)) {
            var started = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var blocking =
                    log.write(_ -> {
                        started.countDown();
                        release.await();
                    });
            await(CompletableFuture.runAsync(() -> awaitLatch(started)));
            var waiting =
                    List.of(
                            log.append(List.of(event("a", 1, "one"))),
                            log.append(List.of(event("a", 2, "two"))));
            var refused = log.append(List.of(event("a", 3, "three")));

            assertThatThrownBy(() -> await(refused)).isInstanceOf(EventLogException.Busy.class);
            release.countDown();
            await(blocking);
            waiting.forEach(Events::await);
            assertThat(log.highestSequenceNr("a")).isEqualTo(2);
        }
    }

    @Test
    void soon_after_a_commit_writes_are_gathered_for_the_next() {
        var gathering =
                new EventLogSettings(
                        "events.db",
                        512,
                        Duration.ofSeconds(2),
                        32 << 20,
                        100,
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        var commits = new CopyOnWriteArrayList<Integer>();
        try (var log = EventLog.open(folder, gathering)) {
            log.measure((writes, _) -> commits.add(writes));
            await(log.append(List.of(event("a", 1, "one"))));
            var two = log.append(List.of(event("a", 2, "two")));
            var three = log.append(List.of(event("a", 3, "three")));
            await(two);
            await(three);
            assertThat(commits).containsExactly(1, 2);
        }
    }

    @Test
    void what_is_written_ahead_begins_anew_when_it_is_long() throws Exception {
        long most = 2 << 20;
        var settings =
                new EventLogSettings(
                        "events.db",
                        512,
                        Duration.ZERO,
                        most,
                        100,
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        var ahead = folder.resolve("events.db-wal");
        try (var log = EventLog.open(folder, settings)) {
            // Without a pause: in one, the next commit would begin it anew in any case.
            long size = 0;
            long before;
            int commits = 0;
            do {
                before = size;
                await(log.append(List.of(event("a", ++commits, "x".repeat(4000)))));
                size = Files.size(ahead);
                assertThat(commits).as("commits, and it has not begun anew").isLessThan(50_000);
            } while (size >= before);
            assertThat(before).isGreaterThan(most);
            assertThat(size).isLessThanOrEqualTo(2 * most);
            assertThat(log.check().sound()).isTrue();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_closed_log_refuses_and_says_so() {
        var log = Events.open(folder);
        log.close();
        assertThatThrownBy(() -> await(log.append(List.of(event("a", 1, "late")))))
                .isInstanceOf(EventLogException.Closed.class);
        assertThatThrownBy(() -> log.after(0, 1)).isInstanceOf(EventLogException.Closed.class);
    }

    @Test
    void everything_that_was_submitted_before_closing_is_written() {
        var stages = new ArrayList<CompletionStage<List<Long>>>();
        try (var log = Events.open(folder)) {
            for (int i = 1; i <= 2_000; i++) {
                stages.add(log.append(List.of(event("a", i, "event " + i))));
            }
        }
        stages.forEach(Events::await);
        try (var log = Events.open(folder)) {
            assertThat(log.lastOrdering()).isEqualTo(2_000);
        }
    }
}
