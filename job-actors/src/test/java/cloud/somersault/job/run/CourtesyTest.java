package cloud.somersault.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** How many are coming is told by hand; how busy the processors are, too. */
class CourtesyTest {
    private static final double ALL = 1;

    private static Courtesy courtesy(int submissions, Duration most) {
        return new Courtesy(submissions, most.toNanos(), () -> ALL, System::nanoTime);
    }

    private static List<CompletableFuture<String>> coming(Courtesy courtesy, int submissions) {
        var all = new ArrayList<CompletableFuture<String>>();
        for (int one = 0; one < submissions; one++) {
            var answer = new CompletableFuture<String>();
            all.add(answer);
            courtesy.coming(() -> answer);
        }
        return all;
    }

    @Test
    void nothing_waits_while_few_submissions_come() {
        var courtesy = courtesy(3, Duration.ofHours(1));
        coming(courtesy, 3);
        courtesy.parcel(1).giveWay(); // would take an hour
    }

    @Test
    void a_piece_waits_until_few_are_left() {
        var courtesy = courtesy(3, Duration.ofHours(1));
        var submissions = coming(courtesy, 5);
        var piece = CompletableFuture.runAsync(() -> courtesy.parcel(1).giveWay());
        submissions.get(0).complete("accepted");
        assertThatThrownBy(() -> piece.get(50, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        submissions.get(1).completeExceptionally(new IllegalStateException("not accepted"));
        piece.join();
    }

    @Test
    void nobody_waits_for_a_submission_that_fails_at_once() {
        var courtesy = courtesy(0, Duration.ofHours(1));
        assertThatThrownBy(() ->
                        courtesy.coming(() -> {
                            throw new IllegalStateException("broken");
                        }))
                .hasMessage("broken");
        courtesy.parcel(1).giveWay();
    }

    @Test
    void a_crowd_that_never_ends_holds_up_no_parcel_for_ever() {
        var courtesy = courtesy(0, Duration.ofMillis(100));
        coming(courtesy, 1000);
        long begun_ns = System.nanoTime();
        var parcel = courtesy.parcel(10);
        for (int piece = 0; piece < 10; piece++) {
            parcel.giveWay();
        }
        assertThat(System.nanoTime() - begun_ns)
                .as("and each of its pieces has waited for its part of the time")
                .isGreaterThanOrEqualTo(100_000_000);
    }

    @Test
    void nothing_waits_while_the_processors_have_time_for_both() {
        var courtesy = new Courtesy(0, Duration.ofHours(1).toNanos(), () -> 0.3, System::nanoTime);
        coming(courtesy, 1000);
        courtesy.parcel(1).giveWay(); // would take an hour
    }

    @Test
    void where_nobody_knows_how_busy_they_are_they_are_taken_as_busy() {
        var courtesy = new Courtesy(0, Duration.ofHours(1).toNanos(), () -> -1, System::nanoTime);
        var submissions = coming(courtesy, 1);
        var piece = CompletableFuture.runAsync(() -> courtesy.parcel(1).giveWay());
        assertThatThrownBy(() -> piece.get(500, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        submissions.getFirst().complete("accepted");
        piece.join();
    }

    @Test
    void the_usual_courtesy_is_that_of_the_configuration() {
        var courtesy = Courtesy.from(ConfigFactory.load(), System::nanoTime);
        coming(courtesy, 1000);
        courtesy.parcel(1).giveWay(); // ends by itself
    }

    @Test
    void no_patience_is_no_wait() {
        var courtesy = courtesy(0, Duration.ZERO);
        coming(courtesy, 1000);
        courtesy.parcel(1).giveWay();
    }
}
