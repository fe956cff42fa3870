package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * How soon the page shows, and whether it keeps up: a server and a headless Chromium share this
 * machine with whoever submits.
 *
 * <p>The first view counts from the beginning of the navigation, with an empty cache, until a frame
 * has been made with the whole chip, all 72 qubits of it, under its heading; the first paint of any
 * content is told beside. Then small jobs make events, so many a second, while the page shows the
 * list of jobs and afterwards the cloud at a glance: the time between frames is what a person sees
 * as stutter. A job counts as shown when the list first has it, or one that is newer, as its
 * newest.
 */
final class PageBenchmark {
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final long STUTTER_US = 50_000;

    /** In every document before anything of its own: writes down what there is to be seen, when. */
    private static final String WATCH =
            """
            window.seen = { paint_ms: 0, shown_ms: 0, frames_us: [], long_ms: [], newest: [] };
            new PerformanceObserver((list) => {
              for (const one of list.getEntries()) if (one.name === "first-contentful-paint") seen.paint_ms = one.startTime;
            }).observe({ type: "paint", buffered: true });
            new PerformanceObserver((list) => {
              for (const one of list.getEntries()) seen.long_ms.push(one.duration);
            }).observe({ type: "longtask", buffered: true });
            let before = 0;
            const frame = (now) => {
              if (before) seen.frames_us.push(Math.round(1000 * (now - before)));
              before = now;
              if (!seen.shown_ms && document.querySelector(".view-home") && document.querySelectorAll(".view .qubit").length === 72 && document.querySelector(".view h2")) {
                seen.shown_ms = -1;
                requestAnimationFrame(() => requestAnimationFrame(() => { seen.shown_ms = performance.now(); }));
              }
              requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame);
            const newest = () => document.querySelector('.view:not([hidden]) [aria-label="Jobs"] tbody td')?.textContent;
            document.addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
              const now = newest();
              if (now && now !== seen.newest.at(-1)?.[1]) seen.newest.push([Date.now(), now]);
            }).observe(document, { childList: true, subtree: true }));
            """;

    private final ServerProcess server;
    private final DevTools browser;

    private PageBenchmark(ServerProcess server, DevTools browser) {
        this.server = server;
        this.browser = browser;
    }

    /** Options: visits (10), seconds (20), rate (200 events a second). */
    public static void main(String[] words) throws Exception {
        var options = Options.of(words, "visits", "seconds", "rate");
        if (Chromium.binary().isEmpty()) {
            System.err.println("It needs a Chromium (Debian: chromium).");
            System.exit(2);
        }
        var folder = Files.createTempDirectory("somersault-bench-page");
        try (var server = Servers.start(Files.createDirectory(folder.resolve("data")));
                var browser = DevTools.start(Files.createDirectory(folder.resolve("chromium")))) {
            var benchmark = new PageBenchmark(server, browser);
            benchmark.prepare();
            benchmark.firstView(options.number("visits", 10));
            int seconds = options.number("seconds", 20);
            int rate = options.number("rate", 200);
            benchmark.follow("the list of jobs", "#/jobs", rate, seconds);
            benchmark.follow("the cloud at a glance", "#/", rate, seconds);
        } finally {
            Folders.remove(folder);
        }
    }

    private void prepare() {
        browser.send("Page.enable");
        browser.send("Network.enable");
        browser.send("Performance.enable", Json.object().put("timeDomain", "threadTicks"));
        browser.send("Page.addScriptToEvaluateOnNewDocument", Json.object().put("source", WATCH));
    }

    private void open(String view) {
        browser.send("Page.navigate", Json.object().put("url", "about:blank"));
        browser.send("Page.navigate", Json.object().put("url", server.url() + "/" + view));
    }

