package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What chaos is done to: a keeper with a door whose data lie on a small file system of their own,
 * and a node that only computes, behind a network link that can be cut. Needs to be root in user,
 * mount and network namespaces of its own, which anyone may be where the kernel allows it ({@link
 * #command}); nothing in there can reach the machine's real network.
 */
final class ChaosWorld implements AutoCloseable {
    private static final String HERE = "10.77.0.1";
    private static final String THERE = "10.77.0.2";
    private static final String LINK = "chaos0";
    private static final int HTTP_PORT = 7272;
    private static final int CLUSTER_PORT = 7355;
    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final List<Path> FAKETIME =
            List.of(
                    Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
                    Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
                    Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));

    private final Path disk;
    private final Path logs;
    private final List<String> keeperWords;
    private final Optional<Path> faketime;
    private final Process elsewhere;
    private volatile ServerProcess keeper;
    private volatile Process worker;

    /**
     * Builds it.
     *
     * @param disk the folder on a file system of its own
     * @param logs where nodes write what they print
     * @param keeperWords more of the keeper's command line
     */
    ChaosWorld(Path disk, Path logs, List<String> keeperWords) {
        this.disk = disk;
        this.logs = logs;
        this.keeperWords = List.copyOf(keeperWords);
        this.faketime = fakeTime();
        this.elsewhere = start(List.of("unshare", "--net", "sleep", "infinity"), "elsewhere");
        link();
        setClock(Duration.ZERO);
        makeDataFolder();
        this.keeper = startKeeper();
        this.worker = startWorker();
    }

    /** A command in namespaces where this world can be built: a disk of so many MiB at a path. */
    static List<String> command(Path disk, int diskMiB, List<String> inside) {
        var command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                "--mount",
                                "--net",
                                "sh",
                                "-c",
                                "mount -t tmpfs -o size="
                                        + diskMiB
                                        + "m tmpfs \"$0\""
                                        + " && ip link set lo up && exec \"$@\"",
                                disk.toString()));
        command.addAll(inside);
        return command;
    }

    /** Whether there can be such namespaces here, with a link between two of them. */
    static boolean possible() {
        var link = "ip link add t0 type veth peer name t1";
        try {
            return new ProcessBuilder(
                                    "unshare",
                                    "--user",
                                    "--map-root-user",
                                    "--mount",
                                    "--net",
                                    "sh",
                                    "-c",
                                    link)
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** libfaketime, if it is installed: the wall clock of one process as a file says. */
    static Optional<Path> fakeTime() {
        var named = Optional.ofNullable(System.getProperty("somersault.faketime")).map(Path::of);
        return named.or(() -> FAKETIME.stream().filter(Files::exists).findFirst());
    }

    private void link() {
        run(
                "ip",
                "link",
                "add",
                LINK,
                "type",
                "veth",
                "peer",
                "name",
                "chaos1",
                "netns",
                Long.toString(elsewhere.pid()));
        run("ip", "address", "add", HERE + "/24", "dev", LINK);
        run("ip", "link", "set", LINK, "up");
        there("ip", "address", "add", THERE + "/24", "dev", "chaos1");
        there("ip", "link", "set", "chaos1", "up");
        there("ip", "link", "set", "lo", "up");
    }

    private List<String> inThere(List<String> command) {
        var all = new ArrayList<>(List.of("nsenter", "--net=/proc/" + elsewhere.pid() + "/ns/net"));
        all.addAll(command);
        return all;
    }

    private void there(String... words) {
        run(inThere(List.of(words)).toArray(String[]::new));
    }

    private static void run(String... words) {
        try {
            // The other namespace is there a moment after its process is.
            for (int attempt = 0; ; attempt++) {
                var process = new ProcessBuilder(words).inheritIO().start();
                if (process.waitFor() == 0) {
                    return;
                }
                if (attempt == 20) {
                    throw new IllegalStateException("it failed: " + String.join(" ", words));
                }
                Servers.pause(Duration.ofMillis(100));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private Process start(List<String> command, String name) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            logs.resolve(name + ".log").toFile()))
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    /** A keeper whose log lies in a database makes none of its own. */
    private void makeDataFolder() {
        try {
            Files.createDirectories(data());
        } catch (IOException cannotMake) {
            throw new UncheckedIOException(cannotMake);
        }
    }

    private ServerProcess startKeeper() {
        var command = new ArrayList<String>();
        faketime.ifPresent(library ->
                command.addAll(
                        List.of(
                                "env",
                                "LD_PRELOAD=" + library,
                                "FAKETIME_TIMESTAMP_FILE=" + clock(),
                                "FAKETIME_CACHE_DURATION=1",
                                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                                // Its repair of timed waits makes the JVM's own threads spin.
                                "FAKETIME_FORCE_MONOTONIC_FIX=0")));
        var words =
                new ArrayList<>(
                        List.of(
                                "--data", data().toString(),
                                "--port", Integer.toString(HTTP_PORT),
                                "--cluster-host", HERE,
                                "--cluster-port", Integer.toString(CLUSTER_PORT)));
        words.addAll(keeperWords);
        command.addAll(node(List.of("somersault.journal.room-kept-back=4MiB"), words));
        return ServerProcess.start(command, data(), logs.resolve("keeper.log"), START_WITHIN);
    }

    private Process startWorker() {
        var words =
                List.of(
                        "--roles",
                        "simulator",
                        "--join",
                        HERE + ":" + CLUSTER_PORT,
                        "--cluster-host",
                        THERE,
                        "--data",
                        logs.resolve("worker").toString());
        return start(inThere(node(List.of(), words)), "worker");
    }

    private static List<String> node(List<String> settings, List<String> words) {
        var command = Servers.command(settings, words);
        command.addAll(command.indexOf("-cp"), List.of("-Xmx640m", Servers.LIGHT));
        return command;
    }

    ServerProcess keeper() {
        return keeper;
    }

    /** Its data folder. */
    Path data() {
        return disk.resolve("data");
    }

    private Path clock() {
        return logs.resolve("clock");
    }

    /** The keeper, killed and started again. */
    void restartKeeper(Duration after) {
        keeper.kill();
        Servers.pause(after);
        keeper = startKeeper();
    }

    void killWorker() {
        worker.destroyForcibly();
    }

    /** Started again if it has ended: also a node that was cut off for too long ends itself. */
    boolean reviveWorker() {
        if (worker.isAlive()) {
            return false;
        }
        worker = startWorker();
        return true;
    }

    /** To nobody if it has just ended, as a node does that was cut off for too long. */
    void signalWorker(String name) {
        if (!worker.isAlive()) {
            return;
        }
        try {
            run("kill", "-" + name, Long.toString(worker.pid()));
        } catch (IllegalStateException refused) {
            if (worker.isAlive()) {
                throw refused;
            }
        }
    }

    void signalKeeper(String name) {
        run("kill", "-" + name, Long.toString(keeper.pid()));
    }

    void setLink(boolean up) {
        run("ip", "link", "set", LINK, up ? "up" : "down");
    }

    /** The keeper's wall clock, beside the machine's. */
    void setClock(Duration offset) {
        try {
            var file =
                    Files.writeString(
                            logs.resolve("clock.new"), "%+d\n".formatted(offset.toSeconds()));
            Files.move(file, clock(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    boolean clockCanJump() {
        return faketime.isPresent();
    }

    /** Not a byte is left. */
    void fillDisk() {
        var block = new byte[1 << 16];
        try (var out = Files.newOutputStream(disk.resolve("ballast"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // as it should be
        }
    }

    void emptyDisk() {
        try {
            Files.deleteIfExists(disk.resolve("ballast"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        keeper.close();
        worker.destroyForcibly();
        elsewhere.destroyForcibly();
        try {
            worker.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
