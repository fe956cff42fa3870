package cloud.somersault.tuning.workshop;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far something is and how long it will take: one line that is overwritten on a terminal, and
 * ten lines in all elsewhere.
 */
final class Progress {
    private static final int BAR = 24;
    private static final int LINES = 10;

    private final PrintStream out;
    private final boolean live;
    private final LongSupplier nanoseconds;
    private final long begin_ns;
    private long shownPart = -1;

    Progress(PrintStream out, boolean live, LongSupplier nanoseconds) {
        this.out = out;
        this.live = live;
        this.nanoseconds = nanoseconds;
        this.begin_ns = nanoseconds.getAsLong();
    }

    /** Since it was made. */
    double seconds() {
        return (nanoseconds.getAsLong() - begin_ns) * 1e-9;
    }

    /**
     * @param done of all, at least 1
     * @param words what else to say about it
     */
    void at(long done, long all, String words) {
        long part = live ? done : LINES * done / all;
        if (part == shownPart) {
            return;
        }
        shownPart = part;
        int filled = (int) (BAR * done / all);
        double left = seconds() / done * (all - done);
        var line =
                "[%s%s] %s  %s left"
                        .formatted("#".repeat(filled), "-".repeat(BAR - filled), words, time(left));
        out.print(live ? "\r\033[K" + line : line + System.lineSeparator());
        out.flush();
    }

    /** Takes the line away. */
    void done() {
        if (live) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : "%d min %02d s".formatted(whole / 60, whole % 60);
    }

    static String decimals(double number, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", number);
    }
}
