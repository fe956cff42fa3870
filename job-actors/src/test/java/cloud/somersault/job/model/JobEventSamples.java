package cloud.somersault.job.model;

import cloud.somersault.chip.Truth;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.job.model.ChipPlacement.CircuitPlace;
import cloud.somersault.job.model.ChipPlacement.Disturbed;
import cloud.somersault.job.model.JobEvent.CalibrationUsed;
import cloud.somersault.job.model.JobEvent.ChipUse;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Estimate;
import cloud.somersault.job.model.JobEvent.PartUse;
import cloud.somersault.job.model.JobEvent.RegisterOfBits;
import cloud.somersault.job.model.JobEvent.Shard;
import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An event of a job for every form in which one was ever stored, by the name of its file. */
final class JobEventSamples {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

    private JobEventSamples() {}

    /** One of each kind, as it is written today, in the order of their names in the log. */
    static Map<String, JobEvent> samples() {
        var samples = new LinkedHashMap<String, JobEvent>();
        samples.put(
                "job-submitted",
                submitted(
                        new JobSpec.Options(
                                Optional.of(Layout.AUTO),
                                Optional.of(1),
                                Optional.empty(),
                                300,
                                true,
                                List.of(4, 5, 10, 11),
                                List.of(40),
                                Optional.of("density-matrix"))));
        samples.put(
                "job-compiled",
                compiled(
                        Optional.empty(),
                        Optional.of("2 linked noisy qubits fit a density matrix")));
        samples.put(
                "shard-completed",
                new JobEvent.ShardCompleted(
                        1,
                        new Kept.Beside("0a1b", 20000),
                        List.of(),
                        "127.0.0.1:25520",
                        0.25,
                        NOON));
        samples.put(
                "job-completed",
                new JobEvent.Completed(
                        "2c3d",
                        new Kept.Inside("circuit 0 bits 2\n00 500\n11 500\n"),
                        List.of(),
                        0.5,
                        NOON));
        samples.put(
                "job-failed",
                new JobEvent.Failed(
                        "time-limit-exceeded", "The run took longer than its time limit.", NOON));
        samples.put("job-cancelled", new JobEvent.Cancelled(NOON));
        return samples;
    }

    /** Forms that came later: the same event with fields that are not always there. */
    static Map<String, JobEvent> variants() {
        var errors = List.of(new TruncationError(0, 0.015), new TruncationError(3, 0));
        var variants = new LinkedHashMap<String, JobEvent>();
        variants.put(
                "shard-completed-truncated",
                new JobEvent.ShardCompleted(
                        1, new Kept.Beside("0a1b", 20000), errors, "127.0.0.1:25520", 0.25, NOON));
        variants.put(
                "job-completed-truncated",
                new JobEvent.Completed(
                        "2c3d",
                        new Kept.Inside("circuit 0 bits 2\n00 500\n11 500\n"),
                        errors,
                        0.5,
                        NOON));
        variants.put(
                "job-compiled-on-truth",
                compiled(
                        Optional.of(new Truth(72, "transmons-1", 1, 0, 172_800, 2)),
                        Optional.of("2 linked noisy qubits fit a density matrix")));
        variants.put(
                "job-compiled-beside-experiments",
                compiled(
                        Optional.of(new Truth(72, "transmons-1", 1, 0, 172_800, 2)),
                        List.of(2, 8),
                        Optional.of(
                                new ChipUse(
                                        0.2,
                                        List.of(
                                                new PartUse(List.of(56), 1000),
                                                new PartUse(List.of(62), 2000),
                                                new PartUse(List.of(56, 62), 1000)))),
                        Optional.of("2 linked noisy qubits fit a density matrix")));
        variants.put(
                "job-submitted-experiment",
                submitted(
                        JobSpec.Options.DEFAULT,
                        Optional.of(new Kept.Inside("{\"qubits\":[],\"couplers\":[]}"))));
        variants.put(
                "job-submitted-through-door",
                submitted(
                        JobSpec.Options.DEFAULT,
                        Optional.empty(),
                        Optional.of(
                                new JobSpec.Through(
                                        "pilotos", new Kept.Inside("{\"taskType\":0}")))));
        var untraced = submitted(JobSpec.Options.DEFAULT);
        variants.put(
                "job-submitted-traced",
                new JobEvent.Submitted(
                        untraced.jobId(),
                        untraced.spec(),
                        untraced.specDigest(),
                        untraced.at(),
                        Optional.of("4bf92f3577b34da6a3ce929d0e0e4736")));
        variants.put(
                "job-submitted-exclusive",
                submitted(JobSpec.Options.DEFAULT.withExclusive(Optional.of(true))));
        variants.put("job-compiled-alone", placed(ChipPlacement.alone("9b1d", true, 0.2)));
        variants.put(
                "job-compiled-side-by-side",
                placed(
                        new ChipPlacement(
                                "9b1d",
                                false,
                                2,
                                0.4,
                                0.1,
                                List.of(
                                        new CircuitPlace(
                                                0, List.of(44, 50), List.of(56, 62), 0.79, 0.75)),
                                List.of(new Disturbed(56, 2.5e-5), new Disturbed(62, 1e-6)))));
        return variants;
    }

