package cloud.somersault.job.placement;

import cloud.somersault.chip.ChipData;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.job.model.ChipPlacement;
import cloud.somersault.job.model.ChipSeat;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.placement.Round.Member;
import cloud.somersault.job.prepare.ChipTime;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.CompiledLately;
import cloud.somersault.simulators.EngineLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a chip gets done side by side, and what that costs: a line of everyday jobs of 2 to 5 qubits
 * ({@link SmallPrograms}: GHZ states, hidden strings, Fourier transforms, variational circuits, 500
 * to 4000 shots, one job in five with 2 to 5 programs) on the calibrated Wukong, all of them there
 * at the beginning.
 *
 * <pre>./somersault bench packing [jobs=200] [seed=1]</pre>
 */
public final class PackingBenchmark {
    private static final JobLimits LIMITS =
            new JobLimits(
                    200, 1_000_000, 64, 3600, ReadLimits.DEFAULT, new EngineLimits(1L << 30, 3600));

    private PackingBenchmark() {}

    private record Way(String name, int separation, double lossMax) {}

    public static void main(String[] arguments) {
        var given = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            given.put(parts[0], parts[1]);
        }
        int jobs = Integer.parseInt(given.getOrDefault("jobs", "200"));
        long seed = Long.parseLong(given.getOrDefault("seed", "1"));
        System.out.printf("%d jobs, seed %d, wukong as calibrated on 2026-03-06%n", jobs, seed);
        System.out.println(
                "| | rounds | chip seconds | jobs a chip second | fidelity cost: mean, p90, most |"
                        + " of it by neighbours | CPU ms a job |");
        System.out.println("|---|---|---|---|---|---|---|");
        var line = SmallPrograms.line(jobs, new SplittableRandom(seed));
        oneByOne(line);
        for (var way :
                List.of(
                        new Way("side by side, as usual", 1, 0.2),
                        new Way("at most 5 % lost", 1, 0.05),
                        new Way("whatever is lost", 1, 1),
                        new Way("two idle qubits between", 2, 0.2))) {
            sideBySide(way, line);
        }
    }

    private static void oneByOne(List<Waiting> line) {
        double seconds = 0;
        for (var job : line) {
            seconds += job.spec().programs().size() * job.spec().shots() * 200e-6;
        }
        System.out.printf(
                "| one at a time | %d | %.1f | %.2f | 0 | 0 | |%n",
                line.size(), seconds, line.size() / seconds);
    }

    private static void sideBySide(Way way, List<Waiting> all) {
        var chip = ChipToRun.asKnown(ChipData.wukong().snapshot(1));
        var rules =
                new RoundRules(
                        new Separation(way.separation()), 16, way.lossMax(), Duration.ZERO, 0);
        var planner =
                new RoundPlanner(
                        chip.known().device(),
                        new PreparedSeats(chip, LIMITS, new CompiledLately(0)),
                        rules,
                        seat ->
                                ChipTime.shotSeconds(
                                        chip.known().durations(), seat.programSeconds()));
        var line = new ArrayList<>(all);
        var costs = new ArrayList<Double>();
        double byNeighbours = 0;
        double seconds = 0;
        int rounds = 0;
        long began = cpuNanos();
        while (!line.isEmpty()) {
            var first = line.subList(0, Math.min(line.size(), 3 * rules.jobsMax()));
            var round = planner.next(List.copyOf(first));
            var composed = Composition.of("round", chip, round, planner);
            for (int i = 0; i < round.members().size(); i++) {
                var member = round.members().get(i);
                line.remove(member.job());
                double cost =
                        composed.granted().get(i).seat().map(ChipSeat::placement).stream()
                                .mapToDouble(PackingBenchmark::cost)
                                .sum();
                costs.add(cost);
                byNeighbours += cost - costOfPlace(member);
            }
            seconds += composed.seconds();
            rounds++;
        }
        double milliseconds = (cpuNanos() - began) / 1e6 / all.size();
        var sorted = costs.stream().mapToDouble(one -> one).sorted().toArray();
        System.out.printf(
                "| %s | %d | %.1f | %.2f | %.1f, %.1f, %.1f %% | %.2f %% | %.1f |%n",
                way.name(),
                rounds,
                seconds,
                all.size() / seconds,
                100 * Arrays.stream(sorted).average().orElse(0),
                100 * sorted[(int) (0.9 * (sorted.length - 1))],
                100 * sorted[sorted.length - 1],
                100 * byNeighbours / all.size(),
                milliseconds);
    }

    private static double cost(ChipPlacement placement) {
        return placement.circuits().stream()
                .mapToDouble(place -> 1 - place.successPlaced() / place.successAlone())
                .average()
                .orElse(0);
    }

    /** What a job loses by its place, as if nobody was beside it. */
    private static double costOfPlace(Member member) {
        double sum = 0;
        int circuits = 0;
        for (var lane : member.lanes()) {
            for (int i = 0; i < lane.programs().size(); i++) {
                double alone = member.alone().get(lane.programs().get(i)).success();
                sum += 1 - lane.seats().get(i).success() / alone;
                circuits++;
            }
        }
        return circuits == 0 ? 0 : sum / circuits;
    }

    private static long cpuNanos() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
