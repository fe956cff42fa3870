package cloud.somersault.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One or more nodes of Cassandra on loopback addresses that belong to this process: 127.a.b.1, .2
 * and so on, so that several rings on one machine don't meet.
 */
final class CassandraRing implements AutoCloseable {
    private final List<CassandraNode> nodes;

    private CassandraRing(List<CassandraNode> nodes) {
        this.nodes = nodes;
    }

    /**
     * Starts so many nodes, one after the other as Cassandra wants it, and waits for them. The
     * flags are their JVMs' own, and win.
     */
    static CassandraRing start(int count, Path folder, String... flags) {
        long pid = ProcessHandle.current().pid();
        var net = "127.%d.%d.".formatted(1 + pid % 250, pid / 250 % 250);
        var nodes = new ArrayList<CassandraNode>();
        for (int number = 1; number <= count; number++) {
            var node =
                    CassandraNode.start(
                            net + number,
                            net + 1,
                            folder.resolve("cassandra-" + number),
                            List.of(flags));
            nodes.add(node);
            node.awaitReady();
        }
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
