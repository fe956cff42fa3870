package cloud.somersault.persistence.audit.run;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets replays use what live jobs leave: of so many threads, as many as no live piece is on, and
 * one in any case, so that a replay beside a busy cloud is slow but not stuck.
 */
final class Courtesy {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final int threads;
    private int inside;
    private int live;

    Courtesy(int threads) {
        this.threads = threads;
    }

    /** So many pieces of live jobs are with workers now. */
    synchronized void live(int pieces) {
        live = pieces;
    }

    /** How many may run at once. */
    synchronized int allowed() {
        return Math.max(1, threads - live);
    }

    private synchronized boolean enters() {
        if (inside >= allowed()) {
            return false;
        }
        inside++;
        return true;
    }

    private synchronized void leave() {
        inside--;
    }

    /** Runs tasks on another executor's threads, each when it may. */
    Executor over(Executor lane) {
        return task ->
                lane.execute(() -> {
                    while (!enters()) {
                        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                    }
                    try {
                        task.run();
                    } finally {
                        leave();
                    }
                });
    }
}
