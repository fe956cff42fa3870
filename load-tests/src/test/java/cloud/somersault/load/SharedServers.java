package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts servers that keep everything in a Cassandra. */
final class SharedServers {
    private static final Duration START_WITHIN = Duration.ofMinutes(5);

    private SharedServers() {}

    /** What came of a command that ends. */
    record Ended(int code, String said) {}

    /** Makes the tables. */
    static Ended schema(CassandraRing ring, int replicas, String... more) {
        var words = new ArrayList<>(List.of("schema", "--cassandra", ring.contactPoints()));
        words.addAll(List.of(more));
        return run(List.of("somersault.cassandra.replication-factor=" + replicas), words);
    }

    /** Runs the server's Main with these words until it ends. */
    static Ended run(List<String> settings, List<String> words) {
        try {
            var process =
                    new ProcessBuilder(Servers.command(settings, words))
                            .redirectErrorStream(true)
                            .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("it does not end: " + said);
            }
            return new Ended(process.exitValue(), said);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    /** A server with everything, these words and flags, and the heap of one among several. */
    static ServerProcess start(
            CassandraRing ring, Path folder, List<String> more, List<String> flags) {
        return start(ring, folder, more, flags, ServerClasses.PATH);
    }

    /** The same of the build on that class path. */
    static ServerProcess start(
            CassandraRing ring,
            Path folder,
            List<String> more,
            List<String> flags,
            String classPath) {
        var words = new ArrayList<>(List.of("--data", folder.toString(), "--port", "0"));
        words.addAll(List.of("--cassandra", ring.contactPoints()));
        words.addAll(more);
        var command = Servers.command(List.of(), words);
        command.set(command.indexOf("-Xmx1g"), "-Xmx512m");
        command.addAll(command.indexOf("-cp"), flags);
        command.set(command.indexOf("-cp") + 1, classPath);
        return ServerProcess.start(command, folder, folder.resolve("server.log"), START_WITHIN);
    }
}
