package cloud.somersault.job.session;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.queue.QueueRules.Reservation;
import cloud.somersault.job.session.SessionBook.Decision;
import cloud.somersault.job.session.SessionBookEvent.Admitted;
import cloud.somersault.job.session.SessionBookEvent.Closed;
import cloud.somersault.job.session.SessionBookEvent.Opened;
import cloud.somersault.job.session.SessionBookEvent.Settled;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules of booked sessions. */
class SessionBookTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant ONE = NOON.plusSeconds(3600);
    private static final double HALF = 0.5;

    private SessionBook book = SessionBook.empty();

    private static Opened session(String id, double share) {
        return new Opened(id, "ada", share, NOON, ONE, 10, NOON);
    }

    private static Admitted job(String jobId, double seconds) {
        return new Admitted("s", jobId, seconds, NOON.plusSeconds(1));
    }

    private void given(SessionBookEvent... events) {
        for (var event : events) {
            book = book.after(event);
        }
    }

    private static Optional<String> refused(Decision decision) {
        return decision.refusal().map(Refusal::code);
    }

    @Test
    void sessions_of_a_moment_share_what_may_be_booked() {
        given(session("s", 0.3));
        assertThat(refused(book.open(session("t", 0.3), HALF))).contains("share-not-available");
        assertThat(book.open(session("t", 0.2), HALF).event()).isPresent();
        var later = new Opened("u", "ada", 0.5, ONE, ONE.plusSeconds(60), 10, NOON);
        assertThat(book.open(later, HALF).event()).as("after it").contains(later);
    }

    @Test
    void the_same_again_is_harmless_and_something_else_under_its_id_is_refused() {
        given(session("s", 0.3));
        assertThat(book.open(session("s", 0.3), HALF)).isEqualTo(Decision.unchanged());
        assertThat(refused(book.open(session("s", 0.2), HALF))).contains("idempotency-key-reused");
    }

    @Test
    void a_session_stops_before_its_limit_and_not_at_it() {
        given(session("s", 0.3), job("a", 6));
        assertThat(refused(book.admit("ada", job("b", 4.5)))).contains("session-limit-reached");
        assertThat(book.admit("ada", job("b", 4)).event()).contains(job("b", 4));
    }

    @Test
    void what_an_ended_job_did_not_take_may_be_used_and_is_counted_once() {
        var settled = new Settled("s", "a", 1, NOON.plusSeconds(5));
        given(session("s", 0.3), job("a", 6), settled);
        assertThat(book.settle(settled)).isEqualTo(Decision.unchanged());
        assertThat(book.admit("ada", job("b", 9)).event()).isPresent();
        assertThat(refused(book.admit("ada", job("b", 9.5)))).contains("session-limit-reached");
    }

    @Test
    void before_its_time_after_it_and_closed_it_takes_no_job_and_is_nobody_elses() {
        given(session("s", 0.3));
        var early = new Admitted("s", "a", 1, NOON.minusSeconds(1));
        assertThat(refused(book.admit("ada", early))).contains("session-closed");
        assertThat(refused(book.admit("ada", new Admitted("s", "a", 1, ONE))))
                .contains("session-closed");
        assertThat(refused(book.admit("eve", job("a", 1)))).contains("session-not-found");
        given(new Closed("s", true, NOON));
        assertThat(refused(book.admit("ada", job("a", 1)))).contains("session-closed");
    }

    @Test
    void a_drained_session_keeps_its_share_until_it_is_empty_and_a_refused_one_does_not() {
        var reserved = new Reservation("ada", NOON, ONE, 0.3);
        given(session("s", 0.3), job("a", 1));
        assertThat(book.reservations(NOON)).containsExactly(reserved);
        assertThat(book.after(new Closed("s", false, NOON)).reservations(NOON)).isEmpty();
        given(new Closed("s", true, NOON));
        assertThat(book.reservations(NOON)).containsExactly(reserved);
        given(new Settled("s", "a", 1, NOON));
        assertThat(book.reservations(NOON)).isEmpty();
        assertThat(book.of("ada", "s").orElseThrow().phase(NOON)).isEqualTo("closed");
    }

    @Test
    void closing_twice_is_harmless() {
        given(session("s", 0.3), new Closed("s", true, NOON));
        assertThat(book.close("ada", new Closed("s", false, ONE))).isEqualTo(Decision.unchanged());
        assertThat(refused(book.close("eve", new Closed("s", false, ONE))))
                .contains("session-not-found");
    }
}
