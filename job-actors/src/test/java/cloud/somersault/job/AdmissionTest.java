package cloud.somersault.job;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.queue.SchedulerProtocol.Entrance;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A door may let in a few without asking, for a moment. */
class AdmissionTest {
    private static final long MOMENT = 100_000_000;
    private final Admission admission = new Admission();

    private static Entrance room(int own, int all) {
        return new Entrance(Optional.empty(), Optional.empty(), Optional.of(own), Optional.of(all));
    }

    @Test
    void nobody_is_admitted_before_the_scheduler_was_asked() {
        assertThat(admission.admits("alice", 0)).isFalse();
    }

    @Test
    void a_sixteenth_of_the_room_is_given_away() {
        admission.learn("alice", room(48, 1000), 0);
        for (int i = 0; i < 3; i++) {
            assertThat(admission.admits("alice", 1)).isTrue();
        }
        assertThat(admission.admits("alice", 1)).isFalse();
    }

    @Test
    void tenants_share_what_there_is_for_all() {
        admission.learn("alice", room(1000, 32), 0);
        admission.learn("bob", room(1000, 32), 0);
        assertThat(admission.admits("alice", 1)).isTrue();
        assertThat(admission.admits("bob", 1)).isTrue();
        assertThat(admission.admits("bob", 1)).isFalse();
        assertThat(admission.admits("alice", 1)).isFalse();
    }

    @Test
    void after_a_moment_the_scheduler_is_asked_again() {
        admission.learn("alice", room(1000, 1000), 0);
        assertThat(admission.admits("alice", MOMENT - 1)).isTrue();
        assertThat(admission.admits("alice", MOMENT + 1)).isFalse();
    }

    @Test
    void a_queue_that_is_nearly_full_is_asked_every_time() {
        admission.learn("alice", room(15, 1000), 0);
        assertThat(admission.admits("alice", 1)).isFalse();
    }
}
