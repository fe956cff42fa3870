package cloud.somersault.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final long SEED = Long.getLong("seed", 7);

    @Test
    void there_are_139_countries_that_java_knows_by_their_codes() {
        var countries = World.countries(SEED);

        assertThat(countries).hasSize(139);
        assertThat(countries).extracting(Country::code).doesNotHaveDuplicates();
        assertThat(List.of(Locale.getISOCountries()))
                .containsAll(countries.stream().map(Country::code).toList());
        assertThat(countries).allSatisfy(one -> assertThat(one.name()).isNotEqualTo(one.code()));
    }

    @Test
    void a_country_has_as_many_users_as_its_rank_says_and_seven_ranks_are_known() {
        var countries = World.countries(SEED);

        assertThat(countries.stream().mapToDouble(Country::share).sum())
                .isCloseTo(1, within(1e-12));
        for (int rank = 1; rank <= 139; rank++) {
            assertThat(countries.get(rank - 1).share() * rank)
                    .isCloseTo(countries.getFirst().share(), within(1e-12));
        }
        assertThat(countries.subList(0, 7))
                .extracting(Country::code)
                .containsExactly("CN", "US", "BG", "SG", "JP", "RU", "CA");
        assertThat(World.countries(SEED + 1).subList(0, 7)).isEqualTo(countries.subList(0, 7));
        assertThat(World.countries(SEED + 1)).isNotEqualTo(countries);
    }

    @Test
    void every_country_has_a_tenant_and_the_first_comes_ten_times_as_often_as_the_tenth() {
        var population = Population.of(World.countries(SEED), 500, SEED);
        assertThat(new HashSet<>(population.tenants())).hasSize(500);
        assertThat(population.tenants())
                .extracting(tenant -> tenant.country().code())
                .containsAll(World.countries(SEED).stream().map(Country::code).toList());
        assertThat(population.tenants())
                .allSatisfy(one -> assertThat(one.name()).matches("[a-z0-9][a-z0-9-]{0,62}"));

        var random = new SplittableRandom(SEED);
        int draws = 200_000;
        int[] came = new int[2];
        for (int draw = 0; draw < draws; draw++) {
            var tenant = population.draw(random);
            came[0] += tenant == population.tenants().get(0) ? 1 : 0;
            came[1] += tenant == population.tenants().get(9) ? 1 : 0;
        }
        // The first has 1/H of all, H the harmonic number of 500, 6.7928. Five standard deviations:
        // a false alarm once in a million.
        double first = draws / 6.7928;
        assertThat((double) came[0]).isCloseTo(first, within(5 * Math.sqrt(first)));
        assertThat((double) came[1]).isCloseTo(first / 10, within(5 * Math.sqrt(first / 10)));
    }

    @Test
    void people_work_by_day_rest_on_sundays_and_sleep_at_night_where_they_live() {
        var shanghai = ZoneId.of("Asia/Shanghai");
        // 2024-01-09 is a Tuesday, 2024-01-07 a Sunday.
        assertThat(WorkingHours.busy(Instant.parse("2024-01-09T06:00:00Z"), shanghai)).isEqualTo(1);
        assertThat(WorkingHours.busy(Instant.parse("2024-01-08T20:00:00Z"), shanghai))
                .isEqualTo(WorkingHours.NIGHT);
        assertThat(WorkingHours.busy(Instant.parse("2024-01-07T06:00:00Z"), shanghai))
                .isEqualTo(WorkingHours.WEEKEND);
        assertThat(WorkingHours.busy(Instant.parse("2024-01-09T06:00:00Z"), ZoneId.of("UTC")))
                .isEqualTo(WorkingHours.NIGHT);

        double sum = 0;
        int minutes = 7 * 24 * 60;
        for (int minute = 0; minute < minutes; minute++) {
            sum +=
                    WorkingHours.busy(
                            Instant.parse("2024-01-01T00:00:30Z").plusSeconds(60L * minute),
                            ZoneId.of("UTC"));
        }
        // A trapezoid rule of steps of a minute is exact for straight lines but in 7 corners a day.
        assertThat(WorkingHours.mean()).isCloseTo(sum / minutes, within(1e-4));
    }
}
