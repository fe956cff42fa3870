package cloud.somersault.cli.demo;

import cloud.somersault.cli.examples.Expectation;
import cloud.somersault.cli.examples.HydrogenEnergy;
import cloud.somersault.cli.examples.Verdict;
import cloud.somersault.cli.terminal.Histogram;
import cloud.somersault.cli.terminal.Table;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobResult;
import cloud.somersault.client.JobView;
import cloud.somersault.client.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the demo looks at when all jobs have ended. */
final class Checks {
    private static final Set<String> TERMINAL_EVENTS =
            Set.of("job-completed", "job-failed", "job-cancelled");
    private static final List<String> DRAWN = List.of("ghz-8-chip", "phase-estimation");

    private final Narrator narrator;
    private final Cloud cloud;

    Checks(Narrator narrator, Cloud cloud) {
        this.narrator = narrator;
        this.cloud = cloud;
    }

    void run(List<SubmittedJob> jobs) {
        endedOnce(jobs);
        var results = results(jobs);
        distributions(jobs, results);
        drawn(jobs, results);
        energy(jobs, results);
        replays(jobs);
    }

    private void endedOnce(List<SubmittedJob> jobs) {
        int once = 0;
        for (var job : jobs) {
            int ends = 0;
            for (var event : cloud.get("/v1/jobs/" + job.id() + "/log").path("events")) {
                ends += TERMINAL_EVENTS.contains(event.path("event").asText()) ? 1 : 0;
            }
            once += ends == 1 && job.job().completed() ? 1 : 0;
        }
        narrator.check(
                once == jobs.size(),
                "%d of %d accepted jobs ended exactly once, by their logs"
                        .formatted(once, jobs.size()));
        jobs.stream()
                .map(SubmittedJob::job)
                .filter(job -> !job.completed())
                .forEach(job ->
                        narrator.say(
                                job.name()
                                        + " is "
                                        + job.phase()
                                        + job.failure()
                                                .map(JobView.Failure::message)
                                                .map(": "::concat)
                                                .orElse("")));
    }

    private Map<String, JobResult.CircuitResult> results(List<SubmittedJob> jobs) {
        var results = new LinkedHashMap<String, JobResult.CircuitResult>();
        for (var job : jobs) {
            if (job.job().completed()) {
                results.put(job.id(), cloud.result(job.id()).results().getFirst());
            }
        }
        return results;
    }

    private void distributions(
            List<SubmittedJob> jobs, Map<String, JobResult.CircuitResult> results) {
        narrator.chapter("Every result against what must come out (examples/examples.json)");
        var table = new Table("", "EXAMPLE", "RUNS", "TARGET", "ENGINE", "WORST RUN");
        var names = new LinkedHashMap<String, List<SubmittedJob>>();
        jobs.forEach(job ->
                names.computeIfAbsent(job.example().name(), _ -> new ArrayList<>()).add(job));
        boolean all = true;
        for (var entry : names.entrySet()) {
            var verdicts =
                    entry.getValue().stream()
                            .filter(job -> results.containsKey(job.id()))
                            .map(job -> judge(job, results))
                            .toList();
            var worst =
                    verdicts.stream()
                            .max(Comparator.comparingDouble(Verdict::strain))
                            .orElse(Verdict.missing("no result"));
            boolean agrees = worst.agrees() && verdicts.size() == entry.getValue().size();
            all &= agrees;
            var example = entry.getValue().getFirst();
            table.add(
                    agrees ? "ok" : "NOT SO",
                    entry.getKey(),
                    Integer.toString(verdicts.size()),
                    example.example().target(),
                    results.containsKey(example.id()) ? results.get(example.id()).engine() : "-",
                    worst.words());
        }
        table.lines().forEach(narrator::say);
        narrator.check(
                all,
                "all of them agree; a right engine passes the allowed distance once in 1e9 runs");
    }

    private static Verdict judge(SubmittedJob job, Map<String, JobResult.CircuitResult> results) {
        var result = results.get(job.id());
        if (result == null) {
            return Verdict.missing("no result");
        }
        return switch (job.example().expectation()) {
            case Expectation.Distribution distribution -> distribution.judge(result);
            case Expectation.AtLeast atLeast -> atLeast.judge(result);
            case Expectation.Refusal _ -> Verdict.missing("it should have been refused");
        };
    }

    private void drawn(List<SubmittedJob> jobs, Map<String, JobResult.CircuitResult> results) {
        for (var name : DRAWN) {
            jobs.stream()
                    .filter(job ->
                            job.example().name().equals(name) && results.containsKey(job.id()))
                    .findFirst()
                    .ifPresent(job -> {
                        narrator.say("");
                        narrator.say(name + ": " + job.example().shows());
                        var result = results.get(job.id());
                        if (result != null) {
                            Histogram.lines(narrator.terminal(), result, 5).forEach(narrator::say);
                        }
                    });
        }
    }

    private void energy(List<SubmittedJob> jobs, Map<String, JobResult.CircuitResult> results) {
        var z = first(jobs, results, "vqe-h2-z");
        var x = first(jobs, results, "vqe-h2-x");
        if (z.isPresent() && x.isPresent()) {
            narrator.say("");
            narrator.say(
                    String.format(
                            Locale.ROOT,
                            "hydrogen's energy from the two vqe-h2 jobs: %.4f hartree (exact %.4f)",
                            HydrogenEnergy.of(z.get(), x.get()),
                            HydrogenEnergy.GROUND_STATE));
        }
    }

    private static java.util.Optional<JobResult.CircuitResult> first(
            List<SubmittedJob> jobs, Map<String, JobResult.CircuitResult> results, String name) {
        return jobs.stream()
                .filter(job -> job.example().name().equals(name))
                .flatMap(job -> java.util.Optional.ofNullable(results.get(job.id())).stream())
                .findFirst();
    }

    private void replays(List<SubmittedJob> jobs) {
        narrator.chapter("Every job once more, from the event log alone");
        int equal = 0;
        double seconds = 0;
        for (var job : jobs) {
            try {
                var replay = cloud.replay(job.id());
                equal += replay.equal() ? 1 : 0;
                seconds += replay.seconds();
                narrator.progress("%d of %d".formatted(equal, jobs.size()));
                if (job.equals(jobs.getFirst())) {
                    narrator.say(
                            "job %s: recorded %s..., replayed %s..."
                                    .formatted(
                                            job.id(),
                                            shortened(replay.recordedDigest()),
                                            shortened(replay.replayedDigest())));
                }
            } catch (RefusedException refused) {
                narrator.say(job.id() + ": " + refused.problem().detail());
            }
        }
        narrator.check(
                equal == jobs.size(),
                String.format(
                        Locale.ROOT,
                        "%d of %d jobs gave the same digest again (%.1f s of computing)",
                        equal,
                        jobs.size(),
                        seconds));
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(16, digest.length()));
    }
}
