package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.users.Encounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The users' model, played by Gatling in a process of its own against one server. */
final class Users {
    private static final String WRONG = "WRONG: ";

    /**
     * What they met with.
     *
     * @param start_ns of {@link System#nanoTime} when their process was started
     * @param cpuSeconds of their process, its start included
     * @param wrong answers that must not be
     */
    record Played(
            List<Encounter> encounters, List<String> wrong, long start_ns, double cpuSeconds) {
        Played {
            encounters = List.copyOf(encounters);
            wrong = List.copyOf(wrong);
        }
    }

    private Users() {}

    /**
     * Plays to the end.
     *
     * @param folder for what they write
     * @param play settings as in the users' {@code Play}: tasks, seconds, tenants, ...
     */
    static Played play(ServerProcess server, Path folder, Map<String, String> play) {
        var encounters = folder.resolve("encounters.tsv");
        var said = folder.resolve("users.log");
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                // its own code is soon compiled: that is not what is measured
                                "-XX:TieredStopAtLevel=1",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dlogback.configurationFile=users-logback.xml",
                                "-Dusers.url=" + server.url(),
                                "-Dusers.out=" + encounters));
        play.forEach((name, value) -> command.add("-Dusers." + name + "=" + value));
        command.addAll(
                List.of(
                        "-cp",
                        classPath(),
                        "io.gatling.app.Gatling",
                        "--simulation",
                        "cloud.somersault.users.gatling.UsersSimulation",
                        "--no-reports",
                        "--results-folder",
                        folder.toString()));
        try {
            long start_ns = System.nanoTime();
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            double cpuSeconds = await(process);
            var lines = Files.readAllLines(said);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "Gatling ended with " + process.exitValue() + ": " + lines);
            }
            return new Played(
                    Files.readAllLines(encounters).stream().map(Encounter::parse).toList(),
                    lines.stream().filter(line -> line.startsWith(WRONG)).toList(),
                    start_ns,
                    cpuSeconds);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Gatling and the model, from the folder of their module: never on the server's class path. */
    private static String classPath() {
        var module = Path.of(System.getProperty("somersault.root", ".."), "users", "target");
        return System.getProperty(
                "somersault.users",
                module.resolve("classes") + ":" + module.resolve("lib").resolve("*"));
    }

    private static double await(Process process) {
        var lastResort = new Thread(process::destroyForcibly, "end of the users");
        Runtime.getRuntime().addShutdownHook(lastResort);
        try {
            double cpuSeconds = 0;
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                cpuSeconds = cpuSeconds(process.toHandle());
            }
            return cpuSeconds;
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } finally {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        }
    }

    /** What a process has computed so far. */
    static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
    }
}
