package cloud.somersault.users.gatling;

import cloud.somersault.users.Encounter;
import cloud.somersault.users.Timetable;
import cloud.somersault.users.Visit;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What all visitors share: the timetable, the time since the start, and the file of encounters. */
final class Stage {
    private static final int COMPLAINTS_MOST = 20;

    private final Timetable timetable;
    private final BufferedWriter out;
    private final long start_ns;
    private int complaints;

    /**
     * @param lead how long before its first visit's time it is open
     */
    Stage(Timetable timetable, Duration lead, Path out) {
        this.timetable = timetable;
        this.start_ns = System.nanoTime() + lead.toNanos();
        try {
            this.out = Files.newBufferedWriter(out);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }

    synchronized Optional<Visit> next() {
        return timetable.hasNext() ? Optional.of(timetable.next()) : Optional.empty();
    }

    /** Since the start; negative before. */
    long now_ms() {
        return (System.nanoTime() - start_ns) / 1_000_000;
    }

    void write(Encounter encounter) {
        var line = encounter.line();
        synchronized (out) {
            try {
                out.write(line);
                out.write('\n');
                out.flush(); // others may be reading along
            } catch (IOException cannotWrite) {
                throw new UncheckedIOException(cannotWrite);
            }
        }
    }

    /** Something that must not be; said on the error stream, which the starting process reads. */
    synchronized void complain(String what) {
        if (complaints++ < COMPLAINTS_MOST) {
            System.err.println("WRONG: " + what);
        }
    }

    void end() {
        synchronized (out) {
            try {
                out.close();
            } catch (IOException cannotWrite) {
                throw new UncheckedIOException(cannotWrite);
            }
        }
    }
}
