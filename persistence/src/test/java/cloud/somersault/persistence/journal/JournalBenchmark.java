package cloud.somersault.persistence.journal;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * How fast persistent actors get their events onto the disk: 20,000 events of 108 bytes from 200
 * actors, 64 under way, one tag each. Arguments: a folder, and optionally the number of rounds; a
 * round is printed each, the first one warms up.
 */
final class JournalBenchmark {
    private static final int EVENTS = 20_000;
    private static final int EVENT_BYTES = 108;
    private static final int ACTORS = 200;
    private static final int UNDER_WAY = 64;

    private JournalBenchmark() {}

    private record Persist(String event, Runnable done) {}

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory(Path.of(arguments[0]), "journal-benchmark");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        var config =
                ConfigFactory.parseString("pekko.loglevel = WARNING")
                        .withFallback(Tck.config(folder));
        var actors = new ArrayList<ActorRef<Persist>>();
        var system =
                ActorSystem.<Void>create(
                        Behaviors.setup(context -> {
                            for (int i = 0; i < ACTORS; i++) {
                                actors.add(context.spawn(new Entity("entity|" + i), "entity-" + i));
                            }
                            return Behaviors.empty();
                        }),
                        "benchmark",
                        config);
        EventLogs.of(system);
        while (actors.size() < ACTORS) {
            Thread.onSpinWait();
        }
        for (int round = 0; round < rounds; round++) {
            System.out.println((round == 0 ? "warm-up: " : "") + round(actors));
        }
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        remove(folder);
    }

    private static String round(ArrayList<ActorRef<Persist>> actors) throws InterruptedException {
        var event = "x".repeat(EVENT_BYTES);
        var latenciesNanos = new long[EVENTS];
        var underWay = new Semaphore(UNDER_WAY);
        var done = new AtomicInteger();
        long cpuBefore = processCpuNanos();
        long start = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            underWay.acquire();
            long sent = System.nanoTime();
            actors.get(i % ACTORS)
                    .tell(
                            new Persist(
                                    event,
                                    () -> {
                                        latenciesNanos[done.getAndIncrement()] =
                                                System.nanoTime() - sent;
                                        underWay.release();
                                    }));
        }
        underWay.acquire(UNDER_WAY);
        var took = Duration.ofNanos(System.nanoTime() - start);
        double cpuMicros = (processCpuNanos() - cpuBefore) / 1e3 / EVENTS;
        Arrays.sort(latenciesNanos);
        return "%.0f events/s, %.0f us CPU/event, p50 %.1f ms, p99 %.1f ms"
                .formatted(
                        EVENTS / (took.toNanos() / 1e9),
                        cpuMicros,
                        latenciesNanos[EVENTS / 2] / 1e6,
                        latenciesNanos[EVENTS * 99 / 100] / 1e6);
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static final class Entity extends EventSourcedBehavior<Persist, String, Integer> {
        Entity(String id) {
            super(PersistenceId.ofUniqueId(id));
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public CommandHandler<Persist, String, Integer> commandHandler() {
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onAnyCommand(command ->
                            Effect().persist(command.event()).thenRun(command.done()::run));
        }

        @Override
        public EventHandler<Integer, String> eventHandler() {
            return (count, _) -> count + 1;
        }

        @Override
        public Set<String> tagsFor(String event) {
            return Set.of("all");
        }
    }
}
