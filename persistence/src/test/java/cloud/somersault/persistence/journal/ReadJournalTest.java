package cloud.somersault.persistence.journal;

import static cloud.somersault.persistence.journal.Events.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries: what they give, in which order, and when live ones wake. */
class ReadJournalTest {
    @TempDir Path folder;
    private ActorSystem system;
    private EventLog log;
    private SqliteReadJournal queries;

    @BeforeEach
    void start() {
        system = ActorSystem.create("read-journal", Tck.config(folder));
        log = EventLogs.of(system);
        queries =
                PersistenceQuery.get(system)
                        .getReadJournalFor(SqliteReadJournal.class, SqliteReadJournal.IDENTIFIER);
    }

    @AfterEach
    void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @Test
    void current_queries_give_what_there_is_and_end() {
        write("a", 1, "one", "odd");
        write("b", 1, "one", "odd");
        write("a", 2, "two", "even");

        assertThat(all(queries.currentPersistenceIds())).containsExactly("a", "b");
        assertThat(texts(queries.currentEventsByPersistenceId("a", 0, Long.MAX_VALUE)))
                .containsExactly("a/1 one", "a/2 two");
        assertThat(texts(queries.currentEventsByPersistenceId("a", 2, 2)))
                .containsExactly("a/2 two");
        assertThat(texts(queries.currentEventsByPersistenceId("a", 1, 1)))
                .containsExactly("a/1 one");
        assertThat(texts(queries.currentEventsByPersistenceId("nobody", 0, Long.MAX_VALUE)))
                .isEmpty();
        assertThat(texts(queries.currentEventsByTag("odd", Offset.noOffset())))
                .containsExactly("a/1 one", "b/1 one");
        assertThat(texts(queries.currentEventsByTag("odd", Offset.sequence(1))))
                .containsExactly("b/1 one");
        assertThat(texts(queries.currentAllEvents(0)))
                .containsExactly("a/1 one", "b/1 one", "a/2 two");
        assertThat(all(queries.currentAllEvents(1)))
                .extracting(EventEnvelope::offset)
                .containsExactly(Offset.sequence(2), Offset.sequence(3));
        assertThatThrownBy(() ->
                        queries.currentEventsByTag(
                                "odd", Offset.timeBasedUUID(new UUID(0x1000, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_scala_interface_answers_the_same() {
        write("a", 1, "one", "odd");
        var scala =
                PersistenceQuery.get(system)
                        .<SqliteScalaReadJournal>readJournalFor(SqliteReadJournal.IDENTIFIER);
        assertThat(texts(scala.currentEventsByTag("odd", Offset.noOffset()).asJava()))
                .containsExactly("a/1 one");
    }

    @Test
    void a_query_of_an_entity_leaves_out_what_was_deleted_and_the_log_does_not() {
        write("a", 1, "one", "t");
        write("a", 2, "two", "t");
        await(log.deleteTo("a", 1));

        assertThat(texts(queries.currentEventsByPersistenceId("a", 0, Long.MAX_VALUE)))
                .containsExactly("a/2 two");
        assertThat(texts(queries.currentEventsByTag("t", Offset.noOffset()))).hasSize(2);
        assertThat(texts(queries.currentAllEvents(0))).hasSize(2);
    }

    /** Each page would stay in memory for as long as nobody notices that the reader has gone. */
    @Test
    void pages_are_read_when_the_reader_comes_to_them_and_not_long_before() throws Exception {
        int events = 40;
        IntStream.rangeClosed(1, events).forEach(number -> write("a", number, "event", "t"));
        var pages = new AtomicInteger();
        LogStream.Page ofOneEvent =
                (session, position) -> {
                    pages.incrementAndGet();
                    return EventTable.after(session, position, 1).stream()
                            .map(one -> new LogStream.Positioned(one.ordering(), one))
                            .toList();
                };
        var reader =
                new LogStream(new Interest.Everything(), 0, Long.MAX_VALUE, false, ofOneEvent)
                        .of(log)
                        .runWith(
                                Sink.<StoredEvent>queue(1)
                                        .addAttributes(Attributes.inputBuffer(1, 1)),
                                system);
        try {
            int taken = 5;
            for (int number = 1; number <= taken; number++) {
                assertThat(await(reader.pull()).orElseThrow().sequenceNr()).isEqualTo(number);
            }
            Thread.sleep(200);
            assertThat(pages).satisfies(read -> assertThat(read.get()).isBetween(taken, taken + 4));
        } finally {
            reader.cancel();
        }
    }

    @Test
    void live_equals_current_under_writing() {
        int events = 3_000;
        write("entity-0", 1, "event 1", "odd");
        var liveAll = first(queries.allEvents(0), events);
        var liveTag = first(queries.eventsByTag("odd", Offset.noOffset()), events / 2);
        var liveIds = first(queries.persistenceIds(), 10);
        var liveEntity = queries.eventsByPersistenceId("entity-3", 0, events / 10);
        var entity = liveEntity.runWith(Sink.seq(), system);

        var random = new Random(17);
        var last = new ArrayList<CompletionStage<List<Long>>>();
        for (int i = 2; i <= events; ) {
            var batch = new ArrayList<NewEvent>();
            for (int j = random.nextInt(20); j >= 0 && i <= events; j--, i++) {
                var tag = i % 2 == 1 ? "odd" : "even";
                batch.add(event("entity-" + (i - 1) % 10, 1 + (i - 1) / 10, "event " + i, tag));
            }
            last.add(log.append(batch));
        }
        last.forEach(Events::await);

        assertThat(texts(await(liveAll))).isEqualTo(texts(queries.currentAllEvents(0)));
        assertThat(texts(await(liveTag)))
                .isEqualTo(texts(queries.currentEventsByTag("odd", Offset.noOffset())))
                .hasSize(events / 2);
        assertThat(await(liveIds))
                .isEqualTo(all(queries.currentPersistenceIds()))
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "entity-" + i).toList());
        assertThat(texts(await(entity)))
                .isEqualTo(texts(queries.currentEventsByPersistenceId("entity-3", 0, events)))
                .hasSize(events / 10);
    }

    @Test
    void a_live_query_is_woken_by_the_commit_and_not_by_the_poll() {
        var waiting = first(queries.eventsByPersistenceId("a", 0, Long.MAX_VALUE), 20);
        long start = System.nanoTime();
        for (int i = 1; i <= 20; i++) {
            write("a", i, "event " + i);
        }
        assertThat(await(waiting)).hasSize(20);
        // Polling once a second would need up to twenty seconds for events one by one.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void what_another_process_wrote_is_found_by_the_poll() throws SQLException {
        var waiting = first(queries.eventsByPersistenceId("a", 0, Long.MAX_VALUE), 1);
        eventually(() -> !log.nobodyWaits());

        try (var other = Session.writing(log.file(), EventLogSettings.DEFAULT)) {
            var event = event("a", 1, "from elsewhere");
            var link = EventChain.next(EventChain.START, event);
            EventTable.insert(other, new StoredEvent(1, event, link));
        }

        assertThat(texts(await(waiting))).containsExactly("a/1 from elsewhere");
        // The reader may find the event before the poll does; the poll goes on for whoever waits.
        var unused = first(queries.eventsByPersistenceId("a", 2, Long.MAX_VALUE), 1);
        eventually(() -> log.lastOrdering() == 1);
    }

    @Test
    void a_query_that_was_cancelled_no_longer_waits() {
        var running =
                queries.eventsByPersistenceId("a", 0, Long.MAX_VALUE)
                        .viaMat(KillSwitches.single(), Keep.right())
                        .toMat(Sink.ignore(), Keep.both())
                        .run(system);
        eventually(() -> !log.nobodyWaits());

        running.first().shutdown();
        await(running.second());

        eventually(log::nobodyWaits);
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("10 s have passed").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void write(String entity, long sequenceNr, String text, String... tags) {
        await(log.append(List.of(event(entity, sequenceNr, text, tags))));
    }

    private NewEvent event(String entity, long sequenceNr, String text, String... tags) {
        return new NewEvent(
                entity,
                sequenceNr,
                Events.AT,
                "writer",
                "",
                new Codec(system).encode(text),
                Optional.empty(),
                List.of(tags));
    }

    private <T> CompletionStage<List<T>> first(Source<T, ?> source, int count) {
        return source.take(count).runWith(Sink.seq(), system);
    }

    private <T> List<T> all(Source<T, ?> source) {
        return await(source.runWith(Sink.seq(), system));
    }

    private List<String> texts(Source<EventEnvelope, ?> source) {
        return texts(all(source));
    }

    private static List<String> texts(List<EventEnvelope> events) {
        return events.stream()
                .map(e -> e.persistenceId() + "/" + e.sequenceNr() + " " + e.event())
                .toList();
    }
}
