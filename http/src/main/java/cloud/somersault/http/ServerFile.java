package cloud.somersault.http;

import cloud.somersault.http.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * server.json in the data folder: while a server listens, it says where. A server that was killed
 * leaves its file behind; the pid in it tells.
 */
record ServerFile(Path folder) {
    private static final String NAME = "server.json";

    /** Says where the server listens; whole or not at all. */
    void write(Content content) {
        try {
            var fresh = folder.resolve(NAME + ".new");
            Files.write(fresh, Json.write(content));
            Files.move(
                    fresh,
                    folder.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new UncheckedIOException("server.json cannot be written", broken);
        }
    }

    /** The server no longer listens. */
    void remove() {
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (IOException broken) {
            throw new UncheckedIOException("server.json cannot be removed", broken);
        }
    }

    /**
     * What the file says.
     *
     * @param url of the HTTP API
     * @param clusterAddress host:port for other nodes to join
     */
    record Content(long pid, int port, String url, String clusterAddress, Instant startedAt) {}
}
