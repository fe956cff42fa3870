package cloud.somersault.load;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import java.time.Duration;
import java.util.Optional;

/** The smallest job worth running: two qubits that always agree. */
final class BellJobs {
    static final String PROGRAM =
            "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[2] q;\nbit[2] c;\n"
                    + "h q[0];\ncx q[0], q[1];\nc = measure q;\n";

    private BellJobs() {}

    /** Runs one to its end; its id. */
    static String completed(Cloud cloud, String target) {
        var job =
                cloud.submit(
                        Json.object()
                                .put("target", target)
                                .put("shots", 500)
                                .put("seed", 3)
                                .put("program", PROGRAM),
                        Optional.empty(),
                        Optional.empty());
        return cloud.await(job.id(), Duration.ofMinutes(1), _ -> {}).id();
    }
}
