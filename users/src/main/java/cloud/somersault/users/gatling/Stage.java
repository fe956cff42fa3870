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
    private int visitors;
    private int complaints;

    /**
     * @param visitors who share its visits
     * @param lead how long before its first visit's time it is open
     */
    Stage(Timetable timetable, int visitors, Duration lead, Path out) {
        this.timetable = timetable;
        this.visitors = visitors;
        this.start_ns = System.nanoTime() + lead.toNanos();
        try {
            this.out = Files.newBufferedWriter(out);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }

    /** For a visitor who is done with the one before; without another it goes home. */
    synchronized Optional<Visit> next() {
        if (timetable.hasNext()) {
            return Optional.of(timetable.next());
        }
        visitors--;
        return Optional.empty();
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

    /** What somebody met with who has not gone home by now is not known. */
    synchronized void end() {
        if (visitors > 0) {
            complain(visitors + " visitors were cut off");
        }
        synchronized (out) {
            try {
                out.close();
            } catch (IOException cannotWrite) {
                throw new UncheckedIOException(cannotWrite);
            }
        }
    }
}
