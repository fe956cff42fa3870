package cloud.somersault.persistence.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One entity of a journal that keeps no links: its events beside what was signed of it. */
class EntityCheckTest {
    private static final long CERTAIN = 100;

    private final List<Leaf> signed = new ArrayList<>();

    /** The links are texts of the test: what matters is whether they are the same. */
    private record Event(long number, long ordering, String link) {}

    private EntityCheckTest sign(long number, String link) {
        signed.add(new Leaf("e", number, link));
        return this;
    }

    private EntityCheck shown(Event... events) {
        var check = new EntityCheck("e", signed, CERTAIN);
        for (var event : events) {
            check.next(event.number(), event.ordering(), event.link());
        }
        return check;
    }

    private List<String> findings(Event... events) {
        return shown(events).findings().stream()
                .map(one -> one.what() + " " + one.sequenceNr())
                .toList();
    }

    private static Event event(long number, String link) {
        return new Event(number, 10 * number, link);
    }

    @Test
    void events_as_they_were_signed_are_sound() {
        assertThat(sign(1, "a").sign(3, "c").findings(event(1, "a"), event(2, "b"), event(3, "c")))
                .isEmpty();
    }

    @Test
    void what_was_signed_twice_is_compared_once() {
        assertThat(
                        sign(2, "b")
                                .sign(2, "b")
                                .sign(3, "x")
                                .findings(event(1, "a"), event(2, "b"), event(3, "c")))
                .containsExactly("event-altered 3");
    }

    @Test
    void a_link_that_was_not_signed_means_an_event_since_the_last_one_that_was() {
        assertThat(sign(1, "a").sign(3, "c").findings(event(1, "a"), event(2, "y"), event(3, "z")))
                .containsExactly("event-altered 2");
    }

    @Test
    void an_older_event_behind_a_newer_one_stands_where_it_did_not() {
        assertThat(
                        sign(3, "c")
                                .findings(
                                        new Event(1, 10, "a"),
                                        new Event(2, 30, "y"),
                                        new Event(3, 20, "z")))
                .containsExactly("out-of-order 3");
    }

    @Test
    void clocks_that_differ_are_no_finding_when_the_links_are_as_signed() {
        assertThat(sign(2, "b").findings(new Event(1, 20, "a"), new Event(2, 10, "b"))).isEmpty();
    }

    @Test
    void two_events_with_one_number_are_one_too_many() {
        assertThat(
                        sign(2, "b")
                                .findings(
                                        event(1, "a"),
                                        event(2, "b"),
                                        new Event(2, 25, "y"),
                                        event(3, "z")))
                .containsExactly("event-inserted 2");
    }

    @Test
    void two_events_with_one_number_that_were_both_signed_are_as_they_were() {
        assertThat(sign(2, "y").findings(event(1, "a"), event(2, "b"), new Event(2, 25, "y")))
                .isEmpty();
    }

    @Test
    void an_event_that_nobody_has_signed_is_new_or_was_put_in() {
        sign(1, "a");
        assertThat(findings(event(1, "a"), new Event(2, CERTAIN, "b")))
                .containsExactly("event-inserted 2");
        var young = shown(event(1, "a"), new Event(2, CERTAIN + 1, "b"));
        assertThat(young.findings()).isEmpty();
        assertThat(young.uncovered()).isEqualTo(1);
    }

    @Test
    void a_gap_and_an_end_that_came_too_early_are_found() {
        sign(3, "c");
        assertThat(findings(event(1, "a"), event(3, "c"))).containsExactly("events-missing 2");
        assertThat(findings(event(1, "a"))).containsExactly("tail-truncated 2");
        assertThat(findings()).containsExactly("entity-removed 1");
    }
}
