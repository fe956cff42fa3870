package cloud.somersault.http;

import cloud.somersault.http.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The folder that keeps everything, held by one process at a time: the lock goes with the process,
 * also when it is killed. While the server listens, server.json in it says where.
 */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "server.lock";
    private static final String SERVER = "server.json";

    private final Path path;
    private final FileChannel channel;

    /** The folder belongs to someone else; the message says to whom. */
    static final class Held extends Exception {
        private static final long serialVersionUID = 1;

        Held(String message) {
            super(message);
        }
    }

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes hold of the folder, which is made when it is not there. */
    static DataFolder open(Path path) throws IOException, Held {
        Files.createDirectories(path);
        var lock = path.resolve(LOCK);
        var channel =
                FileChannel.open(
                        lock,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw held(path, Files.readString(lock));
            }
        } catch (OverlappingFileLockException _) {
            throw held(path, Long.toString(ProcessHandle.current().pid()));
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid())
                                .getBytes(StandardCharsets.US_ASCII)));
        return new DataFolder(path, channel);
    }

    private static Held held(Path path, String pid) {
        return new Held("The data folder " + path + " is in use by process " + pid.strip() + ".");
    }

    Path path() {
        return path;
    }

    /** Says where the server listens; whole or not at all. */
    void announce(Announcement announcement) throws IOException {
        var fresh = path.resolve(SERVER + ".new");
        Files.write(fresh, Json.write(announcement));
        Files.move(
                fresh,
                path.resolve(SERVER),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The server no longer listens. */
    void withdraw() throws IOException {
        Files.deleteIfExists(path.resolve(SERVER));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What server.json says. */
    record Announcement(long pid, int port, String url, String clusterAddress, Instant startedAt) {}
}