    private void firstView(int visits) {
        var paint_us = new long[visits];
        var shown_us = new long[visits];
        for (int visit = 0; visit < visits; visit++) {
            browser.send("Network.clearBrowserCache");
            open("#/");
            var seen = await("seen.shown_ms > 0 && seen.paint_ms > 0 ? seen : null");
            paint_us[visit] = Math.round(1000 * seen.path("paint_ms").asDouble());
            shown_us[visit] = Math.round(1000 * seen.path("shown_ms").asDouble());
        }
        say(
                "first view with an empty cache, %d visits, the server's first ones among them",
                visits);
        say("  first paint of content      %s", spread(new Quantiles(LongStream.of(paint_us))));
        say("  heading and the whole chip  %s", spread(new Quantiles(LongStream.of(shown_us))));
    }

    private void follow(String name, String view, int rate, int seconds) throws Exception {
        open(view);
        await("document.getElementById('connection').textContent === 'live' ? 1 : null");
        var before = Traffic.run(server, rate, Duration.ofSeconds(3)); // warm
        Servers.pause(SETTLED);
        browser.evaluate("seen.frames_us = []; seen.long_ms = []; seen.newest = []; 0");
        double busyBefore = busySeconds();
        long start_ns = System.nanoTime();
        var traffic = Traffic.run(server, rate, Duration.ofSeconds(seconds));
        double busy = (busySeconds() - busyBefore) / ((System.nanoTime() - start_ns) / 1e9);
        Servers.pause(SETTLED);
        var seen = browser.evaluate("seen");
        var frames = new Quantiles(numbers(seen.path("frames_us"), JsonNode::asLong));
        var lags = traffic.lagsOf(seen.path("newest"));
        say(
                "%s, %.0f events a second for %d s (%d jobs, after %d to warm up)",
                name, traffic.eventsPerSecond(), seconds, traffic.jobs(), before.jobs());
        say(
                "  frames      every %.1f ms (median), p99 %.1f ms, longest %.1f ms; %d of %d took"
                        + " more than 50 ms",
                frames.at(0.5) / 1e3,
                frames.at(0.99) / 1e3,
                frames.at(1) / 1e3,
                numbers(seen.path("frames_us"), JsonNode::asLong)
                        .filter(one -> one > STUTTER_US)
                        .count(),
                frames.size());
        var tasks = new Quantiles(numbers(seen.path("long_ms"), JsonNode::asLong));
        say("  long tasks  %d of more than 50 ms, longest %d ms", tasks.size(), tasks.at(1));
        say("  computing   %.0f ms of each second in the page's thread", 1000 * busy);
        say(
                "  shown       %d ms after the job was accepted (median), p99 %d ms, at most %d ms",
                lags.at(0.5), lags.at(0.99), lags.at(1));
    }

    /** CPU time of the page's thread so far: scripts, styles, layout and painting. */
    private double busySeconds() {
        for (var metric : browser.send("Performance.getMetrics").path("metrics")) {
            if (metric.path("name").asText().equals("TaskDuration")) {
                return metric.path("value").asDouble();
            }
        }
        return 0;
    }

    /** What an expression gives, once it gives something. */
    private JsonNode await(String expression) {
        long end_ns = System.nanoTime() + SHOWN_WITHIN.toNanos();
        while (System.nanoTime() < end_ns) {
            var value =
                    browser.evaluate(
                            "(() => { try { return "
                                    + expression
                                    + "; } catch { return null; } })()");
            if (!value.isMissingNode() && !value.isNull()) {
                return value;
            }
            Servers.pause(LOOK_AGAIN);
        }
        throw new IllegalStateException("the page never showed: " + expression);
    }

    private static LongStream numbers(JsonNode array, ToLongFunction<JsonNode> value) {
        return StreamSupport.stream(array.spliterator(), false).mapToLong(value);
    }

    private static String spread(Quantiles sample_us) {
        return String.format(
                Locale.ROOT,
                "%.0f ms (median; %.0f to %.0f ms)",
                sample_us.at(0.5) / 1e3,
                sample_us.at(0) / 1e3,
                sample_us.at(1) / 1e3);
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
