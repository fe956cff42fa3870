package cloud.somersault.persistence.journal;

import cloud.somersault.persistence.journal.ChainScan.Fault;
import cloud.somersault.persistence.journal.ChainScan.Range;
import cloud.somersault.persistence.journal.Suspicions.Suspect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The connections that stretches are read with, one a thread; lent and given back. */
final class StretchReaders implements AutoCloseable {
    private final Path file;
    private final EventLogSettings settings;
    private final ConcurrentLinkedQueue<StretchReader> idle = new ConcurrentLinkedQueue<>();

    StretchReaders(Path file, EventLogSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    /** A stretch as far as it can be read. */
    Stretch read(Range range) {
        var lent = idle.poll();
        try {
            var reader = lent != null ? lent : new StretchReader(Session.reading(file, settings));
            var stretch = reader.read(range);
            // A connection that has met damage answers nothing but that any more.
            if (reader.damaged()) {
                reader.close();
            } else {
                idle.add(reader);
            }
            return stretch;
        } catch (SQLException unreadable) {
            return new Stretch(
                    0,
                    Map.of(),
                    List.of(
                            Suspect.of(
                                    Fault.UNREADABLE,
                                    "",
                                    0,
                                    "events %d to %d of the log can't be read: %s"
                                            .formatted(
                                                    range.from(),
                                                    range.to(),
                                                    unreadable.getMessage()))));
        }
    }

    @Override
    public void close() throws SQLException {
        for (var reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }
}
