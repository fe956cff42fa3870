package cloud.somersault.http.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Repeats repeats = new Repeats(WINDOW);

    private static AuditAct knock(String who) {
        return AuditAct.done("submit-job", who).withOutcome("key-unknown");
    }

    @Test
    void the_first_passes_and_the_others_are_counted_until_the_window_is_over() {
        assertThat(repeats.first(knock("a"), NOON)).isTrue();
        assertThat(repeats.first(knock("a"), NOON.plusSeconds(1))).isFalse();
        assertThat(repeats.first(knock("a"), NOON.plusSeconds(2))).isFalse();

        assertThat(repeats.ended(NOON.plusSeconds(9))).isEmpty();
        assertThat(repeats.ended(NOON.plusSeconds(10)))
                .containsExactly(new Repeats.Repeated(knock("a"), 2, NOON));
        assertThat(repeats.first(knock("a"), NOON.plusSeconds(11))).isTrue();
    }

    @Test
    void what_was_not_repeated_is_not_told_again() {
        repeats.first(knock("a"), NOON);
        assertThat(repeats.all()).isEmpty();
    }

    @Test
    void whoever_calls_himself_something_new_each_time_is_counted_with_the_others() {
        int passed = 0;
        for (int i = 0; i < 100_000; i++) {
            passed += repeats.first(knock("name " + i), NOON) ? 1 : 0;
        }
        assertThat(passed).isEqualTo(Repeats.KINDS_MAX);
        assertThat(repeats.all())
                .singleElement()
                .satisfies(others -> {
                    assertThat(others.act().actor()).isEqualTo("(others)");
                    assertThat(others.times()).isEqualTo(100_000 - Repeats.KINDS_MAX);
                });
    }

    @Test
    void what_passed_and_what_was_told_add_up_to_all_that_was_said() {
        var random = new Random(Long.getLong("seed", 17));
        long said = 0;
        long told = 0;
        var now = NOON;
        for (int i = 0; i < 20_000; i++) {
            now = now.plusMillis(random.nextInt(50));
            said++;
            told += repeats.first(knock("k" + random.nextInt(300)), now) ? 1 : 0;
            if (random.nextInt(100) == 0) {
                told += repeats.ended(now).stream().mapToLong(Repeats.Repeated::times).sum();
            }
        }
        told += repeats.all().stream().mapToLong(Repeats.Repeated::times).sum();
        assertThat(told).isEqualTo(said);
    }
}
