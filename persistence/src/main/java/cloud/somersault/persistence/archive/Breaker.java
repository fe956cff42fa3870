package cloud.somersault.persistence.archive;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A circuit breaker before one part of the database (Nygard, Release It!). Closed, calls go through
 * and failures in a row are counted; after some of them it opens, and calls fail at once, so that
 * nobody waits for what is not there and the database is left in peace. Whether it is there again
 * is tried by a probe, never with somebody's request: the first probe that succeeds closes the
 * breaker. A call that has no answer within the patience counts as failed.
 *
 * <p>A refusal is no failure of the database: {@link IllegalStateException} and {@link
 * IllegalArgumentException} are passed on and count as an answer.
 */
public final class Breaker {
    private static final long RETRY_SECONDS_MAX = 30;

    private final String part;
    private final int failuresMax;
    private final Duration patience;
    private final LongSupplier nanos;

    private int failures;
    private Optional<Open> open = Optional.empty();

    private record Open(String reason, long sinceNanos) {}

    /** How it stands. */
    public sealed interface State {

        /** Calls go through. */
        record Closed() implements State {}

        /**
         * Calls fail at once.
         *
         * @param reason of the last failure, one line
         * @param seconds since it opened
         */
        record Open(String reason, double seconds) implements State {}
    }

    /** It is open: nothing was sent to the database. */
    public static final class OpenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int retryAfterSeconds;

        OpenException(String part, State.Open state) {
            super("The " + part + " can't be reached: " + state.reason());
            this.retryAfterSeconds = Breaker.retryAfterSeconds(state);
        }

        /** When it may be worth another try. */
        public int retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }

    /**
     * A closed one.
     *
     * @param part the name of what is behind it
     * @param failuresMax so many failures in a row open it
     * @param patience how long a call may take
     * @param nanos a clock
     */
    Breaker(String part, int failuresMax, Duration patience, LongSupplier nanos) {
        this.part = part;
        this.failuresMax = failuresMax;
        this.patience = patience;
        this.nanos = nanos;
    }

    /** The name of what is behind it. */
    public String part() {
        return part;
    }

    /** How it stands now. */
    public synchronized State state() {
        return open.<State>map(since ->
                        new State.Open(
                                since.reason(), (nanos.getAsLong() - since.sinceNanos()) / 1e9))
                .orElseGet(State.Closed::new);
    }

    /** Half of the time that it has been open: who waits long is asked to come less often. */
    public static int retryAfterSeconds(State.Open state) {
        return (int) Math.clamp((long) (state.seconds() / 2), 1, RETRY_SECONDS_MAX);
    }

    /** A call: fails with {@link OpenException}, without being made, while the breaker is open. */
    <T> CompletionStage<T> call(Supplier<? extends CompletionStage<T>> call) {
        if (state() instanceof State.Open state) {
            return CompletableFuture.failedStage(new OpenException(part, state));
        }
        return watched(call);
    }

    /** The trial that is made whether it is open or not. */
    <T> CompletionStage<T> probe(Supplier<? extends CompletionStage<T>> call) {
        return watched(call);
    }

    private <T> CompletionStage<T> watched(Supplier<? extends CompletionStage<T>> call) {
        CompletionStage<T> answer;
        try {
            answer = call.get();
        } catch (RuntimeException thrown) {
            answer = CompletableFuture.failedStage(thrown);
        }
        return answer.toCompletableFuture()
                .copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        succeeded();
                    } else {
                        failed(failure);
                    }
                });
    }

    /** Something has been done behind it. */
    synchronized void succeeded() {
        failures = 0;
        open = Optional.empty();
    }

    /** Something could not be done behind it. */
    synchronized void failed(Throwable failure) {
        var cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof IllegalStateException || cause instanceof IllegalArgumentException) {
            return;
        }
        failures++;
        if (failures >= failuresMax) {
            long since = open.map(Open::sinceNanos).orElseGet(nanos::getAsLong);
            open = Optional.of(new Open(reason(cause), since));
        }
    }

    private String reason(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "no answer within %s s".formatted(patience.toMillis() / 1e3);
        }
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
