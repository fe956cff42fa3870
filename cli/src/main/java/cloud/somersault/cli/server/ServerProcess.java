package cloud.somersault.cli.server;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import cloud.somersault.client.NoServerException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server that runs as a child process; it dies with this JVM at the latest. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    private static final int LOG_LINES_SHOWN = 30;

    private final Process process;
    private final Thread lastResort;
    private final Path log;
    private final JsonNode written;
    private final Duration startedWithin;
    private final Cloud cloud;

    private ServerProcess(
            Process process,
            Thread lastResort,
            Path log,
            JsonNode written,
            Duration startedWithin) {
        this.process = process;
        this.lastResort = lastResort;
        this.log = log;
        this.written = written;
        this.startedWithin = startedWithin;
        this.cloud = new Cloud(URI.create(written.path("url").asText()));
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param command what is run; {@code --data} and the rest of the arguments included
     * @param dataFolder its data folder, where it writes server.json
     * @param log where its output is appended
     * @param within how long it may take
     * @throws IllegalStateException with the end of the log when it dies or takes too long
     */
    public static ServerProcess start(
            List<String> command, Path dataFolder, Path log, Duration within) {
        long begin_ns = System.nanoTime();
        var process = launch(command, log);
        var lastResort = new Thread(process::destroyForcibly, "kill server " + process.pid());
        Runtime.getRuntime().addShutdownHook(lastResort);
        while (System.nanoTime() - begin_ns < within.toNanos()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "the server ended with code " + process.exitValue() + tail(log));
            }
            var written = writtenBy(process.pid(), dataFolder);
            if (written.isPresent() && ready(written.get())) {
                var took = Duration.ofNanos(System.nanoTime() - begin_ns);
                return new ServerProcess(process, lastResort, log, written.get(), took);
            }
            pause();
        }
        process.destroyForcibly();
        throw new IllegalStateException(
                "the server was not ready after " + within.toSeconds() + " s" + tail(log));
    }

    private static Process launch(List<String> command, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(nothing().toFile()))
                    .start();
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    private static Path nothing() {
        return Path.of("/dev/null");
    }

    /** What server.json says, when this process wrote it; a killed one may have left its own. */
    private static Optional<JsonNode> writtenBy(long pid, Path dataFolder) {
        try {
            return Json.read(Files.readString(dataFolder.resolve("server.json")))
                    .filter(server -> server.path("pid").asLong() == pid);
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static boolean ready(JsonNode written) {
        try (var asked = new Cloud(URI.create(written.path("url").asText()))) {
            return asked.exchange("GET", "/health/ready", Map.of(), BodyPublishers.noBody())
                    .accepted();
        } catch (NoServerException notYet) {
            return false;
        }
    }

    /** Its HTTP API. */
    public Cloud cloud() {
        return cloud;
    }

    /** Where its HTTP API is. */
    public URI url() {
        return cloud.address();
    }

    /** Where other nodes join its cluster, as host:port. */
    public String clusterAddress() {
        return written.path("clusterAddress").asText();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** From the start of the process until it was ready. */
    public Duration startedWithin() {
        return startedWithin;
    }

    /** Whether it still runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** The last lines that it printed. */
    public String logTail() {
        return tail(log);
    }

    /** SIGKILL, at once and without mercy; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd(STOP_WITHIN);
        close();
    }

    /** SIGTERM, then SIGKILL if that did not help. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            if (!waitForEnd(STOP_WITHIN)) {
                process.destroyForcibly();
                waitForEnd(STOP_WITHIN);
            }
        }
        letGo();
    }

    /** Leaves it running when this JVM ends. */
    public void letGo() {
        cloud.close();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException alreadyShuttingDown) {
            // then the hook runs, as it should
        }
    }

    private boolean waitForEnd(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server starts", stopped);
        }
    }

    private static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log);
            var last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
            return "; the end of its log:\n  " + String.join("\n  ", last);
        } catch (IOException unreadable) {
            return "; its log " + log + " cannot be read";
        }
    }
}
