package cloud.somersault.load;

import cloud.somersault.load.Findings.Chart;
import cloud.somersault.load.Findings.Curve;
import cloud.somersault.users.Encounter;
import cloud.somersault.users.Encounter.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The curves of a run: of what its users met with, of its log, and of looks at the server. */
final class LifetimeCharts {
    private static final int BINS = 120;
    private static final double[] PARTS = {
        0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999,
        0.9995, 0.9999
    };

    private LifetimeCharts() {}

    static List<Chart> of(
            List<Encounter> encounters,
            Map<String, Encounter> jobs,
            Ledger ledger,
            List<Gauges.Look> looks) {
        return List.of(
                throughput(encounters, looks),
                acceptance(encounters),
                quantiles(encounters),
                fairness(jobs, ledger),
                queue(looks),
                memory(looks));
    }

    private static List<Encounter> submissions(List<Encounter> encounters) {
        return encounters.stream()
                .filter(one -> one.accepted() && one.kind() == Kind.SUBMIT)
                .toList();
    }

    private static double binSeconds(List<Encounter> encounters) {
        long last = encounters.stream().mapToLong(Encounter::sent_ms).max().orElse(1);
        return Math.max(1, last / 1e3 / BINS);
    }

    static Chart throughput(List<Encounter> encounters, List<Gauges.Look> looks) {
        double bin = binSeconds(encounters);
        var tasks = new HashMap<Integer, Double>();
        submissions(encounters)
                .forEach(one ->
                        tasks.merge(
                                (int) (one.sent_ms() / 1e3 / bin), one.tasks() / bin, Double::sum));
        var ended = new ArrayList<double[]>();
        for (int i = 1; i < looks.size(); i++) {
            var before = looks.get(i - 1);
            var now = looks.get(i);
            ended.add(
                    new double[] {
                        now.t_s(),
                        Math.max(0, now.ended() - before.ended()) / (now.t_s() - before.t_s())
                    });
        }
        return new Chart(
                "Throughput",
                "seconds",
                "a second",
                List.of(
                        new Curve("tasks accepted", sorted(tasks, bin)),
                        new Curve("jobs ended", thinned(ended))));
    }

    static Chart acceptance(List<Encounter> encounters) {
        double bin = binSeconds(encounters);
        var bins =
                submissions(encounters).stream()
                        .collect(Collectors.groupingBy(one -> (int) (one.sent_ms() / 1e3 / bin)));
        var curves = new ArrayList<Curve>();
        for (double part : new double[] {0.5, 0.99}) {
            var values = new HashMap<Integer, Double>();
            bins.forEach((number, members) ->
                    values.put(
                            number,
                            (double)
                                    new Quantiles(members.stream().mapToLong(Encounter::answer_ms))
                                            .at(part)));
            curves.add(new Curve(part == 0.5 ? "p50" : "p99", sorted(values, bin)));
        }
        return new Chart("From the request to 202", "seconds", "ms", curves);
    }

    static Chart quantiles(List<Encounter> encounters) {
        var accepted = submissions(encounters);
        var answer = new Quantiles(accepted.stream().mapToLong(Encounter::answer_ms));
        var felt =
                new Quantiles(
                        accepted.stream()
                                .mapToLong(one -> one.sent_ms() - one.due_ms() + one.answer_ms()));
        return new Chart(
                "Quantiles of acceptance",
                "nines: 1 is nine in ten, 2 is 99 %, 3 is 99.9 %",
                "ms",
                List.of(
                        new Curve("from the request", nines(answer)),
                        new Curve("from the moment the visitor was due", nines(felt))));
    }

    private static List<double[]> nines(Quantiles quantiles) {
        var points = new ArrayList<double[]>();
        for (double part : PARTS) {
            if (quantiles.size() * (1 - part) >= 1) {
                points.add(new double[] {-Math.log10(1 - part), quantiles.at(part)});
            }
        }
        return points;
    }

    /** Those of the ten busiest tenants beside everybody else's. */
    static Chart fairness(Map<String, Encounter> jobs, Ledger ledger) {
        var tasks = new HashMap<String, Integer>();
        jobs.values().forEach(one -> tasks.merge(one.tenant(), one.tasks(), Integer::sum));
        Set<String> busiest =
                new HashSet<>(
                        tasks.entrySet().stream()
                                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                                .limit(10)
                                .map(Map.Entry::getKey)
                                .toList());
        var curves = new ArrayList<Curve>();
        for (boolean busy : new boolean[] {true, false}) {
            var turnarounds =
                    new Quantiles(
                            jobs.entrySet().stream()
                                    .filter(one ->
                                            busiest.contains(one.getValue().tenant()) == busy)
                                    .filter(one -> ledger.jobs().containsKey(one.getKey()))
                                    .mapToLong(one ->
                                            ledger.jobs().get(one.getKey()).turnaround_ms()));
            curves.add(
                    new Curve(
                            busy ? "the ten busiest tenants" : "everybody else",
                            nines(turnarounds)));
        }
        return new Chart(
                "Fairness: from stored submission to stored end",
                "nines: 1 is nine in ten, 2 is 99 %, 3 is 99.9 %",
                "ms",
                curves);
    }

    static Chart queue(List<Gauges.Look> looks) {
        return new Chart(
                "Jobs that wait",
                "seconds",
                "jobs",
                List.of(new Curve("waiting", points(looks, Gauges.Look::queued))));
    }

    static Chart memory(List<Gauges.Look> looks) {
        return new Chart(
                "Memory of the server",
                "seconds",
                "MB",
                List.of(
                        new Curve("resident", points(looks, Gauges.Look::resident_mb)),
                        new Curve("heap, garbage included", points(looks, Gauges.Look::heap_mb))));
    }

    private static List<double[]> points(
            List<Gauges.Look> looks, ToDoubleFunction<Gauges.Look> value) {
        return thinned(
                looks.stream()
                        .map(look -> new double[] {look.t_s(), value.applyAsDouble(look)})
                        .toList());
    }

    private static List<double[]> thinned(List<double[]> points) {
        int step = Math.max(1, points.size() / (2 * BINS));
        var kept = new ArrayList<double[]>();
        for (int i = 0; i < points.size(); i += step) {
            kept.add(points.get(i));
        }
        return kept;
    }

    private static List<double[]> sorted(Map<Integer, Double> values, double bin) {
        return values.entrySet().stream()
                .map(one -> new double[] {one.getKey() * bin, one.getValue()})
                .sorted(Comparator.comparingDouble(point -> point[0]))
                .toList();
    }
}
