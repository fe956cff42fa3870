package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.calibration.Group;
import cloud.somersault.chip.calibration.Report;
import cloud.somersault.chip.calibration.Seeds;
import cloud.somersault.chip.calibration.Session;
import cloud.somersault.chip.calibration.run.CalibrationEvent.ExperimentsMeasured;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has a group of experiments run as one job and says what they found. Everything that the job is
 * follows from the calibration's events, its id too: after a stop the same job is joined.
 */
final class Experimenter {
    private final String chip;
    private final CalibrationActor.Surroundings surroundings;
    private final InstantSource clock;

    Experimenter(String chip, CalibrationActor.Surroundings surroundings, InstantSource clock) {
        this.chip = chip;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    /**
     * The next experiments of the calibration under way.
     *
     * @param now virtual seconds at which they begin
     */
    CompletionStage<ExperimentsMeasured> measure(Logbook logbook, Group group, double now) {
        var calibration = logbook.underWay().orElseThrow();
        var subject = logbook.subject().orElseThrow();
        int experiment = logbook.viewOf(calibration).experiments() + 1;
        long seeds = calibration.seed();
        var numerics = surroundings.numerics();
        return CompletableFuture.supplyAsync(
                        () ->
                                Session.of(
                                        group,
                                        subject.known(),
                                        subject.first().qubits().size(),
                                        Seeds.of(seeds, 2 * experiment)),
                        numerics)
                .thenCombine(surroundings.hold(group.qubits()), (session, _) -> session)
                .thenCompose(session -> {
                    var jobId = jobId(calibration.number(), experiment);
                    var circuits = session.circuits();
                    double took = session.chipSeconds(subject.first().durations());
                    return surroundings
                            .laboratory()
                            .run(
                                    jobId,
                                    circuits,
                                    group.shots(),
                                    Seeds.of(seeds, 2 * experiment + 1),
                                    subject.known().controls())
                            .thenApplyAsync(session::reports, numerics)
                            .thenApply(reports ->
                                    event(
                                            calibration.number(),
                                            experiment,
                                            group,
                                            jobId,
                                            circuits.size(),
                                            took,
                                            now + took,
                                            reports));
                });
    }

    private String jobId(long calibration, int experiment) {
        return String.format(Locale.ROOT, "calibration-%s-%d-%d", chip, calibration, experiment);
    }

    private ExperimentsMeasured event(
            long calibration,
            int experiment,
            Group group,
            String jobId,
            int circuits,
            double chipSeconds,
            double virtualSeconds,
            List<Report> reports) {
        return new ExperimentsMeasured(
                chip,
                calibration,
                experiment,
                group.node(),
                group.kind(),
                jobId,
                circuits,
                group.shots(),
                chipSeconds,
                virtualSeconds,
                reports,
                clock.instant());
    }
}
