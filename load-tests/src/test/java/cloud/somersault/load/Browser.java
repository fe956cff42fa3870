package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium on one server's page. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** Less than the minute after which a server hangs up, and so lets in who waits for a line. */
    private static final Duration TO_LOAD = Duration.ofSeconds(40);

    private final ChromeDriver driver;
    private final URI server;

    private Browser(ChromeDriver driver, URI server) {
        this.driver = driver;
        this.server = server;
    }

    static Browser on(URI server) {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options =
                new ChromeOptions()
                        .setBinary(Chromium.binary().orElseThrow().toFile())
                        .addArguments(Chromium.FLAGS);
        options.setCapability("goog:loggingPrefs", logs);
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Chromium.DRIVER.toFile())
                        .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(TO_LOAD);
        return new Browser(driver, server);
    }

    /** Opens a view, like {@code #/jobs}, anew. */
    void open(String view) {
        driver.get("about:blank");
        driver.get(server + "/" + view);
    }

    /** Leaves the view and comes back with the button for that. */
    void awayAndBack() {
        driver.get("about:blank");
        driver.navigate().back();
    }

    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** The first visible element that this selector finds, once there is one. */
    WebElement find(String css) {
        return await(
                css,
                () ->
                        driver.findElements(By.cssSelector(css)).stream()
                                .filter(WebElement::isDisplayed)
                                .findFirst()
                                .orElse(null));
    }

    /** The same with this text in it. */
    WebElement find(String css, String text) {
        return await(
                css + " with " + text,
                () ->
                        driver.findElements(By.cssSelector(css)).stream()
                                .filter(one -> one.isDisplayed() && one.getText().contains(text))
                                .findFirst()
                                .orElse(null));
    }

    /** Clicks on what this selector finds, once there is something. */
    void click(String css) {
        click(css, "");
    }

    /** The same where this text is in it; what is drawn anew in between is looked for again. */
    void click(String css, String text) {
        await(
                css + " with " + text,
                () -> {
                    for (var one : driver.findElements(By.cssSelector(css))) {
                        if (one.isDisplayed() && one.getText().contains(text)) {
                            one.click();
                            return true;
                        }
                    }
                    return null;
                });
    }

    /** A key, to whatever has the focus. */
    void press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    /** What all the elements that this selector finds say. */
    List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
    }

    /** What a script on the page gives. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /**
     * What axe-core finds against WCAG 2.2, levels A and AA, in what is seen now: rule, what is
     * wrong, and where.
     */
    List<String> barriers() {
        if (!(Boolean) driver.executeScript("return 'axe' in window")) {
            driver.executeScript(axe());
        }
        var found =
                driver.executeAsyncScript(
                        "const done = arguments[0];"
                                + " axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',"
                                + " 'wcag21aa', 'wcag22aa', 'best-practice']}).then((all) =>"
                                + " done(all.violations.flatMap((rule) => rule.nodes.map((node) =>"
                                + " `${rule.id}: ${node.failureSummary} ${node.html}`))));");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Everything that the page or the browser has written into the log since it was asked last. */
    String consoleText() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().toString();
    }

    /** What went wrong on the page since it was asked last. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** A picture of what is seen. */
    void picture(Path file) {
        File shot = driver.getScreenshotAs(OutputType.FILE);
        try {
            Files.createDirectories(file.getParent());
            Files.copy(shot.toPath(), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private <T> T await(String what, Supplier<T> look) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            try {
                var found = look.get();
                if (found != null) {
                    return found;
                }
            } catch (org.openqa.selenium.StaleElementReferenceException redrawn) {
                continue;
            }
            Servers.pause(LOOK_AGAIN);
        }
        assertThat(driver.findElement(By.tagName("body")).getText())
                .as("no %s on the page", what)
                .isEqualTo(what);
        throw new IllegalStateException(what);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
