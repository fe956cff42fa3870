package cloud.somersault.load;

import cloud.somersault.load.Findings.Figure;
import cloud.somersault.load.Findings.Mark;
import cloud.somersault.users.Encounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One run of chaos, inside its namespaces: users, faults one after the other, what must hold while
 * they last, and the proof at the end.
 */
final class ChaosRun {
    private static final double JUMP_MOST_S = 2 * 24 * 3600.0;
    private static final Duration USERS_END_WITHIN = Duration.ofMinutes(10);
    private static final Duration LEDGER_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration SETTLED = Duration.ofSeconds(20);
    private static final int LATE_MS = 8000;
    private static final int SAMPLE = 100;

    private final Options options;
    private final Path folder;
    private final Optional<CassandraRing> ring;
    private final ChaosWorld world;
    private final List<Mark> marks = new ArrayList<>();
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
    private final List<String> violations = new ArrayList<>();

    ChaosRun(Options options, Path folder, Optional<CassandraRing> ring) throws IOException {
        this.options = options;
        this.folder = folder;
        this.ring = ring;
        this.world =
                new ChaosWorld(
                        folder.resolve("disk"),
                        Files.createDirectories(folder.resolve("logs")),
                        ring.map(one -> List.of("--cassandra", one.contactPoints()))
                                .orElse(List.of()));
    }

    private Set<Fault> kinds() {
        var kinds = EnumSet.allOf(Fault.class);
        if (ring.isPresent()) {
            kinds.removeAll(Set.of(Fault.STALL_JOURNAL, Fault.FULL_DISK, Fault.JUMP_CLOCK));
        } else {
            kinds.remove(Fault.SLOW_DATABASE);
        }
        if (!world.clockCanJump() && kinds.remove(Fault.JUMP_CLOCK)) {
            System.out.println("SKIPPED: the clock does not jump; libfaketime is not installed.");
        }
        return kinds;
    }

    /** From the first node to the findings. */
    Findings run() throws Exception {
        int seed = options.number("seed", 7);
        double seconds = Double.parseDouble(options.text("minutes", "30")) * 60;
        try (world;
                var gauges = new Gauges(world::keeper);
                var live = new LiveLedger(() -> world.keeper().url())) {
            var users = CompletableFuture.supplyAsync(() -> users(seed, seconds));
            var probe = new FairnessProbe(() -> world.keeper().cloud());
            rage(new FaultSchedule(kinds(), seed), seconds, users, live, probe, gauges);
            var played = users.get(USERS_END_WITHIN.toSeconds(), TimeUnit.SECONDS);
            world.setClock(Duration.ZERO);
            world.reviveWorker();
            Lifetime.untilNothingIsLeft(world.keeper());
            gauges.close();
            var ids = new HashSet<>(Lifetime.jobs(played.encounters()).keySet());
            ids.addAll(probe.jobs());
            var ledger = ledger(ids);
            int equal = replays(ledger);
            return verified(played, ids, ledger, live, probe, equal, gauges);
        }
    }

    /**
     * Lists and streams of a shared database are some seconds late: a job may still be on its way.
     */
    private Ledger ledger(Set<String> ids) throws IOException {
        long end_ns = System.nanoTime() + LEDGER_WITHIN.toNanos();
        while (true) {
            var ledger =
                    Ledger.read(world.keeper().url(), ring.isPresent() ? LATE_MS : Ledger.QUIET_MS);
            if (ring.isEmpty() || ledger.notOnce(ids).isEmpty() || System.nanoTime() > end_ns) {
                return ledger;
            }
            Servers.pause(LOOK_AGAIN);
        }
    }

    /** The keeper signs what there is, and verifies everything from its first event. */
    private boolean provedByTheKeeper() {
        var cloud = world.keeper().cloud();
        cloud.ask("/v1/audit/checkpoints");
        Servers.pause(SETTLED); // the last event is old enough for the next one
        var last = cloud.ask("/v1/audit/checkpoints");
        var verified = SharedProof.verify(cloud);
        SharedProof.findings(verified).forEach(System.out::println);
        System.out.printf(
                "%d events and %d checkpoints verified, the last one of %s%n",
                verified.path("eventsRead").asLong(),
                verified.path("checkpoints").asLong(),
                last.path("at").asText());
        return verified.path("sound").asBoolean();
    }

    private Users.Played users(int seed, double seconds) {
        double rate = Double.parseDouble(options.text("rate", "6"));
        return Users.play(
                world.keeper(),
                folder.resolve("logs"),
                Map.of(
                        "tasks", Integer.toString((int) Math.max(20, seconds * rate)),
                        "seconds", Integer.toString((int) seconds),
                        "days", Integer.toString((int) Math.max(1, seconds / 60)),
                        "tries", "100000",
                        "seed", Integer.toString(seed),
                        "visitors", "24"));
    }

    private void rage(
            FaultSchedule schedule,
            double seconds,
            CompletableFuture<?> users,
            LiveLedger live,
            FairnessProbe probe,
            Gauges gauges)
            throws Exception {
        long end_ns = System.nanoTime() + (long) (seconds * 1e9);
        int steps = 0;
        while (System.nanoTime() < end_ns && !users.isCompletedExceptionally()) {
            var step = schedule.next();
            Servers.pause(duration(step.gap_s()));
            if (steps++ % 4 == 1) {
                probe.run();
            }
            double from = gauges.seconds(System.nanoTime());
            System.out.printf(
                    "%7.1f s  %s for %.1f s%n", from, step.fault().what(), step.lasting_s());
            commit(step);
            if (world.reviveWorker()) {
                System.out.println("           the worker is started again");
            }
            marks.add(new Mark(from, gauges.seconds(System.nanoTime()), step.fault().what()));
            done.merge(step.fault(), 1, Integer::sum);
            look(live);
        }
    }

