package cloud.somersault.simulators.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures our engines and their peers in turns, ours, peer, ours, peer, so that whatever else the
 * machine does disturbs both alike, and prints a table. Arguments: beginnings of row ids ({@code
 * W1}, {@code W7b}), {@code --peers DIR}, {@code --rounds N} (default 7), {@code --warm SECONDS}
 * (of CPU time, default 3; longer where much is still being compiled).
 *
 * <p>The ratio is peer's time by ours, by CPU time and by the clock on the wall, of the medians and
 * (in brackets) of the least times. Without a peer our figure stands beside the recorded one of
 * another machine, and no ratio is claimed.
 */
public final class EngineBenchmark {
    private static final int WARM_RUNS_MIN = 3;

    /** The share of other threads' CPU time from which on warming up goes on. */
    private static final double COMPILING = 0.1;

    private static final double WARM_TIMES_MAX = 8;

    /** CPU time of a round: the clock of the process's CPU time ticks every 10 ms. */
    private static final long ROUND_CPU_NANOS_MIN = 400_000_000;

    private final Optional<Path> peers;
    private final int rounds;
    private final double warmSeconds;

    private EngineBenchmark(Optional<Path> peers, int rounds, double warmSeconds) {
        this.peers = peers;
        this.rounds = rounds;
        this.warmSeconds = warmSeconds;
    }

    /** See the class. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        Optional<Path> peers = Optional.empty();
        int rounds = 7;
        double warmSeconds = 3;
        var words = new ArrayList<String>();
        var left = new ArrayList<>(List.of(arguments));
        while (!left.isEmpty()) {
            var argument = left.removeFirst();
            switch (argument) {
                case "--peers" -> peers = Optional.of(Path.of(left.removeFirst()));
                case "--rounds" -> rounds = Integer.parseInt(left.removeFirst());
                case "--warm" -> warmSeconds = Double.parseDouble(left.removeFirst());
                default -> words.add(argument);
            }
        }
        boolean right = new EngineBenchmark(peers, rounds, warmSeconds).table(words);
        System.exit(right ? 0 : 1);
    }

    /** Prints the rows asked for; returns whether every answer was right. */
    private boolean table(List<String> words) {
        System.out.println(
                """
                | workload | ours | median (least) CPU | peer | median (least) CPU | ratio CPU | ratio wall | goal |
                |---|---|---|---|---|---|---|---|\
                """);
        boolean right = true;
        for (var row : Row.values()) {
            if (!row.asked(words)) {
                continue;
            }
            var ours = EngineWorkloads.ALL.stream().filter(it -> it.row() == row).toList();
            for (var workload : ours) {
                try {
                    measure(workload);
                } catch (WrongAnswerException wrong) {
                    right = false;
                    System.out.printf(
                            "| %s | %s | WRONG: %s |%n",
                            row.title(), workload.setting(), wrong.getMessage());
                }
            }
            if (ours.isEmpty()) {
                System.out.printf("| %s | not measured by this version |%n", row.title());
            }
        }
        return right;
    }

    private void measure(Workload workload) {
        var row = workload.row();
        var session = workload.open();
        warm(workload, session);
        var found = peers.map(folder -> Peer.in(folder, row)).orElse(List.of());
        var ours = Times.of(rounds);
        var theirs = found.stream().map(_ -> Times.of(rounds)).toList();
        for (int round = 0; round < rounds; round++) {
            time(workload, session, ours, round);
            for (int i = 0; i < found.size(); i++) {
                var figures = found.get(i).run();
                row.check().judge(found.get(i).name(), figures.check());
                theirs.get(i).wallSeconds()[round] = figures.wallSeconds();
                theirs.get(i).cpuSeconds()[round] = figures.cpuSeconds();
            }
        }
        if (found.isEmpty()) {
            var recorded = row.recorded();
            double seconds =
                    row.unit() == Row.Unit.SECONDS ? recorded.value() : 1 / recorded.value();
            System.out.printf(
                    "| %s | %s | %s | %s, recorded elsewhere | %s | | | %s |%n",
                    row.title(),
                    workload.setting(),
                    both(row, ours.cpuSeconds()),
                    recorded.peer(),
                    row.unit().text(seconds),
                    row.goal());
        }
        for (int i = 0; i < found.size(); i++) {
            System.out.printf(
                    "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
                    row.title(),
                    workload.setting(),
                    both(row, ours.cpuSeconds()),
                    found.get(i).name(),
                    both(row, theirs.get(i).cpuSeconds()),
                    ratio(theirs.get(i).cpuSeconds(), ours.cpuSeconds()),
                    ratio(theirs.get(i).wallSeconds(), ours.wallSeconds()),
                    row.goal());
        }
    }

    /**
     * Until the compiler has little left to do, whose threads would count as ours, or for several
     * times as long as asked for.
     */
    private void warm(Workload workload, Workload.Session session) {
        long began = Times.cpuNanos();
        workload.row().check().judge("ours", session.run().figures());
        for (int run = 1; run < WARM_RUNS_MIN; run++) {
            session.run();
        }
        double seconds;
        boolean compiling;
        do {
            long all = Times.cpuNanos();
            long own = Times.ownCpuNanos();
            do {
                session.run();
            } while (Times.cpuNanos() - all < ROUND_CPU_NANOS_MIN);
            all = Times.cpuNanos() - all;
            own = Times.ownCpuNanos() - own;
            compiling = all - own > COMPILING * all;
            seconds = (Times.cpuNanos() - began) * 1e-9;
        } while (seconds < warmSeconds || compiling && seconds < WARM_TIMES_MAX * warmSeconds);
    }

    private static void time(Workload workload, Workload.Session session, Times times, int round) {
        long wall = System.nanoTime();
        long cpu = Times.cpuNanos();
        double pieces = 0;
        Workload.Answer answer;
        do {
            answer = session.run();
            pieces += workload.times();
        } while (Times.cpuNanos() - cpu < ROUND_CPU_NANOS_MIN);
        times.cpuSeconds()[round] = (Times.cpuNanos() - cpu) * 1e-9 / pieces;
        times.wallSeconds()[round] = (System.nanoTime() - wall) * 1e-9 / pieces;
        workload.row().check().judge("ours", answer.figures());
    }

    private static String both(Row row, double[] seconds) {
        return "%s (%s)"
                .formatted(
                        row.unit().text(Times.median(seconds)),
                        row.unit().text(Times.least(seconds)));
    }

    private static String ratio(double[] theirs, double[] ours) {
        if (Arrays.stream(ours).anyMatch(seconds -> seconds <= 0)) {
            return "";
        }
        return "%.2f (%.2f)"
                .formatted(
                        Times.median(theirs) / Times.median(ours),
                        Times.least(theirs) / Times.least(ours));
    }
}
