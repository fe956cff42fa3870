package cloud.somersault.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node of a real Cassandra 5, as a process of its own on a JDK that it can live with. */
final class CassandraNode implements AutoCloseable {
    static final int PORT = 9042;

    private static final Duration START_WITHIN = Duration.ofMinutes(5);
    private static final List<String> EXPORTS =
            List.of(
                    "java.base/jdk.internal.misc",
                    "java.base/jdk.internal.ref",
                    "java.base/java.lang.ref",
                    "java.management.rmi/com.sun.jmx.remote.internal.rmi",
                    "java.rmi/sun.rmi.registry",
                    "java.rmi/sun.rmi.server",
                    "java.rmi/sun.rmi.transport.tcp",
                    "java.sql/java.sql",
                    "jdk.unsupported/sun.misc");
    private static final List<String> OPENS =
            List.of(
                    "java.base/java.lang",
                    "java.base/java.lang.module",
                    "java.base/java.lang.reflect",
                    "java.base/java.io",
                    "java.base/java.nio",
                    "java.base/java.util",
                    "java.base/java.util.concurrent",
                    "java.base/java.util.concurrent.atomic",
                    "java.base/sun.nio.ch",
                    "java.base/jdk.internal.loader",
                    "java.base/jdk.internal.ref",
                    "java.base/jdk.internal.reflect",
                    "java.base/jdk.internal.math",
                    "java.base/jdk.internal.module",
                    "java.base/jdk.internal.util.jar",
                    "jdk.management/com.sun.management.internal",
                    "java.rmi/sun.rmi.transport.tcp");

    private final String address;
    private final Path folder;
    private final List<String> command;
    private Process process;

    private CassandraNode(String address, Path folder, List<String> command) {
        this.address = address;
        this.folder = folder;
        this.command = command;
        this.process = launch();
    }

    /**
     * Starts a node; {@link #awaitReady} says when it serves.
     *
     * @param address of loopback, for this node alone
     * @param seed the address of the ring's first node
     * @param flags of its JVM, which win
     */
    static CassandraNode start(String address, String seed, Path folder, List<String> flags) {
        try {
            var conf = Files.createDirectories(folder.resolve("conf"));
            Files.writeString(conf.resolve("cassandra.yaml"), yaml(address, seed, folder));
            Files.writeString(conf.resolve("logback.xml"), LOGBACK.formatted(folder));
            return new CassandraNode(address, folder, command(folder, flags));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A JDK that Cassandra 5 runs on, if there is one on this machine. */
    static Optional<Path> jdk() {
        return Stream.of(System.getenv("CASSANDRA_JAVA_HOME"), "/usr/lib/jvm", "/opt/java")
                .filter(place -> place != null && Files.isDirectory(Path.of(place)))
                .flatMap(place -> homes(Path.of(place)))
                .filter(CassandraNode::suits)
                .findFirst();
    }

    private static Stream<Path> homes(Path place) {
        try (var found = Files.list(place)) {
            return Stream.concat(Stream.of(place), found.sorted().toList().stream());
        } catch (IOException unreadable) {
            return Stream.of(place);
        }
    }

    private static boolean suits(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"17");
        } catch (IOException noJdk) {
            return false;
        }
    }

    private static Path libraries() {
        return Path.of(System.getProperty("somersault.root", ".."), "cassandra", "target", "lib");
    }

