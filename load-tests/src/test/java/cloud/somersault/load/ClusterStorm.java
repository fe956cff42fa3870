package cloud.somersault.load;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.NoServerException;
import cloud.somersault.client.RefusedException;
import cloud.somersault.load.MixedJobs.MixedJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Mixed jobs on three servers and three database nodes, one of each killed with SIGKILL at a moment
 * that the seed says, and the same jobs on one server and a data folder, undisturbed. {@code
 * ./somersault bench storm JOBS}, or the test with fewer.
 */
public final class ClusterStorm {
    private static final int CLIENTS = 8;
    private static final int ASKED_AFTER_KILL = 60;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final ThreeNodes nodes;
    private final List<MixedJob> jobs;
    private final SplittableRandom random;
    private final Consumer<String> narrator;
    private final long start_ns = System.nanoTime();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    /**
     * What came of it.
     *
     * @param accepted job ids by key
     * @param disturbed digests of the results by key
     * @param endings terminal events of each job, by key
     * @param secondsUntilAnswered after the kill of a server, until every job that was asked had
     *     answered at another
     */
    record Report(
            Map<String, String> accepted,
            Map<String, String> disturbed,
            Map<String, List<String>> endings,
            double secondsUntilAnswered) {}

    /** The narrator hears what happens, a line each. */
    ClusterStorm(ThreeNodes nodes, int count, long seed, Consumer<String> narrator) {
        this.nodes = nodes;
        this.jobs = jobs(count, seed);
        this.random = new SplittableRandom(seed);
        this.narrator = narrator;
    }

    /** With keys of their own: the cluster may have had other jobs. */
    private static List<MixedJob> jobs(int count, long seed) {
        return MixedJobs.draw(count, seed).stream()
                .map(job -> new MixedJob("cluster-" + job.key(), job.tenant(), job.body()))
                .toList();
    }

    /** By hand: how many jobs, and the seed. */
    public static void main(String[] words) throws Exception {
        int count = words.length > 0 ? Integer.parseInt(words[0]) : 20_000;
        long seed = words.length > 1 ? Long.parseLong(words[1]) : 17;
        var folder = Files.createTempDirectory("somersault-storm");
        System.out.printf("%d jobs, seed %d, in %s%n", count, seed, folder);
        long begin_ns = System.nanoTime();
        var undisturbed = undisturbed(folder.resolve("alone"), count, seed);
        System.out.printf(
                Locale.ROOT,
                "one undisturbed server has run them all after %.0f s%n",
                (System.nanoTime() - begin_ns) / 1e9);
        try (var nodes = ThreeNodes.start(folder, ThreeNodes.Size.AS_SERVED)) {
            System.out.println("three servers on three nodes of Cassandra are up");
            var report = new ClusterStorm(nodes, count, seed, System.out::println).run();
            long once = report.endings().values().stream().filter(all -> all.size() == 1).count();
            long same =
                    report.disturbed().entrySet().stream()
                            .filter(one -> one.getValue().equals(undisturbed.get(one.getKey())))
                            .count();
            System.out.printf(
                    Locale.ROOT,
                    "%d accepted, %d ended once, %d with the counts of a single undisturbed server;"
                            + " jobs answered again %.1f s after the kill of a server%n",
                    report.accepted().size(),
                    once,
                    same,
                    report.secondsUntilAnswered());
            System.exit(once == count && same == count ? 0 : 1);
        }
    }

    /** Everything, one after the other. */
    Report run() throws Exception {
        int killServerAt = at(0.3, 0.5);
        int killDatabaseAt = at(0.6, 0.8);
        int server = random.nextInt(3);
        int database = random.nextInt(3);

        submit(0, killServerAt, random::nextInt);
        say("server %d is killed after %d jobs", server + 1, killServerAt);
        nodes.server(server).kill();
        var others = nodes.others(server);
        var asked = accepted.values().stream().limit(ASKED_AFTER_KILL).toList();
        double seconds = nodes.secondsUntilAnswered(asked, others.getFirst());
        say("all of %d jobs answer again after %.1f s", asked.size(), seconds);
        submit(killServerAt, killDatabaseAt, _ -> others.get(random.nextInt(2)));
        say("database node %d is killed after %d jobs", database + 1, killDatabaseAt);
        nodes.ring().node(database).kill();
        submit(killDatabaseAt, jobs.size(), _ -> others.get(random.nextInt(2)));
        nodes.startServer(server);
        say("all %d jobs are submitted, and the server is back", accepted.size());

        var disturbed = digests();
        say("all have ended");
        var endings = new TreeMap<String, List<String>>();
        accepted.forEach((key, id) ->
                endings.put(key, untilAnswered(this::anyNode, cloud -> Endings.of(cloud, id))));
        return new Report(accepted, disturbed, endings, seconds);
    }

    private void say(String what, Object... values) {
        double seconds = (System.nanoTime() - start_ns) / 1e9;
        narrator.accept(
                String.format(Locale.ROOT, "%6.1f s  ", seconds)
                        + String.format(Locale.ROOT, what, values));
    }

    private int at(double least, double most) {
        return (int) (jobs.size() * random.nextDouble(least, most));
    }

    /** Digests of the same jobs' results by key, on one server without a kill. */
    static Map<String, String> undisturbed(Path alone, int count, long seed) throws Exception {
        var jobs = jobs(count, seed);
        try (var server = Servers.start(alone)) {
            var ids = new ConcurrentHashMap<String, String>();
            all(
                    jobs,
                    job -> {
                        ids.put(job.key(), submit(job, server::cloud));
                        return 0;
                    });
            var digests = new ConcurrentHashMap<String, String>();
            all(
                    List.copyOf(ids.entrySet()),
                    one -> digests.put(one.getKey(), digest(server::cloud, one.getValue())));
            return digests;
        }
    }

    private void submit(int from, int to, IntFunction<Integer> node) throws Exception {
        all(
                jobs.subList(from, to),
                job -> accepted.put(job.key(), submit(job, () -> nodes.cloud(one(node)))));
    }

    private synchronized int one(IntFunction<Integer> node) {
        return node.apply(3);
    }

    private interface Doors {
        Cloud any();
    }

    /** Repeats what was not answered, under the same key. */
    private static String submit(MixedJob job, Doors doors) {
        return untilAnswered(
                doors,
                cloud ->
                        cloud.submit(job.body(), Optional.of(job.key()), Optional.of(job.tenant()))
                                .id());
    }

    /** Asks at any door, again and again while nobody answers or nobody can. */
    private static <T> T untilAnswered(Doors doors, Function<Cloud, T> question) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (true) {
            try {
                return question.apply(doors.any());
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

    private Map<String, String> digests() throws Exception {
        var digests = new ConcurrentHashMap<String, String>();
        all(
                List.copyOf(accepted.entrySet()),
                one -> digests.put(one.getKey(), digest(this::anyNode, one.getValue())));
        return digests;
    }

    private Cloud anyNode() {
        return nodes.cloud(one(random::nextInt));
    }

    private static String digest(Doors doors, String id) {
        return untilAnswered(
                doors,
                cloud -> {
                    var job = cloud.await(id, WITHIN, _ -> {});
                    return job.phase() + " " + job.resultDigest().orElse("");
                });
    }

    private interface Step<T> {
        Object take(T one) throws Exception;
    }

    private static <T> void all(List<T> work, Step<T> step) throws Exception {
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var under = new ArrayList<Future<?>>();
            for (var one : work) {
                under.add(clients.submit((Callable<Object>) () -> step.take(one)));
            }
            for (var one : under) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a client failed", failed);
        }
    }
}
