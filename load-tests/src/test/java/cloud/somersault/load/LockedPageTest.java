package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page of a server that serves only who has a key, in a real browser. */
@EnabledIf("cloud.somersault.load.Chromium#isInstalled")
class LockedPageTest {
    @TempDir private static Path folder;
    private static ServerProcess server;
    private static Cloud admins;
    private static String adminsKey;
    private static Browser browser;

    @BeforeAll
    static void lock() {
        var words = List.of("keys", "init", "--data", folder.toString());
        var said = SharedServers.run(List.of(), words).said();
        var key = Pattern.compile("^som_\\S+$", Pattern.MULTILINE).matcher(said);
        assertThat(key.find()).as(said).isTrue();
        adminsKey = key.group();
        server = Servers.startLight(folder, "somersault.http.open=never");
        admins = new Cloud(server.url(), Optional.of(adminsKey));
        browser = Browser.on(server.url());
    }

    @AfterAll
    static void close() {
        browser.close();
        admins.close();
        server.close();
    }

    @BeforeEach
    void nobody_is_logged_in() {
        browser.open("#/");
        browser.run("sessionStorage.clear()");
        browser.open("#/");
        browser.find("dialog #key");
    }

    @Test
    void a_key_is_asked_for_a_wrong_one_is_said_to_be_wrong_and_the_right_one_opens() {
        logIn("som_wrongwrong_wrong");
        browser.find("dialog .errors", "The key was refused");
        logIn("kein Schlüssel"); // of letters that no header takes
        assertThat(browser.count("dialog #key:invalid")).isEqualTo(1);
        browser.find("dialog #key").clear();
        logIn(adminsKey);
        browser.find("#who", "admin");
        browser.find("#connection", "live");
        browser.find(".qubit[data-id='56']");
        browser.click("#run");
        browser.find("#result .histogram th", "00");
        assertThat(browser.count("dialog")).isZero();
    }

    @Test
    void the_key_stays_in_its_tab_and_in_headers() throws Exception {
        logIn(adminsKey);
        browser.find("#connection", "live");
        browser.find(".qubit[data-id='56']");
        assertThat(
                        browser.run(
                                "return location.href + document.cookie + JSON.stringify(localStorage)"
                                        + " + performance.getEntries().map((one) => one.name).join()"))
                .asString()
                .contains("/v1/chips")
                .doesNotContain("som_");
        browser.open("#/jobs"); // another page of the same tab
        browser.find("#who", "admin");
        assertThat(browser.consoleText()).doesNotContain("som_");
        assertThat(Files.readString(folder.resolve("server.log")))
                .doesNotContain(adminsKey.substring(adminsKey.lastIndexOf('_') + 1));
    }

    @Test
    void nothing_is_left_on_the_page_after_logging_out() {
        logIn(adminsKey);
        browser.find(".qubit[data-id='56']");
        browser.click("#who button", "Log out");
        browser.find("dialog #key");
        assertThat(browser.count(".view")).isZero();
        assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
    }

    @Test
    void who_wants_no_key_is_not_asked_at_every_turn_and_may_think_better_of_it() {
        browser.click("dialog button", "Without one");
        browser.find("#view", "This server wants a key");
        assertThat(browser.count("dialog")).isZero();
        assertThat(browser.count(".qubit")).isZero();
        browser.click("#view button", "Log in");
        logIn(adminsKey);
        browser.find(".qubit[data-id='56']");
    }

    @Test
    void a_user_sees_the_own_jobs_and_nothing_to_press_that_would_be_refused() {
        var others = BellJobs.completed(admins, "ideal");
        logIn(keyOf("ada", "user"));
        browser.find("#who", "ada, user");
        browser.find("#connection", "live");
        assertThat(browser.texts("#tabs a")).contains("Jobs", "Audit").doesNotContain("Operator");
        browser.click("#run");
        browser.find("#result .histogram th", "00");
        browser.click("#result a", "The whole job");
        browser.click("button", "Run it again from the log");
        browser.find(".verdict.good", "The same counts");

        browser.click("#tabs a", "Jobs");
        browser.find(".view-jobs h2", "All jobs");
        browser.find(".view-jobs td", "Bell pair");
        assertThat(browser.texts(".view-jobs h2")).doesNotContain("The queue now");
        assertThat(browser.run("return document.body.innerText"))
                .asString()
                .doesNotContain(others.substring(0, 8));
        browser.click("#tabs a", "Chip");
        browser.find(".view-chip .qubit[data-id='56']");
        browser.find(".view-chip dt", "The chip's clock");
        assertThat(browser.texts(".view-chip button")).doesNotContain("Calibrate all");
        browser.click("#tabs a", "Audit");
        browser.find(".view-audit h2", "Replay");
        assertThat(browser.texts(".view-audit h2")).doesNotContain("The queue at a moment");
        assertThat(browser.texts(".view-audit button")).doesNotContain("Run everything again");
        browser.open("#/operator");
        browser.find(".view", "not for the role user");
    }

    @Test
    void an_auditor_proves_and_runs_nothing() {
        var id = BellJobs.completed(admins, "wukong");
        logIn(keyOf("audit", "auditor"));
        browser.find("#submit", "The role auditor runs nothing");
        assertThat(browser.count("#run")).isZero();
        browser.open("#/jobs/" + id);
        browser.click("button", "Run it again from the log");
        browser.find(".verdict.good", "The same counts");
        browser.open("#/audit/job/" + id);
        browser.find("input[type=range]").sendKeys(Keys.HOME);
        browser.find(".facts", "After event 1 of");
    }

    @Test
    void a_key_that_is_revoked_under_the_pages_eyes_is_asked_for_anew() {
        var made = key("grace", "operator");
        logIn(made.path("key").asText());
        browser.find("#connection", "live");
        admins.ask(
                "/v1/keys/" + made.path("id").asText() + "/revoke",
                Json.object().put("reason", "A laptop was lost."));
        browser.find("dialog .errors", "The key was refused");
        logIn(adminsKey);
        browser.find("#who", "admin");
        browser.find("#connection", "live");
    }

    private static void logIn(String key) {
        var field = browser.find("dialog #key");
        field.sendKeys(key);
        browser.click("dialog button[type=submit]");
    }

    private static String keyOf(String tenant, String role) {
        return key(tenant, role).path("key").asText();
    }

    private static JsonNode key(String tenant, String role) {
        return admins.ask("/v1/keys", Json.object().put("tenant", tenant).put("role", role));
    }
}