    private static List<String> command(Path folder, List<String> flags) throws IOException {
        var lib = libraries();
        Path jamm;
        try (var jars = Files.list(lib)) {
            jamm =
                    jars.filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
                            .findFirst()
                            .orElseThrow();
        }
        var command = new ArrayList<String>();
        command.add(jdk().orElseThrow().resolve("bin/java").toString());
        command.addAll(
                List.of(
                        "-Xms512m",
                        "-Xmx512m",
                        "-Xss256k",
                        "-XX:+UseSerialGC",
                        "-XX:MaxMetaspaceSize=192m",
                        "-XX:MaxDirectMemorySize=128m",
                        "-XX:TieredStopAtLevel=4",
                        "-javaagent:" + jamm,
                        "-Djdk.attach.allowAttachSelf=true",
                        "-Djna.nosys=true",
                        "-Dio.netty.tryReflectionSetAccessible=true",
                        "-Dcassandra.config=file://" + folder.resolve("conf/cassandra.yaml"),
                        "-Dcassandra.storagedir=" + folder,
                        "-Dcassandra.logdir=" + folder,
                        "-Dlogback.configurationFile=" + folder.resolve("conf/logback.xml"),
                        "-Dcassandra-foreground=yes",
                        "-Dcassandra.jmx.local.port=" + Ports.row(1),
                        "-Dcassandra.ring_delay_ms=1000",
                        "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                        "-Dcassandra.superuser_setup_delay_ms=0"));
        EXPORTS.forEach(one -> command.addAll(List.of("--add-exports", one + "=ALL-UNNAMED")));
        OPENS.forEach(one -> command.addAll(List.of("--add-opens", one + "=ALL-UNNAMED")));
        command.addAll(flags);
        command.addAll(
                List.of(
                        "-cp",
                        folder.resolve("conf") + ":" + lib + "/*",
                        "org.apache.cassandra.service.CassandraDaemon"));
        return command;
    }

    private Process launch() {
        try {
            var started =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            folder.resolve("out.log").toFile()))
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            return started;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Waits until clients are served. */
    void awaitReady() {
        long end_ns = System.nanoTime() + START_WITHIN.toNanos();
        while (!serves()) {
            if (!process.isAlive() || System.nanoTime() > end_ns) {
                throw new IllegalStateException(
                        "Cassandra at " + address + " did not start; see " + folder + "/out.log");
            }
            Servers.pause(Duration.ofMillis(200));
        }
    }

    private boolean serves() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PORT), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where clients knock. */
    String contactPoint() {
        return address + ":" + PORT;
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP: it is there and answers nobody. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + code);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on what it had. */
    void startAgain() {
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }

    private static String yaml(String address, String seed, Path folder) {
        return """
        cluster_name: somersault
        num_tokens: 4
        partitioner: org.apache.cassandra.dht.Murmur3Partitioner
        authenticator: AllowAllAuthenticator
        authorizer: AllowAllAuthorizer
        role_manager: CassandraRoleManager
        commitlog_sync: group
        commitlog_sync_group_window: 2ms
        commitlog_segment_size: 8MiB
        commitlog_total_space: 256MiB
        disk_failure_policy: stop
        commit_failure_policy: stop
        listen_address: %1$s
        rpc_address: %1$s
        storage_port: 7000
        native_transport_port: %4$d
        endpoint_snitch: SimpleSnitch
        dynamic_snitch: false
        auto_bootstrap: false
        auto_snapshot: false
        seed_provider:
          - class_name: org.apache.cassandra.locator.SimpleSeedProvider
            parameters:
              - seeds: "%2$s"
        data_file_directories: [%3$s/data]
        commitlog_directory: %3$s/commitlog
        saved_caches_directory: %3$s/saved_caches
        hints_directory: %3$s/hints
        cdc_raw_directory: %3$s/cdc_raw
        concurrent_reads: 8
        concurrent_writes: 8
        concurrent_compactors: 1
        memtable_heap_space: 64MiB
        memtable_offheap_space: 64MiB
        file_cache_size: 32MiB
        key_cache_size: 4MiB
        materialized_views_enabled: false
        """
                .formatted(address, seed, folder, PORT);
    }

    private static final String LOGBACK =
            """
            <configuration>
              <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                <file>%s/system.log</file>
                <encoder><pattern>%%d{HH:mm:ss.SSS} %%-5level %%logger{20} %%msg%%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="FILE"/></root>
            </configuration>
            """;
}
