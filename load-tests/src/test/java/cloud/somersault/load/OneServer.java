package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * The server of all tests that only ask one for work and leave its chip as it was published. It is
 * started for the first of them and goes with this JVM.
 */
final class OneServer {
    private static final ServerProcess SERVER = start();

    private OneServer() {}

    static ServerProcess get() {
        return SERVER;
    }

    private static ServerProcess start() {
        try {
            var data = Files.createTempDirectory("somersault-one-server");
            var server = Servers.start(data);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> {
                                server.close();
                                try {
                                    Folders.remove(data);
                                } catch (IOException leftBehind) {
                                    throw new UncheckedIOException(leftBehind);
                                }
                            }));
            return server;
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }
}
