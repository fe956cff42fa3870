package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The live map of the chip in a real browser: figures, history, calibration, jobs side by side. */
@EnabledIf("cloud.somersault.load.Chromium#isInstalled")
class ChipPageTest {
    private static final List<String> FIGURES =
            List.of(
                    "CZ error",
                    "Gate error",
                    "Readout error",
                    "T1",
                    "T2",
                    "T2*",
                    "Reads 0 as 0",
                    "Reads 1 as 1",
                    "Frequency");

    @TempDir private static Path folder;
    private static ServerProcess server;
    private static Browser browser;

    @BeforeAll
    static void open() {
        server = Servers.start(folder);
        browser = Browser.on(server.url());
    }

    @AfterAll
    static void close() {
        browser.close();
        server.close();
    }

    @Test
    void the_map_shows_any_figure_as_a_number_on_each_part() {
        browser.open("#/chip");
        browser.find(".view-chip .qubit[data-id='56']");
        assertThat(browser.texts(".view-chip .choice label")).isEqualTo(FIGURES);
        for (var figure : FIGURES) {
            browser.click(".view-chip .choice label", figure);
            browser.find(".view-chip .legend", "median");
            browser.run("document.querySelector('.view-chip .map svg').focus()");
            var label =
                    browser.find(".view-chip .map svg[aria-label*='by " + figure + ".']")
                            .getDomAttribute("aria-label");
            assertThat(label).contains("Arrow keys walk");
            int marks =
                    browser.count(
                            figure.equals("CZ error")
                                    ? ".view-chip .coupler text"
                                    : ".view-chip .qubit .mark");
            assertThat(marks).as(figure).isEqualTo(figure.equals("CZ error") ? 54 : 63);
        }
        browser.click(".view-chip summary", "The same as a table");
        browser.find(".view-chip td a", "56");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void a_calibration_is_seen_at_work_and_afterwards_in_the_history() {
        browser.open("#/chip");
        browser.find(".view-chip button", "Calibrate all");
        var request = Json.object();
        request.putArray("qubits").add(55).add(56);
        server.cloud().ask("/v1/chips/wukong/calibration-runs", request);
        browser.find(".view-chip .phase.running", "run 1");
        browser.find(".view-chip button", "Cancel the calibration");
        browser.find(".view-chip output", "version 2 of 2");
        browser.find(".view-chip .phase.finished");
        browser.find(".view-chip td", "version 2");

        browser.find("#version").sendKeys(Keys.ARROW_LEFT);
        browser.find(".view-chip output", "version 1 of 2");
        browser.find("#version").sendKeys(Keys.END);
        browser.find(".view-chip output", "version 2 of 2");
        browser.click(".view-chip button", "Compare");
        browser.find(".view-chip td", "Qubit 56");
        browser.open("#/chip/wukong/56");
        browser.find("h2", "Qubit 56 over time");
        browser.find(".view-chip .chart", "T1");
        assertThat(browser.count(".view-chip .chart .band")).isPositive();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void jobs_that_are_on_the_chip_together_are_ringed_each_in_its_own_way() {
        browser.open("#/chip");
        browser.find(".view-chip .qubit[data-id='56']");
        try (var _ = new Crowd(server.cloud())) {
            browser.find(".view-chip .ring.placed-0", "job ");
            browser.find(".view-chip .ring.placed-1", "job ");
        }
        assertThat(browser.errors()).isEmpty();
    }

    /** A tenant that has a few jobs for the chip waiting at any time, until it is closed. */
    private static final class Crowd implements AutoCloseable {
        private static final int WAITING = 8;
        private static final Duration PATIENCE = Duration.ofMinutes(1);

        private final Cloud cloud;
        private final AtomicBoolean over = new AtomicBoolean();
        private final CompletableFuture<Void> submitting;

        Crowd(Cloud cloud) {
            this.cloud = cloud;
            submitting = CompletableFuture.runAsync(this::submit, Thread::startVirtualThread);
        }

        private void submit() {
            var jobs = new ArrayDeque<String>();
            while (!over.get()) {
                var request = Json.object().put("target", "wukong").put("shots", 10_000);
                var programs = request.putArray("programs");
                Collections.nCopies(20, BellJobs.PROGRAM).forEach(programs::add);
                jobs.add(cloud.submit(request, Optional.empty(), Optional.empty()).id());
                if (jobs.size() > WAITING) {
                    cloud.await(jobs.remove(), PATIENCE, _ -> {});
                }
            }
            jobs.forEach(job -> cloud.await(job, PATIENCE, _ -> {}));
        }

        /** The last of them have ended then. */
        @Override
        public void close() {
            over.set(true);
            submitting.join();
        }
    }
}
