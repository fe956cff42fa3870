package cloud.somersault.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Keeps the first node of a list from making a second cluster. Pekko's first seed node makes one
 * when the others are silent for {@code pekko.cluster.seed-node-timeout} (5 s), and a living node
 * on a machine that has far too much to do is silent for as long. Two clusters on one journal are
 * two schedulers and two of each entity.
 *
 * <p>So the first node knocks before it joins: an operating system accepts a connection for a node
 * that has no time to answer. If anybody is there, it joins those and waits for their word; it
 * makes a cluster only if each of them says that it belongs to none yet. If nobody is there it
 * makes one, as before. A node behind a broken network can't be told from one that is gone.
 *
 * @param join the nodes to join, in order
 * @param config what the node runs with
 */
record Companions(List<String> join, Config config) {
    private static final Duration KNOCK = Duration.ofSeconds(1);
    private static final int KNOCKS = 5;

    Companions {
        join = List.copyOf(join);
    }

    /** Who is there of those that are to be joined; knocks for some seconds if nobody is. */
    static Companions find(List<String> join, Config config) {
        var artery = config.getConfig("pekko.remote.artery.canonical");
        var self = artery.getString("hostname") + ":" + artery.getInt("port");
        if (join.size() < 2 || !join.getFirst().equals(self)) {
            return new Companions(join, config); // it never makes a cluster while others are named
        }
        var others = join.subList(1, join.size());
        for (int knock = 0; knock < KNOCKS; knock++) {
            var there = others.parallelStream().filter(Companions::opens).toList();
            if (!there.isEmpty()) {
                var joined = Stream.concat(Stream.of(self), there.stream()).toList();
                return new Companions(joined, waiting(config));
            }
            LockSupport.parkNanos(KNOCK.toNanos());
        }
        return new Companions(join, config);
    }

    /** Rather ends without a cluster, for its keeper to start it again, than make a second one. */
    private static Config waiting(Config config) {
        var patience = config.getValue("pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes");
        boolean ends = !patience.unwrapped().equals("off");
        var longer =
                ends
                        ? config.getDuration(
                                        "pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes")
                                .multipliedBy(10)
                        : Duration.ofDays(1);
        return ConfigFactory.parseMap(Map.of("pekko.cluster.seed-node-timeout", longer))
                .withFallback(config);
    }

    private static boolean opens(String node) {
        var place = URI.create("tcp://" + node);
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(place.getHost(), place.getPort()),
                    Math.toIntExact(KNOCK.toMillis()));
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
