package cloud.somersault.persistence.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.ChipQubit;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.EventLogs;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history over a year with 100,000 events of qubits and couplers. */
class ChipHistoryTest {
    private static final String CHIP = YearOfCalibrations.CHIP;
    private static final int VERSIONS = 2_000;
    private static final YearOfCalibrations YEAR = new YearOfCalibrations(VERSIONS);

    @TempDir static Path folder;
    private static ActorTestKit kit;
    private static EventLog log;
    private static ChipHistory history;
    private static long partEvents;

    @BeforeAll
    static void start() {
        kit = kit(folder);
        log = EventLogs.of(kit.system());
        partEvents = YEAR.write(kit.system(), log);
        history = SqliteChipHistory.start(kit.system(), log, List.of(CHIP));
    }

    static ActorTestKit kit(Path folder) {
        return ActorTestKit.create(
                "history",
                ConfigFactory.parseString(
                                """
                                somersault.data-directory = "%s"
                                pekko.persistence.journal.plugin = "somersault.journal"
                                pekko.persistence.snapshot-store.plugin = "somersault.snapshot-store"
                                """
                                        .formatted(folder))
                        .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(120, TimeUnit.SECONDS).join();
    }

    @Test
    void the_year_has_a_hundred_thousand_events_of_qubits_and_couplers() {
        assertThat(partEvents).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void any_moment_is_the_version_that_was_current_then_figure_by_figure() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 60; i++) {
            long version = random.nextLong(1, VERSIONS + 1);
            var until = YEAR.publishedAt(version + 1);
            var from = YEAR.publishedAt(version);
            var moment =
                    from.plusSeconds(
                            random.nextLong(until.getEpochSecond() - from.getEpochSecond()));
            var found = await(history.at(CHIP, moment)).orElseThrow();
            assertThat(found.snapshot()).isEqualTo(YEAR.version(version));
            assertThat(found.version().publishedAt()).isEqualTo(from);
        }
    }

    @Test
    void a_version_is_current_from_the_very_moment_of_its_publication() {
        var at = YEAR.publishedAt(700);
        assertThat(await(history.at(CHIP, at)).orElseThrow().version().version()).isEqualTo(700);
        assertThat(await(history.at(CHIP, at.minusNanos(1))).orElseThrow().version().version())
                .isEqualTo(699);
    }

    @Test
    void a_version_is_found_by_its_number() {
        assertThat(await(history.version(CHIP, 2))).contains(YEAR.version(2));
        assertThat(await(history.version(CHIP, VERSIONS))).contains(YEAR.version(VERSIONS));
        assertThat(await(history.version(CHIP, VERSIONS + 1L))).isEmpty();
    }

    @Test
    void before_the_first_version_nothing_was_known_and_after_the_last_the_last_is() {
        assertThat(await(history.at(CHIP, YearOfCalibrations.FIRST.minusNanos(1)))).isEmpty();
        assertThat(await(history.at(CHIP, Instant.MIN))).isEmpty();
        assertThat(await(history.at(CHIP, Instant.MAX)).orElseThrow().version().version())
                .isEqualTo(VERSIONS);
    }

    @Test
    void the_series_of_a_part_has_exactly_the_versions_that_changed_it() {
        var stretch = new ChipHistory.Stretch(Instant.MIN, Instant.MAX, 0, 10_000);
        for (int id : new int[] {0, 17, 71}) {
            var expected =
                    LongStream.rangeClosed(1, VERSIONS)
                            .filter(version ->
                                    version == 1
                                            || !qubit(version, id).equals(qubit(version - 1, id)))
                            .boxed()
                            .toList();
            var points = await(history.qubit(CHIP, id, stretch));
            assertThat(points).extracting(ChipHistory.Point::version).isEqualTo(expected);
            for (var point : points.subList(0, 50)) {
                var known = qubit(point.version(), id).known();
                assertThat(point.part().path("inService").asBoolean()).isEqualTo(known.isPresent());
                known.ifPresent(figures ->
                        assertThat(point.part().at("/figures/t1Seconds").asDouble())
                                .isEqualTo(figures.t1Seconds()));
            }
        }
    }

    private static ChipQubit qubit(long version, int id) {
        return YEAR.version(version).qubits().get(id);
    }

    @Test
    void a_stretch_of_a_series_begins_with_what_was_known_already() {
        var all =
                await(
                        history.coupler(
                                CHIP,
                                2,
                                3,
                                new ChipHistory.Stretch(Instant.MIN, Instant.MAX, 0, 10_000)));
        var from = all.get(40).at().plusSeconds(1);
        var to = all.get(45).at();
        var some = await(history.coupler(CHIP, 2, 3, new ChipHistory.Stretch(from, to, 0, 10_000)));
        assertThat(some).isEqualTo(all.subList(40, 46));
        var page =
                await(
                        history.coupler(
                                CHIP,
                                2,
                                3,
                                new ChipHistory.Stretch(from, to, all.get(42).version(), 2)));
        assertThat(page).isEqualTo(all.subList(43, 45));
    }

    @Test
    void versions_are_listed_newest_first_and_a_page_follows_the_other() {
        var newest = await(history.versions(CHIP, Optional.empty(), 3));
        assertThat(newest)
                .extracting(ChipHistory.Version::version)
                .containsExactly((long) VERSIONS, VERSIONS - 1L, VERSIONS - 2L);
        var next = await(history.versions(CHIP, Optional.of(VERSIONS - 2L), 1)).getFirst();
        var expected = YEAR.version(VERSIONS - 3L);
        assertThat(next.digest()).isEqualTo(expected.digest());
        assertThat((long) next.qubitsInService())
                .isEqualTo(expected.qubits().stream().filter(ChipQubit::inService).count());
    }

    @Test
    void a_chip_that_is_not_followed_is_a_mistake_of_the_caller() {
        assertThatThrownBy(() -> history.at("other", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_history_that_is_started_again_goes_on_where_it_was() {
        await(history.at(CHIP, Instant.MAX));
        var again = SqliteChipHistory.start(kit.system(), log, List.of(CHIP));
        assertThat(await(again.versions(CHIP, Optional.empty(), 1)).getFirst().version())
                .isEqualTo(VERSIONS);
    }
}
