package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.audit.AuditAct;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log, written by whoever does something and read over HTTP. */
class AuditLogTest {
    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_act_that_was_recorded_is_read_page_by_page_in_its_order() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.audit()
                    .record(
                            AuditAct.done("turn-a-page", "som_a")
                                    .as("admin")
                                    .ofTenant("alice")
                                    .to("page " + i))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        }
        var first = server.get("/v1/audit/log?what=turn-a-page&limit=3").json();
        assertThat(first.get("acts").findValuesAsText("subject"))
                .containsExactly("page 0", "page 1", "page 2");
        var rest =
                server.get("/v1/audit/log?what=turn-a-page&after=" + first.get("next").asText())
                        .json();
        assertThat(rest.get("acts").findValuesAsText("subject"))
                .containsExactly("page 3", "page 4");
        assertThat(rest.has("next")).isFalse();
        assertThat(rest.get("acts").get(0).get("outcome").asText()).isEqualTo("done");
        assertThat(server.get("/v1/audit/log?tenant=bob&what=turn-a-page").json().get("acts"))
                .isEmpty();
    }

    @Test
    void a_refusal_that_repeats_is_one_event_at_first() {
        for (int i = 0; i < 1000; i++) {
            server.audit()
                    .refused(AuditAct.done("knock", AuditAct.NO_KEY).withOutcome("key-required"));
        }
        var marker = AuditAct.done("knocked", "a test");
        server.audit().record(marker).toCompletableFuture().join();
        assertThat(server.get("/v1/audit/log?what=knock").json().get("acts")).hasSize(1);
    }
}
