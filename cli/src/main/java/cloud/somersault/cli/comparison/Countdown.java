package cloud.somersault.cli.comparison;

/**
 * How much of the work that was expected is done, and how long the rest will take at the same pace.
 * Thread-safe.
 */
final class Countdown {
    private static final int BAR = 24;
    private final long begin_ns;
    private long expected;
    private long done;
    private long skipped;

    Countdown(long begin_ns) {
        this.begin_ns = begin_ns;
    }

    synchronized void expect(long work) {
        expected += work;
    }

    synchronized void done(long work) {
        done += work;
    }

    /** That had been done before. */
    synchronized void skip(long work) {
        skipped += work;
    }

    synchronized String line(long now_ns) {
        long all = Math.max(expected, done + skipped);
        int filled = (int) (BAR * (done + skipped) / Math.max(1, all));
        double left = (now_ns - begin_ns) * 1e-9 / Math.max(1, done) * (all - done - skipped);
        return "[%s%s] %d %%, %d min left"
                .formatted(
                        "#".repeat(filled),
                        "-".repeat(BAR - filled),
                        100 * (done + skipped) / Math.max(1, all),
                        Math.round(left / 60));
    }
}