    /** Forms that earlier versions wrote, and what they mean today. */
    static Map<String, JobEvent> earlier() {
        var earlier = new LinkedHashMap<String, JobEvent>();
        // Before jobs could ask for decoupling, a region or an engine.
        earlier.put(
                "job-submitted-1",
                submitted(
                        new JobSpec.Options(
                                Optional.of(Layout.AUTO), Optional.of(1), Optional.empty(), 300)));
        // Before it was kept why an engine was chosen, and what it only approximates.
        earlier.put("job-compiled-1", compiled(Optional.empty(), Optional.empty()));
        // Before the noise had more than one rule.
        earlier.put(
                "job-compiled-on-truth-1",
                compiled(
                        Optional.of(new Truth(72, "transmons-1", 1, 0, 172_800, 0)),
                        Optional.of("2 linked noisy qubits fit a density matrix")));
        return earlier;
    }

    static JobEvent.Submitted submitted(JobSpec.Options options) {
        return submitted(options, Optional.empty());
    }

    static JobEvent.Submitted submitted(JobSpec.Options options, Optional<Kept> controls) {
        return submitted(options, controls, Optional.empty());
    }

    static JobEvent.Submitted submitted(
            JobSpec.Options options, Optional<Kept> controls, Optional<JobSpec.Through> through) {
        return new JobEvent.Submitted(
                "01J9ZQ",
                new JobSpec(
                        "bell",
                        "alice",
                        "wukong",
                        List.of(
                                new ProgramText(
                                        "openqasm-3",
                                        "OPENQASM 3.0;\nqubit[2] q;",
                                        Map.of("theta", 0.5))),
                        1000,
                        7,
                        5,
                        options,
                        controls,
                        through),
                "ab12",
                NOON);
    }

    private static JobEvent.Compiled placed(ChipPlacement placement) {
        var event =
                compiled(
                        Optional.of(new Truth(72, "transmons-1", 1, 0, 172_800, 2)),
                        List.of(),
                        Optional.of(new ChipUse(0.2, List.of(new PartUse(List.of(56), 1000)))),
                        Optional.of("2 linked noisy qubits fit a density matrix"));
        return new JobEvent.Compiled(
                event.calibration(),
                event.truth(),
                event.heldQubits(),
                event.use(),
                Optional.of(placement),
                event.circuits(),
                event.shards(),
                event.at());
    }

    static JobEvent.Compiled compiled(Optional<Truth> truth, Optional<String> engineReason) {
        return compiled(truth, List.of(), Optional.empty(), engineReason);
    }

    static JobEvent.Compiled compiled(
            Optional<Truth> truth,
            List<Integer> heldQubits,
            Optional<ChipUse> use,
            Optional<String> engineReason) {
        return new JobEvent.Compiled(
                Optional.of(new CalibrationUsed("wukong", 1, "cd34")),
                truth,
                heldQubits,
                use,
                List.of(
                        new CompiledCircuit(
                                Optional.of(new Kept.Inside("OPENQASM 3.0;")),
                                "ef56",
                                "density-matrix",
                                "1",
                                2,
                                List.of(new RegisterOfBits("c", 0, 2)),
                                List.of(56, 62),
                                List.of(56, 62),
                                1.0e-7,
                                3,
                                1,
                                0.79,
                                new Estimate(0.001, 1.0e-6, 4096),
                                engineReason,
                                Optional.empty())),
                List.of(new Shard(List.of(new Slice(0, 0, 1000)))),
                NOON);
    }
}
