package cloud.somersault.http;

import cloud.somersault.http.lock.Gate;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.RouteTable;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** Some endpoints behind a real socket on loopback, with the server's own configuration. */
public final class TestDoor implements AutoCloseable {
    private static final int THREADS_MOST = 256;

    private final ActorTestKit kit;
    private final Door door;

    private TestDoor(ActorTestKit kit, Door door) {
        this.kit = kit;
        this.door = door;
    }

    /** Listens on any free port. */
    public static TestDoor open(List<Endpoint> endpoints) {
        var opened = ofAStartingServer();
        opened.door.serve(new RouteTable(endpoints), Gate.OPEN);
        return opened;
    }

    /** Listens, with nothing behind it yet. */
    static TestDoor ofAStartingServer() {
        var kit =
                ActorTestKit.create(
                        "door",
                        ConfigFactory.parseString(
                                        """
                                        pekko.actor.provider = local
                                        pekko.coordinated-shutdown.exit-jvm = off
                                        """)
                                .withFallback(ConfigFactory.load()));
        var door =
                Door.open(kit.system(), "127.0.0.1", 0, Instant.EPOCH).toCompletableFuture().join();
        return new TestDoor(kit, door);
    }

    /** The address of a path. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + door.address().getPort() + path);
    }

    /** Takes every thread on which actors live, until it is told otherwise. */
    void holdActors(CountDownLatch until) {
        var threads = kit.system().executionContext();
        for (int each = 0; each < THREADS_MOST; each++) {
            threads.execute(() -> {
                try {
                    until.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
