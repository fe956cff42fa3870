package cloud.somersault.persistence.audit;

import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.run.ShardWork;
import cloud.somersault.job.run.ShardWork.WorkCircuit;
import cloud.somersault.simulators.NoiseModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that it takes to run a job again.
 *
 * @param chip as it was; empty on the ideal target
 * @param programs the texts that were run
 */
record Evidence(Job.Completed job, Optional<ChipToRun> chip, List<ProgramText> programs) {
    Evidence {
        programs = List.copyOf(programs);
    }

    /** The same run under another noise. */
    Evidence withNoise(NoiseModel noise) {
        return new Evidence(job, chip.map(one -> one.withNoise(noise)), programs);
    }

    /** All shots of all circuits in one piece. */
    ShardWork whole() {
        var slices = new ArrayList<Slice>();
        for (int i = 0; i < job.compiled().circuits().size(); i++) {
            slices.add(new Slice(i, 0, job.spec().shots()));
        }
        return work(slices);
    }

    /** Some shots. */
    ShardWork work(List<Slice> slices) {
        var compiled = job.compiled().circuits();
        var circuits = new ArrayList<WorkCircuit>();
        for (int i : slices.stream().map(Slice::circuit).distinct().toList()) {
            circuits.add(
                    new WorkCircuit(
                            i,
                            programs.get(i),
                            compiled.get(i).engine(),
                            compiled.get(i).estimate().memoryBytes()));
        }
        return new ShardWork(
                job.id(),
                0,
                slices,
                circuits,
                compiled.stream().map(CompiledCircuit::bits).toList(),
                job.spec().seed(),
                chip.map(ChipToRun::noise));
    }
}
