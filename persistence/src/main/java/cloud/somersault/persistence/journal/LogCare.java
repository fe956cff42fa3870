package cloud.somersault.persistence.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/**
 * What an operator does with the log of a data folder from outside: look whether it is sound, copy
 * it, rescue what can be read. Looking and copying need no pause: a server may be writing.
 */
public final class LogCare {
    private LogCare() {}

    /**
     * Reads the whole log as it is now and says what is wrong with it.
     *
     * @throws EventLogException when there is no log, or so little of one that nothing can be said
     */
    public static LogCheck check(Path dataFolder, EventLogSettings settings) {
        var file = existing(dataFolder, settings);
        try (var session = Session.reading(file, settings)) {
            return LogCheck.of(session);
        } catch (SQLException damaged) {
            throw EventLogException.of(file, damaged);
        }
    }

    /**
     * Copies the log as it is now into one new file, which is a whole log: put it as {@link
     * EventLogSettings#fileName} into an empty folder and start. Returns when the disk has it.
     *
     * @throws EventLogException when the target exists, or reading or writing fails
     */
    public static void backup(Path dataFolder, Path target, EventLogSettings settings) {
        var file = existing(dataFolder, settings);
        if (Files.exists(target)) {
            throw new EventLogException("The file %s is there already.".formatted(target));
        }
        var unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            try (var session = Session.reading(file, settings)) {
                // One reading transaction: exactly the log of one moment, packed. It writes, but
                // only the copy.
                session.execute("PRAGMA query_only = OFF");
                var copy = session.prepared("VACUUM INTO ?");
                copy.setString(1, unfinished.toString());
                copy.execute();
            }
            try (var written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(unfinished, target);
        } catch (SQLException broken) {
            throw EventLogException.of(file, broken);
        } catch (IOException broken) {
            throw new EventLogException.InputOutput(target, broken);
        }
    }

    /**
     * Rescues what can be read of a damaged log. The damaged file stays beside it under another
     * name; see {@link LogRescue} for what is kept.
     *
     * @throws DataFolderHeldException when a server keeps the folder
     */
    public static LogRescue.Report repair(Path dataFolder, EventLogSettings settings) {
        var file = existing(dataFolder, settings);
        try (var _ = DataFolderLock.take(dataFolder)) {
            return LogRescue.rescue(file, settings);
        } catch (SQLException damaged) {
            throw EventLogException.of(file, damaged);
        } catch (IOException broken) {
            throw new EventLogException.InputOutput(file, broken);
        }
    }

    private static Path existing(Path dataFolder, EventLogSettings settings) {
        var file = dataFolder.toAbsolutePath().resolve(settings.fileName());
        if (!Files.isRegularFile(file)) {
            throw new EventLogException("There is no event log %s.".formatted(file));
        }
        return file;
    }
}
