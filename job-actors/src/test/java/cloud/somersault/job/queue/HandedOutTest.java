package cloud.somersault.job.queue;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.queue.FairQueue.Charge;
import cloud.somersault.job.queue.HandedOut.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is with the workers, and what of it is late. */
class HandedOutTest {
    private final HandedOut<String> out = new HandedOut<>(3, 5);

    private static Piece<String> piece(String jobId, int shard, double expected, double at) {
        return new Piece<>(
                jobId, shard, "alice", jobId + shard, new Charge(expected, false), at, false);
    }

    @Test
    void a_ticket_that_is_drawn_again_brings_the_same_until_it_is_emptied() {
        assertThat(out.parcel(1)).isEmpty();
        out.draw(1, List.of("a", "b"));
        assertThat(out.parcel(1)).contains(List.of("a", "b"));
        out.emptied(1);
        assertThat(out.parcel(1)).isEmpty();
    }

    @Test
    void a_piece_is_late_after_the_patience_and_after_five_times_its_estimate() {
        out.add(piece("short", 0, 0.1, 100));
        out.add(piece("long", 0, 2, 100));
        assertThat(out.hasStraggler(102.9, _ -> true)).isFalse();
        assertThat(out.hedge(103.1, _ -> true).orElseThrow().jobId()).isEqualTo("short");
        assertThat(out.hasStraggler(109.9, _ -> true)).isFalse();
        assertThat(out.hedge(110.1, _ -> true).orElseThrow().jobId()).isEqualTo("long");
    }

    @Test
    void a_late_piece_is_given_out_a_second_time_but_not_a_third() {
        out.add(piece("job", 2, 0.1, 0));
        assertThat(out.hedge(10, _ -> true)).isPresent();
        assertThat(out.hedge(100, _ -> true)).isEmpty();
        assertThat(out.hasStraggler(100, _ -> true)).isFalse();
    }

    @Test
    void only_the_first_of_two_copies_is_news() {
        out.add(piece("job", 2, 0.1, 0));
        out.hedge(10, _ -> true);
        assertThat(out.done("job", 2).orElseThrow().hedged()).isTrue();
        assertThat(out.done("job", 2)).isEmpty();
        assertThat(out.size()).isZero();
    }

    @Test
    void a_job_that_ends_takes_along_what_of_it_is_still_out() {
        out.add(piece("job", 0, 0.1, 0));
        out.add(piece("job", 1, 0.1, 0));
        out.add(piece("other", 0, 0.1, 0));
        assertThat(out.ended("job")).extracting(Piece::shard).containsExactlyInAnyOrder(0, 1);
        assertThat(out.ended("job")).isEmpty();
        assertThat(out.size()).isOne();
    }

    @Test
    void lanes_do_not_hedge_for_each_other() {
        out.add(piece("job", 0, 0.1, 0));
        assertThat(out.hedge(10, piece -> piece.charge().seconds() > 2)).isEmpty();
        assertThat(out.hedge(10, piece -> piece.charge().seconds() <= 2)).isPresent();
    }
}
