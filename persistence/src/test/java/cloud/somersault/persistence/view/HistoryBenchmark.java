package cloud.somersault.persistence.view;

import cloud.somersault.persistence.journal.EventLogs;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * How long it takes to read a moment of a year with 100,000 events of qubits and couplers, and the
 * year of one qubit as a series. Argument: a folder for the log, which is removed again.
 */
public final class HistoryBenchmark {
    private static final String CHIP = YearOfCalibrations.CHIP;
    private static final int READINGS = 500;

    private HistoryBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var folder =
                arguments.length > 0
                        ? Files.createTempDirectory(Path.of(arguments[0]), "history-benchmark")
                        : Files.createTempDirectory("history-benchmark");
        var year = new YearOfCalibrations(2_000);
        try {
            var system = system(folder);
            long start = System.nanoTime();
            long events = year.write(system, EventLogs.of(system));
            say(
                    "%,d events of qubits and couplers, %,d versions: written in %.1f s",
                    events, year.versions(), seconds(start));
            start = System.nanoTime();
            await(open(system).at(CHIP, Instant.MAX));
            say("the view made anew from the log in %.1f s", seconds(start));
            end(system);
            measure(year, folder);
        } finally {
            remove(folder);
        }
    }

    private static void measure(YearOfCalibrations year, Path folder) {
        var system = system(folder);
        EventLogs.of(system);
        long start = System.nanoTime();
        var history = open(system);
        await(history.at(CHIP, year.publishedAt(1)));
        say("after a start, the first reading of a moment: %.1f ms", 1e3 * seconds(start));
        var random = new SplittableRandom(1);
        readings(
                "a moment, 72 qubits and 126 couplers",
                () -> history.at(CHIP, moment(year, random)));
        readings(
                "a qubit's year as a series",
                () ->
                        history.qubit(
                                CHIP,
                                random.nextInt(72),
                                new ChipHistory.Stretch(Instant.MIN, Instant.MAX, 0, 10_000)));
        end(system);
    }

    private static Instant moment(YearOfCalibrations year, SplittableRandom random) {
        return year.publishedAt(1)
                .plus(Duration.ofSeconds(random.nextLong(Duration.ofDays(365).toSeconds())));
    }

    private static void readings(String what, Supplier<CompletionStage<?>> reading) {
        var nanos = new long[READINGS];
        for (int i = 0; i < READINGS; i++) {
            long start = System.nanoTime();
            await(reading.get());
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        say(
                "%s, %d times: median %.1f ms, 99 of 100 within %.1f ms, longest %.1f ms",
                what,
                READINGS,
                nanos[READINGS / 2] / 1e6,
                nanos[READINGS * 99 / 100] / 1e6,
                nanos[READINGS - 1] / 1e6);
    }

    private static ChipHistory open(ActorSystem<?> system) {
        return SqliteChipHistory.start(system, EventLogs.of(system), List.of(CHIP));
    }

    private static ActorSystem<Void> system(Path folder) {
        return ActorSystem.create(
                Behaviors.empty(),
                "benchmark",
                ConfigFactory.parseString(
                                """
                                pekko.loglevel = WARNING
                                pekko.coordinated-shutdown.exit-jvm = off
                                pekko.actor.provider = local
                                somersault.data-directory = "%s"
                                pekko.persistence.journal.plugin = "somersault.journal"
                                pekko.persistence.snapshot-store.plugin = "somersault.snapshot-store"
                                """
                                        .formatted(folder))
                        .withFallback(ConfigFactory.load()));
    }

    private static void end(ActorSystem<?> system) {
        system.terminate();
        await(system.getWhenTerminated());
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.println(format.formatted(values));
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
