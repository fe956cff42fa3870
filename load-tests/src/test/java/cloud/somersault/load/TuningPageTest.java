package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Tuning sessions on the page, in a real browser, with a model that has learnt a little. */
@EnabledIf("cloud.somersault.load.Chromium#isInstalled")
class TuningPageTest {
    @TempDir private static Path folder;
    private static Path model;
    private static ServerProcess server;
    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        model = BaseModels.pretrained(folder, 4);
        server = Servers.start(Files.createDirectory(folder.resolve("data")));
        browser = Browser.on(server.url());
    }

    @AfterAll
    static void close() {
        browser.close();
        server.close();
    }

    @Test
    void curves_grow_while_sessions_run_and_methods_are_compared_with_lora() {
        browser.open("#/tuning");
        browser.find(".view-tuning .empty", "No session yet");
        var first = begin("lora", 7, 200);
        browser.find(".view-tuning td", "lora, rank 4");
        browser.find(".view-tuning .chart", "Training loss");
        browser.find(".view-tuning .phase.running");
        browser.click(".view-tuning button", "Pause");
        browser.find(".view-tuning .phase.paused");
        browser.click(".view-tuning button", "Go on");
        browser.find(".view-tuning .phase.running");
        browser.click(".view-tuning button", "Cancel");
        browser.find(".view-tuning .phase.cancelled");

        for (int seed = 1; seed <= 2; seed++) {
            begin("lora", seed, 3);
            begin("qtha", seed, 3);
        }
        browser.find(".view-tuning td", "qtha, rank 4");
        browser.find("#title-tuning-sessions");
        browser.find(".view-tuning .facts", "5 sessions, 0 running");
        browser.click(".view-tuning td a[href$='" + last("qtha") + "']");
        browser.find("h2", "Methods compared");
        browser.find("td", "itself");
        browser.find("td", "±");
        assertThat(browser.texts(".view-tuning h2")).contains("Methods compared", "Curves");

        browser.click(".view-tuning input[type=checkbox]:enabled");
        browser.find(".view-tuning .chart .line.series-1");
        assertThat(first).isNotEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    private static String begin(String method, int seed, int steps) {
        var request = Json.object().put("model", model.toString()).put("seed", seed);
        request.putObject("method").put("kind", method).put("rank", 4);
        request.putObject("training").put("steps", steps).put("batch", 2);
        return server.cloud().ask("/v1/tunings", request).path("id").asText();
    }

    private static String last(String method) {
        for (var each : server.cloud().get("/v1/tunings").path("tunings")) {
            if (each.at("/spec/method/kind").asText().equals(method)) {
                return each.path("id").asText();
            }
        }
        throw new IllegalStateException("no session of " + method);
    }
}
