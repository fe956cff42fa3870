package cloud.somersault.tuning.tensor;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an engine: the caller's and some more. Who gets which task is left to chance, so
 * tasks write to places of their own.
 *
 * <p>Several engines may share these threads and call at the same time: a caller does its own tasks
 * itself as far as nobody else does, and waits only for those that somebody has begun.
 */
public final class Workers implements AutoCloseable {
    private static final long WORTH_SHARING = 2_000_000;

    /** One piece of work. */
    @FunctionalInterface
    public interface Task {
        /** Does piece {@code index}. */
        void run(int index, Scratch scratch);
    }

    private final int threads;
    private final ExecutorService others;
    private final ConcurrentLinkedDeque<Scratch> scratches = new ConcurrentLinkedDeque<>();

    /**
     * Starts threads that end with the process or with {@link #close}.
     *
     * @param threads at least 1, the caller's among them
     */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads are " + threads + "; at least 1 is needed");
        }
        this.threads = threads;
        others =
                Executors.newFixedThreadPool(
                        Math.max(1, threads - 1),
                        Thread.ofPlatform().daemon().name("tuning-", 1).factory());
    }

    /** The number of threads, the caller's among them. */
    public int threads() {
        return threads;
    }

    /** Runs all tasks and returns when all have ended; throws what the first failing one threw. */
    public void each(int tasks, Task task) {
        var round = new Round(tasks, task);
        try {
            for (int helper = 1; helper < Math.min(threads, tasks); helper++) {
                others.execute(round::help);
            }
        } catch (RejectedExecutionException closed) {
            throw new IllegalStateException("these workers are closed", closed);
        }
        round.drain();
        round.await();
    }

    /**
     * As {@link #each} if the work is worth it (about 50 microseconds), else on this thread alone.
     */
    public void each(int tasks, long multiplications, Task task) {
        if (multiplications > WORTH_SHARING) {
            each(tasks, task);
            return;
        }
        var scratch = borrow();
        for (int i = 0; i < tasks; i++) {
            task.run(i, scratch);
        }
        scratches.push(scratch);
    }

    @Override
    public void close() {
        others.shutdown();
    }

    private Scratch borrow() {
        var scratch = scratches.poll();
        return scratch == null ? new Scratch() : scratch;
    }

    /** The tasks of one call. */
    private final class Round {
        private final int tasks;
        private final Task task;
        private final AtomicInteger next = new AtomicInteger();
        private int helpers;
        private @Nullable Throwable failure;

        Round(int tasks, Task task) {
            this.tasks = tasks;
            this.task = task;
        }

        /** Another thread's part; one that comes too late finds no task left. */
        void help() {
            synchronized (this) {
                helpers++;
            }
            drain();
            synchronized (this) {
                helpers--;
                notifyAll();
            }
        }

        void drain() {
            var scratch = borrow();
            try {
                for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                    task.run(i, scratch);
                }
            } catch (RuntimeException | Error thrown) {
                next.set(tasks);
                synchronized (this) {
                    failure = failure == null ? thrown : failure;
                }
            } finally {
                scratches.push(scratch);
            }
        }

        synchronized void await() {
            boolean interrupted = false;
            while (helpers > 0) {
                try {
                    wait();
                } catch (InterruptedException stop) {
                    interrupted = true; // arrays are in use until the helpers have ended
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            switch (failure) {
                case null -> {}
                case RuntimeException known -> throw known;
                case Error fatal -> throw fatal;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }
}
