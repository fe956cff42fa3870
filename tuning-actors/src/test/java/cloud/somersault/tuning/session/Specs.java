package cloud.somersault.tuning.session;

import java.util.Optional;

/** Specifications for tests. */
final class Specs {
    private Specs() {}

    static TuningSpec of(int steps, int checkpointEvery) {
        return new TuningSpec(
                "test",
                "model",
                "data.jsonl",
                Optional.empty(),
                new TuningSpec.Method("qtha", 4, 1, "linear", false, false),
                TuningSpec.Quantum.NONE,
                new TuningSpec.Training(steps, 4, 0.01, 2, 0.0, 1.0, 128, checkpointEvery, 0),
                7);
    }
}
