package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page in a real browser, on a real server. */
@EnabledIf("cloud.somersault.load.Chromium#isInstalled")
class PageTest {
    private static final List<String> VIEWS =
            List.of("#/", "#/chip", "#/jobs", "#/tuning", "#/audit", "#/operator");

    @TempDir private static Path folder;
    private static ServerProcess server;
    private static Browser browser;

    @BeforeAll
    static void open() {
        server = Servers.startLight(folder);
        browser = Browser.on(server.url());
    }

    @AfterAll
    static void close() {
        browser.close();
        server.close();
    }

    @BeforeEach
    void what_went_wrong_before_is_not_this_tests_matter() {
        browser.errors();
    }

    @Test
    void a_program_is_run_and_its_histogram_shows() {
        browser.open("#/");
        browser.find("#connection", "live");
        browser.click("#run");
        browser.find("#result .histogram th", "00");
        browser.find("#result .histogram th", "11");
        browser.find("#result dd", "state-vector");
        assertThat(browser.count("#drawing")).isEqualTo(1);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void a_chips_counts_are_shown_as_read_and_as_corrected() {
        var id = completed("wukong");
        browser.open("#/jobs/" + id);
        browser.find(".bar.corrected");
        browser.find(".legend", "corrected for readout errors");
        browser.find("pre.code", "cz $");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void a_mistake_is_shown_where_it_is_while_one_writes() {
        browser.open("#/");
        browser.find("#program").clear();
        browser.find("#program")
                .sendKeys(BellJobs.PROGRAM.replace("cx q[0], q[1]", "cx q[0], q[5]"));
        browser.find("#gutter .wrong", "6");
        browser.click("#run");
        browser.find("#errors .diagnostic", "line 6");
        browser.open("#/"); // what the refusal wrote into the browser's log is no error of the page
        browser.errors();
    }

    @Test
    void a_job_is_proved_with_one_click() {
        var id = completed("wukong");
        browser.open("#/jobs/" + id);
        browser.click("button", "Run it again from the log");
        browser.find(".verdict.good", "The same counts");
        browser.find("dt", "Replayed");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void the_map_is_walked_over_with_the_keyboard_and_a_part_tells_its_figures() {
        browser.open("#/chip");
        browser.find(".qubit[data-id='56']");
        browser.run("document.querySelector('.view-chip .map svg').focus()");
        for (int steps = 0; steps < 3; steps++) {
            browser.find(".view-chip .map svg").sendKeys(Keys.ARROW_RIGHT);
        }
        browser.find(".view-chip .part", "Qubit 12");
        browser.find(".view-chip .map svg").sendKeys(Keys.ENTER);
        browser.find("h2", "Qubit 12 over time");
        assertThat(browser.count(".view-chip .qubit")).isEqualTo(72);
        assertThat(browser.count(".view-chip .coupler")).isEqualTo(126);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void every_view_shows_on_wide_and_narrow_screens_in_light_and_dark() {
        completed("ideal");
        for (int width : new int[] {1400, 420}) {
            browser.resize(width, 900);
            for (var view : VIEWS) {
                browser.open(view);
                browser.find("#connection", "live");
                browser.find(".view h2");
                assertThat(
                                browser.run(
                                        "const all = document.documentElement;"
                                                + " return all.scrollWidth - all.clientWidth"))
                        .as("%s is no wider than a screen of %s", view, width)
                        .isEqualTo(0L);
                assertThat(browser.errors()).as("%s at %s", view, width).isEmpty();
            }
        }
        browser.resize(1400, 1200);
        browser.click("#theme");
        browser.click("#theme");
        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(20, 25, 28)");
        browser.click("#theme");
    }

    @Test
    void nothing_keeps_anybody_from_using_any_view_in_light_or_dark() {
        var id = completed("wukong");
        var views = new ArrayList<>(VIEWS);
        views.addAll(List.of("#/jobs/" + id, "#/chip/wukong/56", "#/audit/job/" + id));
        for (var theme : List.of("light", "dark")) {
            for (var view : views) {
                browser.open(view);
                browser.run("document.documentElement.dataset.theme = arguments[0]", theme);
                browser.find("#connection", "live");
                browser.find(".view h2");
                assertThat(browser.barriers()).as("%s in %s", view, theme).isEmpty();
            }
        }
    }

    @Test
    void a_program_is_run_with_nothing_but_the_keyboard() {
        browser.open("#/");
        browser.find("#connection", "live");
        var steps = 0;
        while (!Boolean.TRUE.equals(
                browser.run("return document.activeElement.id === 'program'"))) {
            browser.press(Keys.TAB);
            assertThat(++steps).as("tabs until the program").isLessThan(60);
        }
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
        browser.find("#result .histogram th", "11");
        browser.run("document.querySelector('.skip').focus()");
        browser.press(Keys.ENTER);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("view");
    }

    @Test
    void the_operator_sees_nodes_workers_and_rates() {
        completed("ideal");
        browser.open("#/operator");
        browser.find(".view-operator td", "door, keeper, simulator");
        browser.find(".view-operator td", "comes from it");
        browser.find(".view-operator dt", "Threads that ask for work");
        browser.find(".view-operator td", "quick");
        browser.find(".view-operator .chart svg[aria-label^='Jobs a second']");
        browser.find(".view-operator td", "submitJob");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void an_entitys_past_is_walked_through_and_everything_is_run_again() {
        var id = completed("wukong");
        browser.open("#/audit");
        browser.find("input[aria-label='Which one']").sendKeys(id, Keys.ENTER);
        browser.find(".view-audit code", "job-completed");
        var slider = browser.find(".view-audit input[type=range]");
        slider.sendKeys(Keys.HOME);
        browser.find(".view-audit .facts", "After event 1 of");
        slider.sendKeys(Keys.ARROW_RIGHT);
        browser.find(".view-audit .facts", "After event 2 of");
        browser.click("button", "Show the queue then");
        browser.find(".view-audit .facts", "0 running, 0 waiting");
        browser.click("button", "Run the newest 20 again");
        browser.find(".view-audit td", "✓ equal");
        browser.click("button", "Run everything again");
        browser.find(".verdict.good", "jobs gave the same digest");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void pages_that_were_left_keep_no_line_to_the_server() {
        for (int visits = 0; visits < 8; visits++) { // a browser has six lines to one server
            browser.open("#/");
            browser.find("#connection", "live");
        }
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void a_page_that_was_left_and_is_come_back_to_goes_on() {
        browser.open("#/");
        browser.find("#connection", "live");
        browser.awayAndBack();
        browser.find("#connection", "live");
        browser.click("#run");
        browser.find("#result .histogram th", "00");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void the_api_can_be_browsed() {
        browser.open("docs");
        browser.find(".info .title", "Somersault HTTP API");
        browser.click(".opblock-tag", "jobs");
        browser.find(".opblock-summary-path", "/v1/jobs");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void the_page_finds_the_server_again_after_it_was_killed() {
        browser.open("#/");
        browser.find("#connection", "live");
        int port = server.url().getPort();
        server.kill();
        browser.find("#connection", "reconnecting");
        server = Servers.startLightOn(port, folder);
        browser.find("#connection", "live");
        browser.click("#run");
        browser.find("#result .histogram th", "00");
        browser.errors(); // the requests that nobody answered
    }

    private static String completed(String target) {
        return BellJobs.completed(server.cloud(), target);
    }
}
