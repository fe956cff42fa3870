package cloud.somersault.persistence.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where spans of time are laid down, and where they are looked for. */
class SpanCellTest {
    private static final Random RANDOM = new Random(Long.getLong("seed", 17));
    private static final Instant NEWEST = Instant.parse("2061-01-01T00:00:00Z");

    @Test
    void a_span_is_found_from_every_moment_in_it_and_from_its_ends() {
        for (int round = 0; round < 20_000; round++) {
            var begin = NEWEST.minusMillis(RANDOM.nextLong(40L * 365 * 86_400_000));
            var length = Duration.ofNanos((long) Math.pow(10, 3 + 14 * RANDOM.nextDouble()));
            var end = begin.plus(length);
            var inside = begin.plus(length.multipliedBy(RANDOM.nextInt(1001)).dividedBy(1000));
            var cell = SpanCell.of(begin, end);
            assertThat(SpanCell.around(begin)).contains(cell);
            assertThat(SpanCell.around(inside)).contains(cell);
            assertThat(SpanCell.around(end)).contains(cell);
        }
    }

    @Test
    void a_span_of_no_length_or_of_a_clock_put_back_is_found_from_where_it_begins() {
        var moment = Instant.parse("2026-03-06T07:41:31.123456789Z");
        for (var end : new Instant[] {moment, moment.minusSeconds(3600)}) {
            assertThat(SpanCell.around(moment)).contains(SpanCell.of(moment, end));
        }
    }

    @Test
    void an_event_may_be_written_half_a_minute_after_the_moment_that_it_tells() {
        var begin = Instant.parse("2026-03-06T07:41:31Z");
        for (int round = 0; round < 1000; round++) {
            var end = begin.plusMillis(RANDOM.nextInt(100_000_000));
            assertThat(SpanCell.around(end.plusSeconds(33))).contains(SpanCell.of(begin, end));
        }
    }

    @Test
    void a_moment_is_looked_for_in_few_cells_and_in_none_twice() {
        var cells = SpanCell.around(Instant.parse("2026-03-06T07:41:31Z"));
        assertThat(new HashSet<>(cells)).hasSameSizeAs(cells);
        // At most three stretches of each level but the shortest, where the slack is one more.
        assertThat(cells)
                .hasSizeLessThanOrEqualTo(1 + 3 * (SpanCell.LEVEL_MOST - SpanCell.LEVEL_LEAST + 1));
    }
}
