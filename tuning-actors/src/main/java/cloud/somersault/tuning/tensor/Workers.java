package cloud.somersault.tuning.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of an engine: the caller's and some more. Who gets which task is left to chance, so
 * tasks write to places of their own. One engine calls at a time.
 */
public final class Workers implements AutoCloseable {

    /** One piece of work. */
    @FunctionalInterface
    public interface Task {
        /** Does piece {@code index}. */
        void run(int index, Scratch scratch);
    }

    private final List<Scratch> scratches = new ArrayList<>();
    private final ExecutorService others;

    /**
     * Starts threads that end with the process or with {@link #close}.
     *
     * @param threads at least 1, the caller's among them
     */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads are " + threads + "; at least 1 is needed");
        }
        for (int i = 0; i < threads; i++) {
            scratches.add(new Scratch());
        }
        others =
                Executors.newFixedThreadPool(
                        Math.max(1, threads - 1),
                        Thread.ofPlatform().daemon().name("tuning-", 1).factory());
    }

    /** The number of threads, the caller's among them. */
    public int threads() {
        return scratches.size();
    }

    /** Runs all tasks and returns when all have ended; throws what the first failing one threw. */
    public void each(int tasks, Task task) {
        int helpers = Math.min(scratches.size(), tasks) - 1;
        if (helpers < 1) {
            for (int i = 0; i < tasks; i++) {
                task.run(i, scratches.getFirst());
            }
            return;
        }
        var next = new AtomicInteger();
        var running = new ArrayList<CompletableFuture<Void>>();
        for (int helper = 1; helper <= helpers; helper++) {
            var scratch = scratches.get(helper);
            running.add(
                    CompletableFuture.runAsync(() -> drain(next, tasks, task, scratch), others));
        }
        try {
            drain(next, tasks, task, scratches.getFirst());
        } finally {
            next.set(tasks);
            join(running);
        }
    }

    /**
     * As {@link #each} if the work is worth it (about 50 microseconds), else on this thread alone.
     */
    public void each(int tasks, long multiplications, Task task) {
        if (multiplications > 2_000_000) {
            each(tasks, task);
        } else {
            for (int i = 0; i < tasks; i++) {
                task.run(i, scratches.getFirst());
            }
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }

    private static void drain(AtomicInteger next, int tasks, Task task, Scratch scratch) {
        for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.run(i, scratch);
        }
    }

    private static void join(List<CompletableFuture<Void>> running) {
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException known -> throw known;
                case Error fatal -> throw fatal;
                case null, default -> throw failed;
            }
        }
    }
}
