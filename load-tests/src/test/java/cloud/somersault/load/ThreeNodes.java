package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Cloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three servers with everything, in one cluster, on a Cassandra of three nodes. */
final class ThreeNodes implements AutoCloseable {
    private static final int NODES = 3;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWER_AT_LAST = Duration.ofMinutes(5);
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    private static final int STARTS = 3;

    /** How much of a cloud it is. */
    enum Size {
        /** As clouds are served: what takes part in measurements. */
        AS_SERVED(List.of(), List.of()),

        /**
         * For few jobs on a machine that has no time: code is compiled quickly rather than well,
         * and nobody is taken for dead who only waits for a processor.
         */
        SMALL(
                List.of(Servers.LIGHT),
                List.of(
                        Servers.LIGHT,
                        "-XX:+UseSerialGC",
                        "-Dpekko.cluster.failure-detector.acceptable-heartbeat-pause=12s"));

        private final List<String> databaseFlags;
        private final List<String> serverFlags;

        Size(List<String> databaseFlags, List<String> serverFlags) {
            this.databaseFlags = databaseFlags;
            this.serverFlags = serverFlags;
        }
    }

    private final Path folder;
    private final CassandraRing ring;
    private final Size size;
    private final List<Integer> clusterPorts = Ports.several(NODES);
    private final AtomicReferenceArray<ServerProcess> servers = new AtomicReferenceArray<>(NODES);
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile String classPath = ServerClasses.PATH;

    private ThreeNodes(Path folder, CassandraRing ring, Size size) {
        this.folder = folder;
        this.ring = ring;
        this.size = size;
    }

    /** Starts the database, makes the tables, starts the servers. */
    static ThreeNodes start(Path folder, Size size) {
        return start(folder, size, NODES, ServerClasses.PATH);
    }

    /** The same on so many nodes of the database, with servers of the build on that class path. */
    static ThreeNodes start(Path folder, Size size, int databases, String classPath) {
        var ring =
                CassandraRing.start(databases, folder, size.databaseFlags.toArray(String[]::new));
        try {
            var made = SharedServers.schema(ring, databases);
            if (made.code() != 0) {
                throw new IllegalStateException(made.said());
            }
            var three = new ThreeNodes(folder, ring, size);
            three.build(classPath);
            for (int node = 0; node < NODES; node++) {
                three.startServer(node);
            }
            return three;
        } catch (RuntimeException failed) {
            ring.close();
            throw failed;
        }
    }

    /** Servers that are started from now on are of the build on that class path. */
    void build(String classPath) {
        this.classPath = classPath;
    }

    /**
     * Starts a server, or starts it again under its address. One that the others have taken for
     * dead while it started stops itself, and is started once more as a service manager would.
     */
    void startServer(int node) {
        for (int attempt = 1; ; attempt++) {
            try {
                launch(node);
                return;
            } catch (IllegalStateException stopped) {
                if (attempt == STARTS) {
                    throw stopped;
                }
            }
        }
    }

    private void launch(int node) {
        var join =
                clusterPorts.stream()
                        .map(port -> "127.0.0.1:" + port)
                        .collect(Collectors.joining(","));
        servers.set(
                node,
                SharedServers.start(
                        ring,
                        folder.resolve("node-" + (node + 1)),
                        List.of(
                                "--cluster-port",
                                clusterPorts.get(node).toString(),
                                "--join",
                                join),
                        size.serverFlags,
                        classPath));
    }

    ServerProcess server(int node) {
        return servers.get(node);
    }

    /** A server's API; it may be dead. */
    Cloud cloud(int node) {
        return servers.get(node).cloud();
    }

    CassandraRing ring() {
        return ring;
    }

    /** All servers but this one. */
    List<Integer> others(int node) {
        return IntStream.range(0, NODES).filter(one -> one != node).boxed().toList();
    }

    /** Seconds until each of these jobs has answered, all asked at once at one server. */
    double secondsUntilAnswered(List<String> jobIds, int at) throws InterruptedException {
        long start_ns = System.nanoTime();
        var url = servers.get(at).url();
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var id : jobIds) {
                asking.execute(() -> untilAnswered(url.resolve("/v1/jobs/" + id)));
            }
        }
        return (System.nanoTime() - start_ns) / 1e9;
    }

    private void untilAnswered(URI job) {
        var request = HttpRequest.newBuilder(job).timeout(ANSWER_WITHIN).build();
        long end_ns = System.nanoTime() + ANSWER_AT_LAST.toNanos();
        while (!answers(request) && System.nanoTime() < end_ns) {
            Servers.pause(ASK_AGAIN);
        }
    }

    private boolean answers(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException silence) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    @Override
    public void close() {
        for (int node = 0; node < NODES; node++) {
            var server = servers.get(node);
            if (server != null) {
                server.kill();
            }
        }
        ring.close();
        http.close();
    }
}
