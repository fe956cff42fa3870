package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.http.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes that a server has loaded, kept by its JVM for the many servers of the tests: each is
 * ready in about half the time so, as one of the launcher's is.
 */
final class ServerClasses {
    private static final Duration WITHIN = Duration.ofMinutes(4);
    private static final List<String> JARS = entries(true);
    private static final List<String> FOLDERS = entries(false);

    /** This JVM's class path, jars first: an archive knows how a path begins, and no folders. */
    static final String PATH = joined(Stream.concat(JARS.stream(), FOLDERS.stream()).toList());

    /** What makes a JVM start from them; nothing where the server itself lies in a folder. */
    static final List<String> FLAGS = flags(Path.of("target", "servers.jsa").toAbsolutePath());

    private ServerClasses() {}

    private static List<String> flags(Path archive) {
        if (!JARS.contains(home(Main.class).toString())) {
            return List.of();
        }
        try {
            if (!isUpToDate(archive)) {
                make(archive);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:aot=off");
    }

    private static boolean isUpToDate(Path archive) throws IOException {
        if (!Files.exists(archive)) {
            return false;
        }
        var made = Files.getLastModifiedTime(archive);
        for (var jar : JARS) {
            if (Files.getLastModifiedTime(Path.of(jar)).compareTo(made) > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Runs a server for a job and lets it end in an orderly way, which is when its JVM keeps. Two
     * of the tests' JVMs may do so at a time: each makes its own, and either is good.
     */
    private static void make(Path archive) throws IOException {
        var data = Files.createTempDirectory("somersault-classes");
        var half = archive.resolveSibling("servers-" + ProcessHandle.current().pid() + ".jsa");
        var command =
                Servers.command(
                        List.of("-XX:ArchiveClassesAtExit=" + half, "-Xlog:cds=off"),
                        joined(JARS),
                        List.of(),
                        List.of("--data", data.toString(), "--port", "0"));
        try (var server = ServerProcess.start(command, data, data.resolve("server.log"), WITHIN)) {
            BellJobs.completed(server.cloud(), "wukong");
            var process = ProcessHandle.of(server.pid()).orElseThrow();
            process.destroy();
            process.onExit().orTimeout(WITHIN.toSeconds(), TimeUnit.SECONDS).join();
        }
        Files.move(half, archive, StandardCopyOption.REPLACE_EXISTING);
        Folders.remove(data);
    }

    private static List<String> entries(boolean jars) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> entry.endsWith(".jar") == jars)
                .toList();
    }

    private static String joined(List<String> entries) {
        return String.join(File.pathSeparator, entries);
    }

    private static Path home(Class<?> ofClass) {
        return Path.of(
                URI.create(ofClass.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