    /** What must hold at any moment. */
    private void look(LiveLedger live) {
        var broken = live.broken();
        if (broken.size() > violations.size()) {
            violations.clear();
            violations.addAll(broken);
            System.out.println("VIOLATED: " + broken);
        }
        if (!world.keeper().alive()) {
            violations.add("the keeper has ended by itself");
            System.out.println(
                    "VIOLATED: the keeper has ended by itself" + world.keeper().logTail());
            world.restartKeeper(Duration.ZERO);
        }
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private void commit(FaultSchedule.Step step) throws Exception {
        var lasting = duration(step.lasting_s());
        switch (step.fault()) {
            case KILL_KEEPER -> world.restartKeeper(lasting);
            case KILL_WORKER -> {
                world.killWorker();
                Servers.pause(lasting);
            }
            case HANG_WORKER -> {
                world.signalWorker("STOP");
                Servers.pause(lasting);
                world.signalWorker("CONT");
            }
            case FREEZE_KEEPER -> {
                world.signalKeeper("STOP");
                Servers.pause(lasting);
                world.signalKeeper("CONT");
            }
            case CUT -> {
                world.setLink(false);
                Servers.pause(lasting);
                world.setLink(true);
            }
            case STALL_JOURNAL -> stall(lasting);
            case FULL_DISK -> {
                world.fillDisk();
                Servers.pause(lasting);
                world.emptyDisk();
            }
            case JUMP_CLOCK -> {
                world.setClock(Duration.ofSeconds((long) ((2 * step.chance() - 1) * JUMP_MOST_S)));
                Servers.pause(lasting);
            }
            case SLOW_DATABASE -> pulses(lasting);
        }
    }

    /** Holds the lock that every commit needs. */
    private void stall(Duration lasting) throws SQLException {
        var file = "jdbc:sqlite:" + world.data().resolve("events.db");
        try (var connection = DriverManager.getConnection(file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("BEGIN IMMEDIATE");
            Servers.pause(lasting);
            statement.execute("ROLLBACK");
        }
    }

    private void pulses(Duration lasting) {
        var database = ring.orElseThrow().node(0);
        long end_ns = System.nanoTime() + lasting.toNanos();
        while (System.nanoTime() < end_ns) {
            database.freeze();
            Servers.pause(Duration.ofMillis(300));
            database.thaw();
            Servers.pause(Duration.ofMillis(100));
        }
    }

    private int replays(Ledger ledger) {
        var random = new SplittableRandom(options.number("seed", 7));
        var ids = new ArrayList<>(ledger.jobs().keySet());
        int equal = 0;
        for (int i = 0; i < SAMPLE && !ids.isEmpty(); i++) {
            if (world.keeper().cloud().replay(ids.get(random.nextInt(ids.size()))).equal()) {
                equal++;
            }
        }
        return equal;
    }

    private Findings verified(
            Users.Played played,
            Set<String> ids,
            Ledger ledger,
            LiveLedger live,
            FairnessProbe probe,
            int equal,
            Gauges gauges) {
        int streams = live.streams();
        live.close();
        boolean proved = ring.isEmpty() || provedByTheKeeper();
        world.close();
        var acknowledged = Lifetime.jobs(played.encounters());
        violations.addAll(played.wrong());
        var notOnce = ledger.notOnce(ids);
        var unfair = probe.unfair(ledger);
        boolean sound = ring.isPresent() ? proved : Folders.journalIsSound(world.data());
        violations.forEach(System.out::println);
        notOnce.forEach(System.out::println);
        unfair.forEach(System.out::println);
        var figures = new ArrayList<Figure>();
        for (var fault : done.entrySet()) {
            figures.add(Figure.of(fault.getKey().what(), fault.getValue(), " times"));
        }
        figures.addAll(
                List.of(
                        Figure.of("jobs acknowledged", ids.size(), ""),
                        Figure.of(
                                "tasks (circuits)",
                                acknowledged.values().stream().mapToLong(Encounter::tasks).sum(),
                                ""),
                        Figure.of("streams of events that broke and went on", streams - 1, ""),
                        Figure.zero("acknowledged jobs not ended exactly once", notOnce.size()),
                        Figure.zero(
                                "jobs in the log that nobody has been told of",
                                Math.max(0, ledger.jobs().size() - ids.size())),
                        Figure.zero(
                                "gaps, repetitions and events after the end",
                                ledger.broken().size()),
                        Figure.zero("violations seen meanwhile, wrong answers", violations.size()),
                        Figure.of("times that fairness was tried", probe.probes(), ""),
                        Figure.zero("single jobs that waited for a crowd", unfair.size()),
                        new Figure(
                                "replayed with equal digests",
                                equal + " of " + SAMPLE,
                                "all",
                                equal == SAMPLE),
                        new Figure(
                                ring.isEmpty()
                                        ? "hash chains of the whole log"
                                        : "hash chains and signed checkpoints of the whole log",
                                sound ? "whole" : "broken",
                                "whole",
                                sound)));
        return new Findings(
                ring.isPresent() ? "chaos-cassandra" : "chaos",
                ring.isPresent() ? "Chaos, kept in Cassandra" : "Chaos",
                "Users at work while nodes are killed and hang, the network between them is cut, and"
                        + " what keeps the log is full, slow or stalled, as seed "
                        + options.number("seed", 7)
                        + " says. Grey: what was being done to it.",
                figures,
                List.of(
                        LifetimeCharts.throughput(played.encounters(), gauges.looks()).with(marks),
                        LifetimeCharts.queue(gauges.looks()).with(marks),
                        LifetimeCharts.memory(gauges.looks()).with(marks)));
    }
}
