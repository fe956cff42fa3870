package cloud.somersault.load;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Users at work while everything that can break does, as a seed says: nodes are killed and hang,
 * the network is cut, the disk is full, the journal stalls, the clock jumps, the database is slow.
 * What must hold is looked at all the while and proved at the end. {@code ./somersault bench
 * chaos}.
 */
public final class Chaos {
    private static final int DISK_MIB = 320;
    private static final String INSIDE = "somersault.chaos.inside";

    private Chaos() {}

    /** By hand, or from the test: first outside, then once more in namespaces of its own. */
    public static void main(String[] words) throws Exception {
        var options = Options.of(words, "minutes", "seed", "rate", "database", "out", "folder");
        if (Boolean.getBoolean(INSIDE)) {
            System.exit(inside(options) ? 0 : 1);
        }
        System.exit(outside(words));
    }

    /** Starts this again where the network and the disk are its own. */
    static int outside(String[] words) throws Exception {
        return outside(words, Redirect.INHERIT);
    }

    /** The same, with what it says going somewhere. */
    static int outside(String[] words, Redirect said) throws Exception {
        if (!ChaosWorld.possible()) {
            System.out.println(
                    "SKIPPED: no chaos here. It needs user namespaces with a network (unshare, ip).");
            return 0;
        }
        var folder = Files.createTempDirectory("somersault-chaos");
        var disk = Files.createDirectories(folder.resolve("disk"));
        var java =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx320m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-D" + INSIDE + "=true"));
        for (var name : List.of("somersault.root", "somersault.users", "somersault.faketime")) {
            Optional.ofNullable(System.getProperty(name))
                    .ifPresent(value -> java.add("-D" + name + "=" + value));
        }
        java.addAll(List.of("-cp", System.getProperty("java.class.path"), Chaos.class.getName()));
        java.addAll(List.of(words));
        java.addAll(List.of("--folder", folder.toString()));
        var process =
                new ProcessBuilder(ChaosWorld.command(disk, DISK_MIB, java))
                        .redirectErrorStream(true)
                        .redirectOutput(said)
                        .start();
        var lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        int code = process.waitFor();
        if (code == 0) {
            Folders.remove(folder);
        } else {
            System.out.println("what the nodes said is in " + folder.resolve("logs"));
        }
        return code;
    }

    private static boolean inside(Options options) throws Exception {
        var folder = Path.of(options.text("folder", "."));
        boolean cassandra = options.text("database", "sqlite").equals("cassandra");
        var ring =
                cassandra
                        ? Optional.of(CassandraRing.start(1, folder))
                        : Optional.<CassandraRing>empty();
        try {
            if (ring.isPresent()) {
                var made = SharedServers.schema(ring.get(), 1);
                if (made.code() != 0) {
                    throw new IllegalStateException("no tables: " + made.said());
                }
            }
            var findings = new ChaosRun(options, folder, ring).run();
            System.out.println(findings.text());
            findings.write(options.out());
            return findings.allReached();
        } finally {
            ring.ifPresent(CassandraRing::close);
        }
    }
}
