package cloud.somersault.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.users.Deed.Nonsense;
import cloud.somersault.users.Deed.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final long SEED = Long.getLong("seed", 7);
    private static final Instant FROM = Instant.parse("2024-01-06T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration PLAYED = Duration.ofSeconds(500);

    private static Timetable timetable(int tasks, long seed) {
        var population = Population.of(World.countries(SEED), 1000, SEED);
        return new Timetable(population, Habits.USUAL, FROM, YEAR, PLAYED, tasks, seed);
    }

    private static List<Visit> visits(int tasks, long seed) {
        var visits = new ArrayList<Visit>();
        timetable(tasks, seed).forEachRemaining(visits::add);
        return visits;
    }

    @Test
    void exactly_the_tasks_that_were_asked_for_are_brought_in_about_the_time() {
        var visits = visits(50_000, SEED);

        assertThat(visits.stream().mapToInt(visit -> visit.deed().tasks()).sum()).isEqualTo(50_000);
        // A visit's tasks have the variance 15.8 (most bring 1, some 48), so those of 29,700 visits
        // vary by 690, 1.4 %: five standard deviations are 7 %.
        assertThat(visits.getLast().due().toMillis() / 1e3).isCloseTo(500, within(35.0));
        assertThat(visits).extracting(Visit::due).isSorted();
        assertThat(visits).extracting(Visit::key).doesNotHaveDuplicates();
    }

    @Test
    void after_the_last_task_nobody_comes() {
        var timetable = timetable(10, SEED);
        while (timetable.hasNext()) {
            timetable.next();
        }
        assertThatThrownBy(timetable::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void a_seed_is_a_timetable() {
        assertThat(visits(2000, 3)).isEqualTo(visits(2000, 3)).isNotEqualTo(visits(2000, 4));
    }

    @Test
    void more_than_half_of_the_tasks_are_jobs_of_their_own() {
        var visits = visits(50_000, SEED);
        long singles = visits.stream().filter(visit -> visit.deed() instanceof Deed.Single).count();

        double expected = Habits.USUAL.single() / Habits.USUAL.tasksOfVisit();
        assertThat(expected).isGreaterThan(0.5);
        assertThat(singles / 50_000.0).isCloseTo(expected, within(0.04));
    }

    @Test
    void visits_follow_the_hours_of_those_who_come() {
        var visits = visits(100_000, SEED);
        double night = 0;
        double day = 0;
        for (var visit : visits) {
            var lived = visit.due().toNanos() / (double) PLAYED.toNanos() * YEAR.toSeconds();
            int hour =
                    FROM.plusSeconds((long) lived)
                            .atZone(visit.tenant().country().zone())
                            .getHour();
            night += hour >= 1 && hour < 6 ? 1 / 5.0 : 0;
            day += hour >= 9 && hour < 18 ? 1 / 9.0 : 0;
        }
        // Some 60,000 visits: 300 of them in an hour of the night. Its relative deviation is 3 %.
        assertThat(night / day).isCloseTo(WorkingHours.NIGHT, within(0.15 * WorkingHours.NIGHT));
    }

    @Test
    void a_body_is_a_function_of_its_seed_and_rubbish_is_never_a_job() {
        var single = new Deed.Single("ideal", Size.SMALL);
        assertThat(Bodies.single(single, 1)).isEqualTo(Bodies.single(single, 1));
        assertThat(Bodies.single(single, 1)).isNotEqualTo(Bodies.single(single, 2));
        assertThat(text(Bodies.batch("wukong", 3, 5)))
                .startsWith("{\"target\":\"wukong\"")
                .contains("\"programs\":[\"OPENQASM 3.0;")
                .endsWith("\"]}");
        assertThat(text(Bodies.tuning("/models/a \"b\"", 5)))
                .startsWith("{\"model\":\"/models/a \\\"b\\\"\"")
                .contains("\"seed\":5,");
        for (var kind : Nonsense.values()) {
            assertThat(Bodies.rubbish(kind, 1)).isNotEmpty();
        }
    }

    @Test
    void an_encounter_is_a_line() {
        var encounter =
                new Encounter(Encounter.Kind.SUBMIT, 7, 10, 12, 3, 202, 4, "cn-0001", "abc");
        assertThat(Encounter.parse(encounter.line())).isEqualTo(encounter);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
