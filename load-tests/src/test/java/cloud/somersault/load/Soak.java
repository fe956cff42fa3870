package cloud.somersault.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Mixed load at a moderate rate for an hour, and whether memory stays flat: {@code ./somersault
 * bench soak minutes=60}.
 *
 * <p>Every half a minute a line says what lives on the server's heap after a full collection, its
 * resident memory, job entities, file descriptors and threads. The first part of the run, in which
 * code is compiled and caches fill, is left out. Of the live heap it has to be shown, with 97.5 %
 * confidence, that it grows by less than {@link #GROWTH_MAX} of its mean an hour ({@link Trend}).
 * What is noisier, as it depends on the system's pages and on clients' connections, must not grow
 * as far as can be seen: its trend is less than that, or can't be told from none.
 */
final class Soak {
    private static final double GROWTH_MAX = 0.03;
    private static final double LEFT_OUT = 0.25;
    private static final double MEBI = 1 << 20;
    private static final int AT_ONCE_MAX = 100;
    private static final int CLASSES_SHOWN = 12;

    private record Sample(double hours, int jobs, ServerGauge.Look look) {}

    private record Series(String name, double unit, ToDoubleFunction<ServerGauge.Look> figure) {}

    private enum Verdict {
        FLAT("flat"),
        NO_GROWTH_SEEN("no growth seen, too noisy to exclude it"),
        GROWS("grows");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }
    }

    private static final List<Series> SERIES =
            List.of(
                    new Series("live heap, MiB", MEBI, ServerGauge.Look::liveBytes),
                    new Series("resident, MiB", MEBI, ServerGauge.Look::residentBytes),
                    new Series("file descriptors", 1, ServerGauge.Look::files),
                    new Series("threads", 1, ServerGauge.Look::threads));

    private Soak() {}

    /** Options: minutes, rate (requests a second), every (seconds), heap, seed. */
    public static void main(String[] arguments) throws Exception {
        var options = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("an option is name=value, not " + argument);
            }
            options.put(parts[0], parts[1]);
        }
        var folder = Files.createTempDirectory("somersault-soak");
        boolean flat;
        try (var server =
                Servers.startFlagged(
                        folder, List.of("-Xmx" + options.getOrDefault("heap", "512m")))) {
            flat =
                    run(
                            new ServerGauge(server.pid(), server.url()),
                            new SoakUsers(server.url(), number(options, "seed", 7)),
                            Duration.ofMinutes(number(options, "minutes", 60)),
                            Duration.ofSeconds(number(options, "every", 30)),
                            number(options, "rate", 10));
        } finally {
            remove(folder);
        }
        System.exit(flat ? 0 : 1);
    }

    private static int number(Map<String, String> options, String name, int usual) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(usual)));
    }

    private static boolean run(
            ServerGauge gauge, SoakUsers users, Duration length, Duration every, int rate)
            throws Exception {
        long begin_ns = System.nanoTime();
        var trouble = new AtomicReference<@Nullable Throwable>();
        var working = Thread.ofPlatform().start(() -> act(users, rate, trouble));
        var samples = new ArrayList<Sample>();
        System.out.println(" min   jobs  live MiB  resident MiB  entities  files  threads   CPU s");
        try (gauge) {
            for (int i = 1; System.nanoTime() - begin_ns < length.toNanos(); i++) {
                long wait_ns = begin_ns + i * every.toNanos() - System.nanoTime();
                Servers.pause(Duration.ofNanos(Math.max(0, wait_ns)));
                var failed = trouble.get();
                if (failed != null) {
                    throw new IllegalStateException("a user failed", failed);
                }
                samples.add(sample(gauge, users, begin_ns));
            }
        } finally {
            working.interrupt();
            working.join();
        }
        return report(samples, users);
    }

    /** One after the other at their time, whether those before are done or not. */
    private static void act(
            SoakUsers users, int rate, AtomicReference<@Nullable Throwable> trouble) {
        long next_ns = System.nanoTime();
        var room = new Semaphore(AT_ONCE_MAX);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!Thread.currentThread().isInterrupted()) {
                next_ns += 1_000_000_000L / rate;
                Thread.sleep(Duration.ofNanos(Math.max(0, next_ns - System.nanoTime())));
                room.acquire();
                var act = users.next();
                threads.execute(() -> {
                    try {
                        act.run();
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    } catch (IOException | RuntimeException failed) {
                        trouble.compareAndSet(null, failed);
                    } finally {
                        room.release();
                    }
                });
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static Sample sample(ServerGauge gauge, SoakUsers users, long begin_ns)
            throws IOException {
        var look = gauge.look();
        var sample = new Sample((System.nanoTime() - begin_ns) / 3.6e12, users.accepted(), look);
        System.out.printf(
                Locale.ROOT,
                "%4.1f %6d  %8.2f  %12.1f  %8d  %5d  %7d  %6.0f%n",
                sample.hours * 60,
                sample.jobs,
                look.liveBytes() / MEBI,
                look.residentBytes() / MEBI,
                look.entities(),
                look.files(),
                look.threads(),
                look.cpuSeconds());
        return sample;
    }

    private static boolean report(List<Sample> all, SoakUsers users) {
        var samples = all.subList((int) (all.size() * LEFT_OUT), all.size());
        var first = samples.getFirst();
        var last = samples.getLast();
        System.out.printf(
                Locale.ROOT,
                "%nfrom minute %.0f to %.0f, %,d jobs; what was done: %s%n",
                first.hours * 60,
                last.hours * 60,
                last.jobs - first.jobs,
                users.done());
        var x = samples.stream().mapToDouble(Sample::hours).toArray();
        boolean flat = true;
        for (var series : SERIES) {
            var y =
                    samples.stream()
                            .mapToDouble(one -> series.figure.applyAsDouble(one.look))
                            .map(value -> value / series.unit)
                            .toArray();
            var trend = Trend.of(x, y);
            var verdict = verdict(trend);
            boolean heap = series == SERIES.getFirst();
            flat &= heap ? verdict == Verdict.FLAT : verdict != Verdict.GROWS;
            System.out.printf(
                    Locale.ROOT,
                    "%-18s mean %8.2f, trend %+.2f ± %.2f an hour (95 %%): %s%n",
                    series.name,
                    trend.mean(),
                    trend.slope(),
                    trend.halfWidth95(),
                    verdict.words);
        }
        System.out.println("classes that live bytes grew in, between the quarters of it:");
        grown(samples).entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(CLASSES_SHOWN)
                .forEach(one ->
                        System.out.printf(
                                Locale.ROOT,
                                "  %+10.1f KiB  %s%n",
                                one.getValue() / 1024,
                                one.getKey()));
        System.out.println(flat ? "memory is flat" : "memory is not flat, or not shown to be");
        return flat;
    }

    private static Verdict verdict(Trend trend) {
        if (trend.growsLessThan(GROWTH_MAX) || trend.mean() == 0) {
            return Verdict.FLAT;
        }
        boolean mayBeNone = trend.slope() - trend.halfWidth95() <= 0;
        return mayBeNone || trend.slope() < GROWTH_MAX * trend.mean()
                ? Verdict.NO_GROWTH_SEEN
                : Verdict.GROWS;
    }

    /** Mean live bytes by class in the last quarter, less those in the first. */
    private static Map<String, Double> grown(List<Sample> samples) {
        int quarter = Math.max(1, samples.size() / 4);
        var grown = new HashMap<String, Double>();
        for (int i = 0; i < quarter; i++) {
            samples.get(samples.size() - 1 - i)
                    .look
                    .classes()
                    .forEach((name, bytes) ->
                            grown.merge(name, bytes / (double) quarter, Double::sum));
            samples.get(i)
                    .look
                    .classes()
                    .forEach((name, bytes) ->
                            grown.merge(name, -bytes / (double) quarter, Double::sum));
        }
        return grown;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
