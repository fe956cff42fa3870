package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run of the compiler that nobody waits for, or that takes too long, ends. */
class DryRunsEndTest {
    /** A quarter of what the four would take if they went on. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final String LIMIT = "somersault.http.compilation-time-max";

    /** Two parts as large as the two largest regions of the chip: half a minute at level 4. */
    private static String heavy() {
        var text = new StringBuilder("OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[45] q;\n");
        var dice = new SplittableRandom(3);
        for (int i = 0; i < 100; i++) {
            part(text, dice, 0, 27);
            part(text, dice, 27, 18);
        }
        return request(text.toString(), 4);
    }

    private static void part(StringBuilder text, SplittableRandom dice, int first, int size) {
        int one = dice.nextInt(size);
        int other = (one + 1 + dice.nextInt(size - 1)) % size;
        text.append(
                "h q[%d];\ncx q[%d], q[%d];\n".formatted(first + one, first + one, first + other));
    }

    private static String light() {
        return request("OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[2] q;\ncx q[0], q[1];", 1);
    }

    private static String request(String program, int level) {
        var request = (ObjectNode) Json.readOwn("{\"target\":\"wukong\"}");
        request.put("program", program).putObject("options").put("optimization", level);
        return request.toString();
    }

    @Test
    void one_that_takes_too_long_is_given_up_and_says_so(@TempDir Path folder) throws Exception {
        System.setProperty(LIMIT, "200ms");
        try (var server = TestServer.start(folder)) {
            var answer = server.post("/v1/compilations", heavy());

            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("compilation-takes-too-long");
            assertThat(answer.json().get("detail").asText()).contains("0.2 s");
            assertThat(server.get("/v1/limits").json().get("dryRunSecondsMax").asDouble())
                    .isEqualTo(0.2);
        } finally {
            System.clearProperty(LIMIT);
        }
    }

    /** All places are taken; their clients hang up; the next one is served. */
    @Test
    void one_whose_client_leaves_makes_room_for_the_next(@TempDir Path folder) throws Exception {
        System.setProperty(LIMIT, "1h");
        var clients = new ArrayList<Socket>();
        try (var server = TestServer.start(folder)) {
            while (noneIsAnswered(clients)) { // the first answer is a 429: no place is left
                clients.add(server.ask("/v1/compilations", heavy()));
            }
            for (var client : clients) {
                client.close();
            }
            assertThatTheNextIsServed(server);
        } finally {
            System.clearProperty(LIMIT);
        }
    }

    /** The end of a body and that of its connection come together: both are noticed. */
    @Test
    void one_whose_client_leaves_with_its_last_byte_makes_room_too(@TempDir Path folder)
            throws Exception {
        System.setProperty(LIMIT, "1h");
        try (var server = TestServer.start(folder)) {
            for (int visit = 0; visit < 100; visit++) {
                try (var _ = server.askInPieces("/v1/compilations", heavy())) {
                    // It has said everything, and goes.
                }
                assertThatTheNextIsServed(server);
            }
        } finally {
            System.clearProperty(LIMIT);
        }
    }

    private static void assertThatTheNextIsServed(TestServer server) {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        var answer = server.post("/v1/compilations", light());
        while (answer.status() == 429 && System.nanoTime() < patience) {
            answer = server.post("/v1/compilations", light());
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static boolean noneIsAnswered(List<Socket> clients) throws IOException {
        for (var client : clients) {
            if (client.getInputStream().available() > 0) {
                return false;
            }
        }
        return true;
    }
}
