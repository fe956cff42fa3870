package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant's chip time, from the door to the next start of the server. */
class ChipTimeTest {
    private static final String LIMIT = "somersault.job.chip-time.usual.max";

    @TempDir Path folder;

    private TestServer start() throws Exception {
        System.setProperty(LIMIT, "500ms");
        try {
            return TestServer.start(folder);
        } finally {
            System.clearProperty(LIMIT);
        }
    }

    private static String bell(int shots) {
        return """
        {"target": "wukong", "shots": %d, "seed": 3, "program":
         "OPENQASM 3.0;\\ninclude \\"stdgates.inc\\";\\nqubit[2] q;\\nbit[2] c;\\nh q[0];\\ncx q[0], q[1];\\nc = measure q;\\n"}
        """
                .formatted(shots);
    }

    private static TestServer.Answer submit(TestServer server, String tenant, int shots) {
        return server.post("/v1/jobs", bell(shots), "Somersault-Tenant", tenant);
    }

    @Test
    void a_tenant_over_its_chip_time_is_told_when_to_come_back_and_others_go_on() throws Exception {
        try (var server = start()) {
            assertThat(submit(server, "alice", 1000).status()).isEqualTo(202);
            assertThat(submit(server, "alice", 1000).status()).isEqualTo(202);

            var refused = submit(server, "alice", 1000);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("chip-time-exhausted");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3000, 3600);
            var fits = submit(server, "alice", 400);
            assertThat(fits.status()).as(fits.text()).isEqualTo(202);
            assertThat(submit(server, "bob", 1000).status()).isEqualTo(202);

            var never = submit(server, "carol", 10_000);
            assertThat(never.status()).isEqualTo(429);
            assertThat(never.header("Retry-After")).isEmpty();
        }
        try (var server = start()) {
            // It is remembered: 480 of 500 ms are taken.
            for (int i = 0; submit(server, "alice", 50).status() == 202 && i < 10; i++) {
                assertThat(i).as("10 ms each").isLessThan(3);
            }
            assertThat(submit(server, "alice", 400).code()).isEqualTo("chip-time-exhausted");
        }
    }
}
