package cloud.somersault.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One or more nodes of Cassandra on loopback addresses that belong to this ring of this process:
 * 127.a.b.1, .2 and so on, so that several rings on one machine don't meet.
 */
final class CassandraRing implements AutoCloseable {
    private static final AtomicInteger RINGS = new AtomicInteger();

    private final List<CassandraNode> nodes;

    private CassandraRing(List<CassandraNode> nodes) {
        this.nodes = nodes;
    }

    /**
     * Starts so many nodes and waits for them. The others knock at the first, so that comes before
     * them; none of them takes over anything from another (no bootstrap), so they may come at once.
     * The flags are their JVMs' own, and win.
     */
    static CassandraRing start(int count, Path folder, String... flags) {
        long pid = ProcessHandle.current().pid();
        var net =
                "127.%d.%d.".formatted(1 + pid % 250, (pid / 250 + RINGS.getAndIncrement()) % 250);
        var nodes = new ArrayList<CassandraNode>();
        for (int number = 1; number <= count; number++) {
            var node =
                    CassandraNode.start(
                            net + number,
                            net + 1,
                            folder.resolve("cassandra-" + number),
                            List.of(flags));
            nodes.add(node);
            if (number == 1) {
                node.awaitReady();
            }
        }
        nodes.forEach(CassandraNode::awaitReady);
        return new CassandraRing(List.copyOf(nodes));
    }

    CassandraNode node(int index) {
        return nodes.get(index);
    }

    int size() {
        return nodes.size();
    }

    /** All of them, as a server takes them. */
    String contactPoints() {
        return IntStream.range(0, nodes.size())
                .mapToObj(index -> nodes.get(index).contactPoint())
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        nodes.forEach(CassandraNode::close);
    }
}
