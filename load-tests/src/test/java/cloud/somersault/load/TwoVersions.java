package cloud.somersault.load;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.NoServerException;
import cloud.somersault.client.RefusedException;
import cloud.somersault.load.MixedJobs.MixedJob;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Keepers of two builds in one cluster on one Cassandra, under load: three nodes of the first build
 * are replaced one after the other, by SIGTERM, by nodes of the second, and so on to and fro. Every
 * accepted job must end once. By hand, as it needs the classes of an older commit: {@code
 * ./somersault bench versions --old CLASSPATH [--sequence old,new,old,new]}.
 */
public final class TwoVersions {
    private static final int NODES = 3;
    private static final int CLIENTS = 3;
    private static final int REPLAYED = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private final Options options;
    private final ThreeNodes nodes;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final long start_ns = System.nanoTime();
    private volatile boolean over;

    private TwoVersions(Options options, ThreeNodes nodes) {
        this.options = options;
        this.nodes = nodes;
    }

    /** By hand. */
    public static void main(String[] words) throws Exception {
        var options = Options.of(words, "old", "sequence", "seed");
        var folder = Files.createTempDirectory("somersault-versions");
        System.out.println("what the nodes say is in " + folder);
        var first = sequence(options).getFirst();
        try (var nodes =
                ThreeNodes.start(folder, ThreeNodes.Size.SMALL, 1, classPath(options, first))) {
            System.exit(new TwoVersions(options, nodes).run(folder) ? 0 : 1);
        }
    }

    private static List<String> sequence(Options options) {
        return List.of(options.text("sequence", "old,new,old,new").split(","));
    }

    private static String classPath(Options options, String build) {
        return build.equals("old") ? options.find("old").orElseThrow() : ServerClasses.PATH;
    }

    private boolean run(Path folder) throws Exception {
        var sequence = sequence(options);
        say("three keepers of the %s build are up", sequence.getFirst());
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var under = new ArrayList<Future<?>>();
            for (int client = 0; client < CLIENTS; client++) {
                under.add(clients.submit(this::submit));
            }
            for (var build : sequence.subList(1, sequence.size())) {
                nodes.build(classPath(options, build));
                for (int node = 0; node < NODES; node++) {
                    nodes.server(node).close(); // SIGTERM
                    nodes.startServer(node);
                    say("node %d is of the %s build; %d jobs", node + 1, build, accepted.size());
                }
            }
            over = true;
            for (var client : under) {
                client.get();
            }
        }
        return proved(folder);
    }

    private boolean proved(Path folder) {
        say("%d jobs were accepted", accepted.size());
        int wrong = 0;
        int equal = 0;
        int replayed = 0;
        for (var id : accepted.values()) {
            var phase = answered(cloud -> cloud.await(id, WITHIN, _ -> {}).phase());
            var endings = answered(cloud -> Endings.of(cloud, id));
            if (!phase.equals("completed") || endings.size() != 1) {
                wrong++;
                say("%s: %s, %s", id, phase, endings);
            } else if (replayed < REPLAYED) {
                replayed++;
                equal += answered(cloud -> cloud.replay(id).equal()) ? 1 : 0;
            }
        }
        say("%d did not end once; %d of %d replays are equal", wrong, equal, replayed);
        answered(cloud -> cloud.ask("/v1/audit/checkpoints"));
        Servers.pause(SETTLED);
        answered(cloud -> cloud.ask("/v1/audit/checkpoints"));
        var verified = SharedProof.verifyAlone(nodes.ring(), folder.resolve("node-1"));
        say("%s", verified.said());
        return wrong == 0 && equal == replayed && verified.code() == 0;
    }

    private void submit() {
        while (!over) {
            var job = job(number.getAndIncrement());
            accepted.put(
                    job.key(),
                    answered(cloud ->
                            cloud.submit(
                                            job.body(),
                                            Optional.of(job.key()),
                                            Optional.of(job.tenant()))
                                    .id()));
            Servers.pause(PAUSE);
        }
    }

    /** What every version understands. */
    private MixedJob job(int which) {
        var drawn = MixedJobs.draw(1, 1000L * options.number("seed", 7) + which).getFirst();
        if (drawn.body().path("options") instanceof ObjectNode more) {
            more.remove("exclusive");
        }
        return new MixedJob("versions-" + which, drawn.tenant(), drawn.body());
    }

    /** Asks at any door, again and again while nobody answers or nobody can. */
    private <T> T answered(Function<Cloud, T> question) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        for (int node = number.get(); ; node++) {
            try {
                return question.apply(nodes.cloud(node % NODES));
            } catch (NoServerException gone) {
                again(end_ns, gone);
            } catch (RefusedException refused) {
                if (refused.problem().status() != 429 && refused.problem().status() < 500) {
                    throw refused;
                }
                again(end_ns, refused);
            }
        }
    }

    private static void again(long end_ns, RuntimeException why) {
        if (System.nanoTime() > end_ns) {
            throw why;
        }
        Servers.pause(Duration.ofMillis(100));
    }

    private void say(String what, Object... values) {
        System.out.printf(
                Locale.ROOT,
                "%6.1f s  %s%n",
                (System.nanoTime() - start_ns) / 1e9,
                String.format(Locale.ROOT, what, values));
    }
}
