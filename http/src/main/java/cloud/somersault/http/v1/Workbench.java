package cloud.somersault.http.v1;

import cloud.somersault.circuits.compiler.Cancellation;
import cloud.somersault.circuits.compiler.CancelledCompilationException;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Connection;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where the door computes what it answers by itself: on threads of their own, and for so many
 * requests at a time; one more is asked to come back.
 */
public final class Workbench {
    private static final int RETRY_SECONDS = 2;

    private final Executor threads;
    private final Semaphore places;

    /**
     * A bench with nothing on it.
     *
     * @param threads that nobody else needs to be quick
     * @param placesMax how many requests may be at work or wait
     */
    public Workbench(Executor threads, int placesMax) {
        this.threads = threads;
        this.places = new Semaphore(placesMax);
    }

    /** What the work gives; fails with what it throws, or with a problem when there is no place. */
    public <T> CompletionStage<T> work(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw Problem.of(ProblemCode.OVERLOADED, "Enough of this is under way already.")
                    .retryAfter(RETRY_SECONDS)
                    .toException();
        }
        return CompletableFuture.supplyAsync(work, threads)
                .whenComplete((_, _) -> places.release());
    }

    /**
     * What a compilation gives; it is given up when the client has left, or after so long a time,
     * waiting for its turn not counted.
     */
    <T> CompletionStage<T> compile(
            Connection client, Duration most, Function<Cancellation, T> compilation) {
        return work(() -> {
            var late = new CompletableFuture<Boolean>();
            late.completeOnTimeout(true, most.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return compilation.apply(() -> late.isDone() || client.isClosed());
            } catch (CancelledCompilationException givenUp) {
                throw Problem.of(
                                ProblemCode.COMPILATION_TAKES_TOO_LONG,
                                String.format(
                                        Locale.ROOT,
                                        "A dry run compiles for at most %.1f s.",
                                        most.toMillis() / 1e3))
                        .toException();
            } finally {
                late.complete(false);
            }
        });
    }
}
