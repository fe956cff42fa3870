package cloud.somersault.simulators.statevector.fused;

import java.util.ArrayList;
import java.util.function.IntConsumer;

/**
 * How many threads share one big state. Results don't depend on it.
 *
 * @param count one runs everything on the caller
 */
public record EngineThreads(int count) {
    /** The caller's alone. */
    public static final EngineThreads ONE = new EngineThreads(1);

    public EngineThreads {
        if (!(count >= 1)) {
            throw new IllegalArgumentException("an engine runs on at least one thread");
        }
    }

    /** Runs the shares 0 to count - 1, the first on the caller, and waits for all. */
    void share(IntConsumer work) {
        var failures = new Throwable[count];
        var others = new ArrayList<Thread>();
        for (int share = 1; share < count; share++) {
            int mine = share;
            others.add(Thread.ofPlatform().daemon().start(() -> run(work, mine, failures)));
        }
        run(work, 0, failures);
        boolean interrupted = false;
        for (var other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (var failure : failures) {
            switch (failure) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> {}
            }
        }
    }

    private static void run(IntConsumer work, int share, Throwable[] failures) {
        try {
            work.accept(share);
        } catch (RuntimeException | Error e) {
            failures[share] = e;
        }
    }
}
