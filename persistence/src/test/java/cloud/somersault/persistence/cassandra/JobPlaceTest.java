package cloud.somersault.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class JobPlaceTest {
    private static final Instant AT = Instant.parse("2026-03-06T23:59:59.999999123Z");

    @Test
    void a_place_tells_the_day_and_the_minute_of_the_submission() {
        var place = JobPlace.of(AT, "job");

        assertThat(place.day()).isEqualTo(LocalDate.of(2026, 3, 6));
        assertThat(place.minute()).isEqualTo(Instant.parse("2026-03-06T23:59:00Z"));
    }

    @Test
    void a_later_job_has_a_greater_place_from_one_microsecond_on_whatever_its_id() {
        for (int id = 0; id < 1000; id++) {
            assertThat(JobPlace.of(AT.plusNanos(1000), "a" + id).number())
                    .isGreaterThan(JobPlace.of(AT, "b" + id).number());
        }
    }

    @Test
    void a_place_is_a_number_that_a_cursor_can_carry() {
        var far = JobPlace.of(Instant.parse("2200-01-01T00:00:00Z"), "job").number();

        assertThat(Long.toString(far)).hasSizeLessThanOrEqualTo(18);
    }
}
