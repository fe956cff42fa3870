package cloud.somersault.persistence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The right to keep a data folder: a lock of the operating system on the file {@code
 * somersault.lock}, which a killed process gives back by dying. The file names the holder's pid.
 *
 * <p>The lock sits on one byte far behind the text, so that others can read the pid where locks are
 * mandatory. A POSIX lock is lost when its process closes <em>any</em> descriptor of the file; this
 * class therefore remembers the folders that this process holds and does not open the file again.
 */
final class DataFolderLock implements AutoCloseable {
    static final String FILE_NAME = "somersault.lock";

    private static final long LOCKED_BYTE = 1L << 40;
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;

    private DataFolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @throws DataFolderHeldException when someone else has it
     */
    static DataFolderLock take(Path dataFolder) throws IOException {
        Files.createDirectories(dataFolder);
        var folder = dataFolder.toRealPath();
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(folder)) {
                throw new DataFolderHeldException(folder, ProcessHandle.current().pid());
            }
            var channel =
                    FileChannel.open(
                            folder.resolve(FILE_NAME),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            try {
                if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                    throw new DataFolderHeldException(folder, holder(channel));
                }
                channel.truncate(0);
                var pid = ProcessHandle.current().pid() + "\n";
                channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            HELD_HERE.add(folder);
            return new DataFolderLock(folder, channel);
        }
    }

    private static long holder(FileChannel channel) throws IOException {
        var text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        var digits = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).trim();
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            channel.close();
            HELD_HERE.remove(folder);
        }
    }
}
