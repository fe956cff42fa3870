package cloud.somersault.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a follower close behind the writers is spared. */
class RecentEventsTest {
    private final RecentEvents recent = new RecentEvents();

    @Test
    void an_event_that_was_written_a_moment_ago_is_known() {
        recent.keep(event("Job|a", 1, "writer", 100), "submitted");
        assertThat(recent.payload(event("Job|a", 1, "writer", 100))).contains("submitted");
        assertThat(recent.payload(event("Job|a", 2, "writer", 100))).isEmpty();
        assertThat(recent.payload(event("Job|b", 1, "writer", 100))).isEmpty();
    }

    @Test
    void what_a_failed_write_left_is_not_taken_for_what_another_incarnation_wrote() {
        recent.keep(event("Job|a", 2, "before the restart", 100), "never stored");
        assertThat(recent.payload(event("Job|a", 2, "after it", 100))).isEmpty();
    }

    @Test
    void large_events_are_read_from_their_bytes_and_memory_stays_bounded() {
        recent.keep(event("Job|a", 1, "writer", 5000), "large");
        assertThat(recent.payload(event("Job|a", 1, "writer", 5000))).isEmpty();
        for (int number = 1; number <= 100_000; number++) {
            recent.keep(event("Job|b", number, "writer", 100), number);
        }
        long known = 0;
        for (int number = 1; number <= 100_000; number++) {
            var payload = recent.payload(event("Job|b", number, "writer", 100));
            if (payload.isPresent()) {
                assertThat(payload).contains(number);
                known++;
            }
        }
        assertThat(known).isBetween(1L, 2048L);
    }

    @Test
    void what_must_be_forgotten_is() {
        recent.keep(event("Job|a", 1, "writer", 100), "submitted");
        recent.forget();
        assertThat(recent.payload(event("Job|a", 1, "writer", 100))).isEmpty();
    }

    private static NewEvent event(String id, long number, String writer, int bytes) {
        return new NewEvent(
                id,
                number,
                Instant.EPOCH,
                writer,
                "",
                new Encoded(7, "", new byte[bytes]),
                Optional.empty(),
                List.of());
    }
}
