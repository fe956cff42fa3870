package cloud.somersault.job.model;

import static cloud.somersault.job.model.JobEventSamples.NOON;
import static cloud.somersault.job.model.JobEventSamples.compiled;
import static cloud.somersault.job.model.JobEventSamples.submitted;

import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Forms in which texts and counts of a job are sealed: by hand, with Node.js, as docs/retention.md
 * says, under the bytes 0 to 31.
 */
final class SealedEventSamples {
    static final String KEY = "alice/2026-11-21/1";

    static final String COUNTS =
            "qhbtyJoVSDYBlCh//0/HfO1x5Yy5NvZZIemmOMYrle8tcUU9waLkzqDKoQy1jZhCejRrOlpM9+lE8ZfL";
    static final String PROGRAM = "nSdj8VTnsNWzE9yRbbPWkXq7oKr+MW3nkeUcl1xYMtBDsJAxEyTKxMz2";
    static final String TEXTS =
            "JR9tdjLkamXgOWj4bAW41vOMd8o4vP+vlcWD4AKIuQ+9+tTeGHmLv1ipijGv5U9I4WVIOs"
                    + "TDTiVPvveQxHBEsSnjC6um5giQOv/zMgLr3aCfPA7jCN236yjWKWXL+6glBzojAUfWb9s=";
    static final String TEXTS_AND_NOTE =
            "PeX26s9Dg0rnXbETg8NbvsOQwyw1DXlz5pc8tcgfj9Pp5AWnqQN6gME14ioJBY+ELQWb3lKpSu8kLgFd"
                    + "yI5S5pMqH/0Bjoo+YYanp6+gWODOl1lQfdeMiieOVBcsOhizbCxrFhKqFTWdYhN3TpWu9ZVtn22VELhyI5UgUA69HN/FjA==";

    private SealedEventSamples() {}

    static Map<String, JobEvent> forms() {
        var forms = new LinkedHashMap<String, JobEvent>();
        forms.put("job-submitted-sealed", sealed(submitted(JobSpec.Options.DEFAULT), TEXTS));
        forms.put(
                "job-submitted-sealed-through-door",
                sealed(
                        submitted(
                                JobSpec.Options.DEFAULT,
                                Optional.empty(),
                                Optional.of(
                                        new JobSpec.Through(
                                                "pilotos", new Kept.Inside("{\"taskType\":0}")))),
                        TEXTS_AND_NOTE));
        forms.put("job-compiled-sealed", sealedProgram());
        forms.put(
                "job-completed-sealed",
                new JobEvent.Completed(
                        "2c3d", new Kept.Sealed(KEY, "01J9ZQ", COUNTS), List.of(), 0.5, NOON));
        forms.put(
                "shard-completed-sealed",
                new JobEvent.ShardCompleted(
                        1,
                        new Kept.SealedBeside(KEY, "01J9ZQ", "0a1b", 20000),
                        List.of(),
                        "127.0.0.1:25520",
                        0.25,
                        NOON));
        return forms;
    }

    private static JobEvent.Submitted sealed(JobEvent.Submitted open, String box) {
        return new JobEvent.Submitted(
                        open.jobId(),
                        open.spec(),
                        open.specDigest(),
                        open.at(),
                        Optional.empty(),
                        Optional.of(KEY),
                        Optional.empty())
                .sealed(box);
    }

    private static JobEvent.Compiled sealedProgram() {
        var open =
                compiled(
                        Optional.empty(),
                        Optional.of("2 linked noisy qubits fit a density matrix"));
        var circuit = open.circuits().getFirst();
        return new JobEvent.Compiled(
                open.calibration(),
                open.truth(),
                open.heldQubits(),
                open.use(),
                List.of(
                        new CompiledCircuit(
                                Optional.of(new Kept.Sealed(KEY, "01J9ZQ", PROGRAM)),
                                circuit.programDigest(),
                                circuit.engine(),
                                circuit.engineVersion(),
                                circuit.bits(),
                                circuit.registers(),
                                circuit.initialLayout(),
                                circuit.finalLayout(),
                                circuit.durationSeconds(),
                                circuit.layers(),
                                circuit.czGates(),
                                circuit.estimatedSuccess(),
                                circuit.estimate(),
                                circuit.engineReason(),
                                circuit.approximation())),
                open.shards(),
                open.at());
    }
}
