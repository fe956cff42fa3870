package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node does to the others when it goes on after it was stopped. */
class HungNodeTest {
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /**
     * Long enough that it takes the network for one that doesn't settle, not so long that it is no
     * member any more (pekko.cluster.split-brain-resolver).
     */
    private static final Duration HUNG = Duration.ofMillis(9500);

    /** It decides once a second, and the others hear of it in less. */
    private static final Duration WORD_GOES_ROUND = Duration.ofSeconds(4);

    @TempDir private Path folder;
    @TempDir private Path lostFolder;
    @TempDir private Path hungFolder;

    @Test
    void a_node_that_hung_while_another_was_lost_stops_nobody() throws Exception {
        try (var keeper = Servers.startLight(folder);
                var lost = Servers.join(lostFolder, keeper);
                var hung = Servers.join(hungFolder, keeper)) {
            until("three nodes are up", () -> up(keeper) == 3);
            lost.close();
            until(
                    "the other misses it",
                    () -> Files.readString(hung.log()).contains("Marking node as UNREACHABLE"));

            signal(hung, "STOP");
            Servers.pause(HUNG);
            signal(hung, "CONT");

            Servers.pause(WORD_GOES_ROUND);
            until("the lost one is gone", () -> !keeper.alive() || up(keeper) <= 2);
            assertThat(keeper.alive()).as(Files.readString(hung.log())).isTrue();
        }
    }

    private static long up(ServerProcess server) {
        return StreamSupport.stream(
                        server.cloud().get("/v1/nodes").path("nodes").spliterator(), false)
                .filter(node -> node.path("status").asText().equals("up"))
                .count();
    }

    private static void until(String what, Callable<Boolean> holds) throws Exception {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (!holds.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end_ns);
            Servers.pause(LOOK_AGAIN);
        }
    }

    private static void signal(Servers.Node node, String name) throws Exception {
        int code =
                new ProcessBuilder("kill", "-" + name, Long.toString(node.process().pid()))
                        .start()
                        .waitFor();
        assertThat(code).isZero();
    }
}
