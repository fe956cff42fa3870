package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of every size at the same time: none waits for another that is larger. */
class FairnessTest {
    private static final String HEADER = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n";
    private static final String LATTICE = "lattice-102";
    private static final Duration WITHIN = Duration.ofMinutes(5);

    @TempDir private Path folder;

    @Test
    void large_jobs_of_every_kind_and_a_batch_run_beside_each_other_and_small_ones_pass_between() {
        try (var server = Servers.startLarge(folder, "3g", LATTICE)) {
            var cloud = server.cloud();
            var dense = submit(cloud, "dense", dense(26, 40));
            cloud.awaitUntil(dense.id(), WITHIN, job -> job.startedAt().isPresent());

            var others =
                    List.of(
                            submit(cloud, "clifford", cliffordOverTheChip(cloud)),
                            submit(cloud, "brickwork", brickwork(72, 6)),
                            submit(cloud, "batch", batch(200)));
            var small = new ArrayList<JobView>();
            for (int i = 0; i < 3; i++) {
                var bell = submit(cloud, "small", bell());
                small.add(cloud.await(bell.id(), WITHIN, _ -> {}));
            }
            var ended = others.stream().map(job -> completed(cloud, job)).toList();
            var last = completed(cloud, dense);

            assertThat(engine(cloud, dense)).isEqualTo("state-vector");
            assertThat(engine(cloud, others.get(0))).isEqualTo("stabilizer");
            assertThat(
                            cloud.get("/v1/jobs/" + others.get(0).id() + "/result")
                                    .path("results")
                                    .path(0)
                                    .path("approximation")
                                    .asText())
                    .contains("Pauli twirl");
            assertThat(engine(cloud, others.get(1))).isEqualTo("matrix-product-state");
            assertThat(small)
                    .allSatisfy(job -> {
                        assertThat(job.phase()).isEqualTo("completed");
                        assertThat(end(job)).as("a small job").isBefore(end(last));
                    });
            assertThat(ended)
                    .allSatisfy(job -> assertThat(end(job)).as(job.name()).isBefore(end(last)));
        }
    }

    private static JobView submit(Cloud cloud, String tenant, ObjectNode job) {
        job.put("name", tenant).put("seed", 7);
        return cloud.submit(job, Optional.empty(), Optional.of(tenant));
    }

    private static JobView completed(Cloud cloud, JobView job) {
        var ended = cloud.await(job.id(), WITHIN, _ -> {});
        assertThat(ended.phase()).as("%s", ended).isEqualTo("completed");
        return ended;
    }

    private static Instant end(JobView job) {
        return job.endedAt().orElseThrow();
    }

    private static String engine(Cloud cloud, JobView job) {
        return cloud.result(job.id()).results().getFirst().engine();
    }

    private static ObjectNode job(String target, long shots) {
        return Json.object().put("target", target).put("shots", shots);
    }

    private static ObjectNode bell() {
        return job("ideal", 100)
                .put(
                        "program",
                        HEADER
                                + "qubit[2] q;\nbit[2] c;\nh q[0];\ncx q[0], q[1];\n"
                                + "c = measure q;\n");
    }

    /** Layers of rotations and CX on a ring: no engine but a state vector holds it. */
    private static ObjectNode dense(int qubits, int layers) {
        return job("ideal", 1000).put("program", layered(qubits, layers, true));
    }

    /** The same on a line, alternating, and shallow: little entanglement, however many qubits. */
    private static ObjectNode brickwork(int qubits, int layers) {
        return job("ideal", 1000).put("program", layered(qubits, layers, false));
    }

    private static String layered(int qubits, int layers, boolean ring) {
        var text = new StringBuilder(HEADER);
        text.append("qubit[%d] q;\nbit[%d] c;\n".formatted(qubits, qubits));
        for (int layer = 0; layer < layers; layer++) {
            for (int q = 0; q < qubits; q++) {
                text.append("ry(%s) q[%d];\n".formatted(0.3 + 0.1 * q + layer, q));
            }
            for (int q = layer % 2; q + 1 < qubits; q += 2) {
                text.append("cx q[%d], q[%d];\n".formatted(q, q + 1));
            }
            if (ring) {
                text.append("cx q[%d], q[0];\n".formatted(qubits - 1));
            }
        }
        return text.append("c = measure q;\n").toString();
    }

    /**
     * Clifford gates on 72 noisy qubits and every coupler between them: the lattice has as many in
     * service, Wukong itself only 63.
     */
    private static ObjectNode cliffordOverTheChip(Cloud cloud) {
        var calibration = cloud.get("/v1/chips/" + LATTICE + "/calibration");
        var qubits = new ArrayList<Integer>();
        for (var qubit : calibration.path("qubits")) {
            if (qubit.path("inService").asBoolean() && qubits.size() < 72) {
                qubits.add(qubit.path("id").asInt());
            }
        }
        assertThat(qubits).hasSize(72);
        var text = new StringBuilder(HEADER + "bit[72] c;\n");
        for (int layer = 0; layer < 14; layer++) {
            for (int qubit : qubits) {
                text.append(layer % 2 == 0 ? "h" : "sx").append(" $%d;\n".formatted(qubit));
            }
            for (var coupler : calibration.path("couplers")) {
                int first = coupler.path("first").asInt();
                int second = coupler.path("second").asInt();
                if (coupler.path("inService").asBoolean()
                        && qubits.contains(first)
                        && qubits.contains(second)) {
                    text.append("cz $%d, $%d;\n".formatted(first, second));
                }
            }
        }
        for (int bit = 0; bit < qubits.size(); bit++) {
            text.append("c[%d] = measure $%d;\n".formatted(bit, qubits.get(bit)));
        }
        return job(LATTICE, 5000).put("program", text.toString());
    }

    private static ObjectNode batch(int programs) {
        var job = job("wukong", 200);
        var list = job.putArray("programs");
        for (int i = 0; i < programs; i++) {
            list.add(
                    HEADER
                            + "qubit[4] q;\nbit[4] c;\nry(%s) q[0];\n".formatted(0.01 * i + 0.2)
                            + "cx q[0], q[1];\ncx q[1], q[2];\ncx q[2], q[3];\nc = measure q;\n");
        }
        return job;
    }
}
