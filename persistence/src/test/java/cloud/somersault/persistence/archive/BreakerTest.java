package cloud.somersault.persistence.archive;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.persistence.archive.Breaker.OpenException;
import cloud.somersault.persistence.archive.Breaker.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** When calls go through, when they are stopped, and when they go through again. */
class BreakerTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Breaker breaker = new Breaker("journal", 2, Duration.ofMillis(50), nanos::get);
    private final AtomicInteger calls = new AtomicInteger();

    private static CompletionStage<String> broken() {
        return failedStage(new UncheckedIOException("no disk", new IOException()));
    }

    private CompletionStage<String> working() {
        calls.incrementAndGet();
        return completedStage("done");
    }

    private void call(Supplier<CompletionStage<String>> what) {
        breaker.call(what).toCompletableFuture().exceptionally(_ -> "").join();
    }

    @Test
    void failures_in_a_row_open_it_and_successes_between_them_do_not() {
        call(BreakerTest::broken);
        call(this::working);
        call(BreakerTest::broken);
        assertThat(breaker.state()).isEqualTo(new State.Closed());
        call(BreakerTest::broken);
        assertThat(breaker.state()).isInstanceOf(State.Open.class);
        assertThat(((State.Open) breaker.state()).reason()).contains("no disk");
    }

    @Test
    void while_it_is_open_nothing_is_sent_and_the_answer_is_there_at_once() {
        call(BreakerTest::broken);
        call(BreakerTest::broken);
        var refused = breaker.call(this::working).toCompletableFuture();
        assertThat(refused).isCompletedExceptionally();
        assertThat(calls).hasValue(0);
        assertThatThrownBy(refused::join)
                .hasCauseInstanceOf(OpenException.class)
                .hasMessageContaining("The journal can't be reached");
    }

    @Test
    void the_first_probe_that_succeeds_closes_it() {
        call(BreakerTest::broken);
        call(BreakerTest::broken);
        breaker.probe(BreakerTest::broken).toCompletableFuture().exceptionally(_ -> "").join();
        assertThat(breaker.state()).isInstanceOf(State.Open.class);
        breaker.probe(this::working).toCompletableFuture().join();
        assertThat(breaker.state()).isEqualTo(new State.Closed());
        call(this::working);
        assertThat(calls).hasValue(2);
    }

    @Test
    void silence_is_a_failure() {
        for (int i = 0; i < 2; i++) {
            var silent = breaker.call(() -> new CompletableFuture<String>()).toCompletableFuture();
            assertThatThrownBy(() -> silent.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TimeoutException.class);
        }
        assertThat(((State.Open) breaker.state()).reason()).isEqualTo("no answer within 0.05 s");
    }

    @Test
    void a_refusal_is_no_failure() {
        for (int i = 0; i < 5; i++) {
            call(() -> failedStage(new IllegalStateException("another content")));
        }
        assertThat(breaker.state()).isEqualTo(new State.Closed());
    }

    @Test
    void who_comes_while_it_is_open_is_asked_to_wait_for_half_of_what_it_took_so_far() {
        call(BreakerTest::broken);
        call(BreakerTest::broken);
        assertThat(Breaker.retryAfterSeconds((State.Open) breaker.state())).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(breaker.state()).isEqualTo(new State.Open("no disk", 20.0));
        assertThat(Breaker.retryAfterSeconds((State.Open) breaker.state())).isEqualTo(10);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(Breaker.retryAfterSeconds((State.Open) breaker.state())).isEqualTo(30);
    }
}
