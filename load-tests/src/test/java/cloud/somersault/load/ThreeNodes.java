package cloud.somersault.load;

import cloud.somersault.cli.client.Cloud;
import cloud.somersault.cli.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three servers with everything, in one cluster, on a Cassandra of three nodes. */
final class ThreeNodes implements AutoCloseable {
    private static final int NODES = 3;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private final Path folder;
    private final CassandraRing ring;
    private final List<Integer> clusterPorts = SharedServers.freePorts(NODES);
    private final AtomicReferenceArray<ServerProcess> servers = new AtomicReferenceArray<>(NODES);
    private final HttpClient http = HttpClient.newHttpClient();

    private ThreeNodes(Path folder, CassandraRing ring) {
        this.folder = folder;
        this.ring = ring;
    }

    /** Starts the database, makes the tables, starts the servers. */
    static ThreeNodes start(Path folder) {
        var ring = CassandraRing.start(NODES, folder);
        try {
            var made = SharedServers.schema(ring, NODES);
            if (made.code() != 0) {
                throw new IllegalStateException(made.said());
            }
            var three = new ThreeNodes(folder, ring);
            for (int node = 0; node < NODES; node++) {
                three.startServer(node);
            }
            return three;
        } catch (RuntimeException failed) {
            ring.close();
            throw failed;
        }
    }

    /** Starts a server, or starts it again under its address. */
    void startServer(int node) {
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
                                join)));
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

    /** Seconds until each of these jobs has answered, asked at one server, once a second. */
    double secondsUntilAnswered(List<String> jobIds, int at) {
        long start_ns = System.nanoTime();
        var url = servers.get(at).url();
        var silent = new ArrayList<>(jobIds);
        while (!silent.isEmpty()) {
            silent.removeIf(answers(url));
        }
        return (System.nanoTime() - start_ns) / 1e9;
    }

    private Predicate<String> answers(URI url) {
        return id -> {
            try {
                return http.send(
                                        HttpRequest.newBuilder(url.resolve("/v1/jobs/" + id))
                                                .timeout(ANSWER_WITHIN)
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException silence) {
                return false;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", stopped);
            }
        };
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
