package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts servers on free ports and this JVM's own class path, as the launcher would. */
final class Servers {
    private static final Duration START_WITHIN = Duration.ofMinutes(4);
    private static final String MAIN = "cloud.somersault.http.Main";
    private static final List<String> ANY_PORT = List.of("--port", "0");

    /** Compiling engines that a test may never ask for costs more than many a test. */
    private static final String COLD = "-Dsomersault.job.warm-up=off";

    /** Of a JVM that has so little to do that compiling well would be most of it. */
    static final String LIGHT = "-XX:TieredStopAtLevel=1";

    /** What surefire's configuration gives the servers of tests; benchmarks know nothing of it. */
    private static final List<String> OF_TESTS =
            Stream.of(System.getProperty("somersault.load.server-flags", "").split(" "))
                    .filter(flag -> !flag.isEmpty())
                    .toList();

    private Servers() {}

    /** A server that does everything, on this data folder; its log lies in it. */
    static ServerProcess start(Path dataFolder) {
        return start(dataFolder, List.of(), ANY_PORT);
    }

    /** The same on this port. */
    static ServerProcess startOn(int port, Path dataFolder) {
        return start(dataFolder, List.of(), List.of("--port", Integer.toString(port)));
    }

    /** The same with settings, like {@code somersault.job.workers=1}. */
    static ServerProcess startWith(Path dataFolder, String... settings) {
        return start(dataFolder, List.of(settings), ANY_PORT);
    }

    /**
     * The same with a heap of another size, like {@code 3g}, for states of many qubits; and with
     * one of the other chips.
     */
    static ServerProcess startLarge(Path dataFolder, String heap, String chip) {
        var command = command(dataFolder, List.of(), List.of("--port", "0", "--chip", chip));
        command.add(command.indexOf("-cp"), "-Xmx" + heap);
        return ServerProcess.start(
                command, dataFolder, dataFolder.resolve("server.log"), START_WITHIN);
    }

    /** A server that keeps and has the door, but lets others compute. */
    static ServerProcess startWithoutWorkers(Path dataFolder, String... settings) {
        return start(
                dataFolder, List.of(settings), List.of("--port", "0", "--roles", "keeper,door"));
    }

    /**
     * The same for a test that computes next to nothing: its code is compiled quickly, not well.
     */
    static ServerProcess startLight(Path dataFolder, String... settings) {
        return startLight(dataFolder, List.of(settings), ANY_PORT);
    }

    /** The same on this port. */
    static ServerProcess startLightOn(int port, Path dataFolder) {
        return startLight(dataFolder, List.of(), List.of("--port", Integer.toString(port)));
    }

    /** The same on the port that a server takes when nobody names one. */
    static ServerProcess startLightAnywhere(Path dataFolder) {
        return startLight(dataFolder, List.of(), List.of());
    }

    private static ServerProcess startLight(
            Path dataFolder, List<String> settings, List<String> arguments) {
        var command = command(dataFolder, settings, arguments);
        command.add(command.indexOf("-cp"), LIGHT);
        return ServerProcess.start(
                command, dataFolder, dataFolder.resolve("server.log"), START_WITHIN);
    }

    /** One to be measured: warmed up, and with flags of the JVM, which come last and so win. */
    static ServerProcess startFlagged(Path dataFolder, List<String> flags) {
        return startFlagged(dataFolder, flags, ANY_PORT);
    }

    /** The same on this port. */
    static ServerProcess startFlaggedOn(int port, Path dataFolder, List<String> flags) {
        return startFlagged(dataFolder, flags, List.of("--port", Integer.toString(port)));
    }

    private static ServerProcess startFlagged(
            Path dataFolder, List<String> flags, List<String> arguments) {
        var command = command(dataFolder, List.of(), arguments);
        command.remove(COLD);
        command.addAll(command.indexOf("-cp"), flags);
        return ServerProcess.start(
                command, dataFolder, dataFolder.resolve("server.log"), START_WITHIN);
    }

    /** A second node that only computes, for the cluster of the first; nobody waits for it. */
    static Node join(Path dataFolder, ServerProcess first, String... settings) {
        var arguments =
                List.of("--roles", "simulator", "--join", first.clusterAddress(), "--port", "0");
        try {
            var log = dataFolder.resolve("node.log");
            return new Node(
                    new ProcessBuilder(command(dataFolder, List.of(settings), arguments))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    /** A node without a door. */
    record Node(Process process, Path log) implements AutoCloseable {
        private static final Pattern WATCHED = Pattern.compile("metrics at (http\\S+)");

        /** Where it says how it is and what it measures; waits until it serves. */
        URI url() {
            long end_ns = System.nanoTime() + START_WITHIN.toNanos();
            while (System.nanoTime() < end_ns && process.isAlive()) {
                try {
                    var said = WATCHED.matcher(Files.readString(log));
                    if (said.find()) {
                        return URI.create(said.group(1));
                    }
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
                pause(Duration.ofMillis(50));
            }
            throw new IllegalStateException("the node does not serve; see " + log);
        }

        /** SIGTERM; its exit code when it is gone. */
        int stop() {
            process.destroy();
            try {
                if (process.waitFor(1, TimeUnit.MINUTES)) {
                    return process.exitValue();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("it does not end; see " + log);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static ServerProcess start(
            Path dataFolder, List<String> settings, List<String> arguments) {
        return ServerProcess.start(
                command(dataFolder, settings, arguments),
                dataFolder,
                dataFolder.resolve("server.log"),
                START_WITHIN);
    }

    private static ArrayList<String> command(
            Path dataFolder, List<String> settings, List<String> arguments) {
        var words = new ArrayList<>(List.of("--data", dataFolder.toString()));
        words.addAll(arguments);
        return command(settings, words);
    }

    /** The command line that the launcher would run, with a heap of 1 GiB. */
    static ArrayList<String> command(List<String> settings, List<String> words) {
        return command(ServerClasses.FLAGS, ServerClasses.PATH, settings, words);
    }

    /** The same with these flags of the JVM, on this class path. */
    static ArrayList<String> command(
            List<String> flags, String classPath, List<String> settings, List<String> words) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-modules=jdk.incubator.vector",
                                "-Xmx1g",
                                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(OF_TESTS);
        command.addAll(flags);
        command.add("-Dsomersault.chip.life.rate=0"); // the chip stays as it was published
        command.add(COLD);
        settings.forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-cp", classPath, MAIN));
        command.addAll(words);
        return command;
    }

    /** Waits a little; an interruption ends the test. */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
