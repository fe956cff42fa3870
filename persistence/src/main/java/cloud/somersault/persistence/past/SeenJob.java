package cloud.somersault.persistence.past;

import cloud.somersault.chip.Truth;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent.CalibrationUsed;
import cloud.somersault.job.model.JobEvent.Compiled;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobView;
import java.util.List;
import java.util.Optional;

/**
 * A job as it stood, without its programs and counts: their digests name them.
 *
 * @param calibration what it runs on; absent on the ideal target
 * @param circuits what was made of its programs; empty before its turn
 */
public record SeenJob(
        JobView job,
        String specDigest,
        Optional<CalibrationUsed> calibration,
        Optional<Truth> truth,
        List<Circuit> circuits) {
    public SeenJob {
        circuits = List.copyOf(circuits);
    }

    /** A circuit as it was to be run. */
    public record Circuit(
            String programDigest,
            String engine,
            String engineVersion,
            double estimatedSuccess,
            double durationSeconds,
            int layers,
            int czGates) {
        static Circuit of(CompiledCircuit one) {
            return new Circuit(
                    one.programDigest(),
                    one.engine(),
                    one.engineVersion(),
                    one.estimatedSuccess(),
                    one.durationSeconds(),
                    one.layers(),
                    one.czGates());
        }
    }

    static SeenJob of(Job.Known job) {
        var compiled = Job.compiled(job);
        return new SeenJob(
                JobView.of(job),
                job.submitted().specDigest(),
                compiled.flatMap(Compiled::calibration),
                compiled.flatMap(Compiled::truth),
                compiled.stream()
                        .flatMap(one -> one.circuits().stream())
                        .map(Circuit::of)
                        .toList());
    }
}
