package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A Somersault server, asked over HTTP. Every method throws {@link RefusedException} when the
 * server says no and {@link NoServerException} when nobody answers; nothing is retried here.
 *
 * <p>Thread-safe.
 */
public final class Cloud implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final Duration REPLAY_WITHIN = Duration.ofMinutes(30);
    private static final Duration COMPILED_WITHIN = Duration.ofMinutes(5);
    private static final Duration POLL_FIRST = Duration.ofMillis(25);
    private static final Duration POLL_MOST = Duration.ofMillis(250);

    private final URI address;
    private final Optional<String> key;
    private final HttpClient http;

    /** The server at this address, for example {@code http://127.0.0.1:7272}. */
    public Cloud(URI address) {
        this(address, Optional.empty());
    }

    /**
     * The server at this address.
     *
     * @param key the API key to present, if the server wants one
     */
    public Cloud(URI address, Optional<String> key) {
        this.address = address;
        this.key = key;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
    }

    /** Where it is. */
    public URI address() {
        return address;
    }

    /**
     * Submits a job.
     *
     * @param job the body of POST /v1/jobs
     * @param idempotencyKey makes a retry of the same submission harmless
     * @param tenant on whose behalf
     */
    public JobView submit(
            ObjectNode job, Optional<String> idempotencyKey, Optional<String> tenant) {
        var request = request("/v1/jobs", ANSWER_WITHIN).header("Content-Type", "application/json");
        idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
        tenant.ifPresent(name -> request.header("Somersault-Tenant", name));
        var answer = send(request.POST(BodyPublishers.ofString(job.toString())).build());
        return JobView.from(orRefused(answer));
    }

    /** One job. */
    public JobView job(String id) {
        return JobView.from(get("/v1/jobs/" + encoded(id)));
    }

    /** One page of jobs, newest first. */
    public JobPage jobs(Map<String, String> query) {
        var page = get("/v1/jobs" + queryString(query));
        return new JobPage(
                Json.elements(page.path("jobs")).stream().map(JobView::from).toList(),
                Json.text(page, "next"),
                page);
    }

    /** Jobs and where the next page starts. */
    public record JobPage(List<JobView> jobs, Optional<String> next, JsonNode json) {}

    /** All jobs in this phase, all pages, newest first. */
    public List<JobView> allJobs(Optional<String> phase) {
        var all = new ArrayList<JobView>();
        Optional<String> cursor = Optional.empty();
        do {
            var query = new java.util.TreeMap<>(Map.of("limit", "100"));
            phase.ifPresent(value -> query.put("phase", value));
            cursor.ifPresent(value -> query.put("cursor", value));
            var page = jobs(query);
            all.addAll(page.jobs());
            cursor = page.next();
        } while (cursor.isPresent());
        return List.copyOf(all);
    }

    /** What a completed job measured. */
    public JobResult result(String id) {
        return JobResult.from(get("/v1/jobs/" + encoded(id) + "/result"));
    }

    /** Takes a job back. */
    public JobView cancel(String id) {
        return JobView.from(post("/v1/jobs/" + encoded(id) + "/cancel", ANSWER_WITHIN));
    }

    /** Runs a completed job again from its log and compares. */
    public Replay replay(String id) {
        return Replay.from(post("/v1/jobs/" + encoded(id) + "/replays", REPLAY_WITHIN));
    }

    /**
     * A program in another language.
     *
     * @param request the body of POST /v1/conversions
     */
    public String convert(ObjectNode request) {
        return orRefused(post("/v1/conversions", request, ANSWER_WITHIN)).path("text").asText();
    }

    /**
     * A program's circuit as a picture.
     *
     * @param request the body of POST /v1/drawings
     */
    public String draw(ObjectNode request) {
        var answer = post("/v1/drawings", request, ANSWER_WITHIN);
        if (!answer.accepted()) {
            throw new RefusedException(answer.problem());
        }
        return answer.body();
    }

    /**
     * What the chip would run.
     *
     * @param request the body of POST /v1/compilations
     */
    public CompiledProgram compile(ObjectNode request) {
        return CompiledProgram.from(orRefused(post("/v1/compilations", request, COMPILED_WITHIN)));
    }

    /**
     * Asks again and again until the job has ended.
     *
     * @param within how long at most; the last view is returned even if the job has not ended then
     * @param seen called with every view
     */
    public JobView await(String id, Duration within, Consumer<JobView> seen) {
        return awaitUntil(
                id,
                within,
                job -> {
                    seen.accept(job);
                    return job.ended();
                });
    }

    /** Asks again and again until the job is as wanted, or the time is up. */
    public JobView awaitUntil(String id, Duration within, Predicate<JobView> wanted) {
        long end_ns = System.nanoTime() + within.toNanos();
        var pause = POLL_FIRST;
        while (true) {
            var job = job(id);
            if (wanted.test(job) || System.nanoTime() >= end_ns) {
                return job;
            }
            pause(pause);
            pause =
                    pause.multipliedBy(2).compareTo(POLL_MOST) > 0
                            ? POLL_MOST
                            : pause.multipliedBy(2);
        }
    }

    /**
     * Reads an event stream until it ends or {@code more} says no.
     *
     * @param path for example {@code /v1/jobs/ID/events}
     * @param lastEventId where to resume
     * @param more called with every event; whether to go on
     */
    public void events(String path, Optional<String> lastEventId, Predicate<ServerEvent> more) {
        var request =
                withKey(HttpRequest.newBuilder(address.resolve(path)))
                        .header("Accept", "text/event-stream");
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        try {
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                if (response.statusCode() != 200) {
                    var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                    orRefused(new Answer(response.statusCode(), response.headers().map(), text));
                }
                var reader =
                        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
                var events = new EventReader(reader);
                for (var next = events.next(); next.isPresent(); next = events.next()) {
                    if (!more.test(next.get())) {
                        return;
                    }
                }
            }
        } catch (IOException | UncheckedIOException broken) {
            throw new NoServerException(address, broken);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** The JSON at this path. */
    public JsonNode get(String path) {
        return orRefused(send(request(path, ANSWER_WITHIN).GET().build()));
    }

    /** Posts a body and reads the JSON that comes back. */
    public JsonNode ask(String path, ObjectNode body) {
        return orRefused(post(path, body, COMPILED_WITHIN));
    }

    /** The same, with all the time that it may take. */
    public JsonNode ask(String path, ObjectNode body, Duration within) {
        return orRefused(post(path, body, within));
    }

    /** The same, with a key that makes a repetition harmless. */
    public JsonNode ask(String path, ObjectNode body, String idempotencyKey) {
        var request =
                request(path, COMPILED_WITHIN)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(body.toString()));
        return orRefused(send(request.build()));
    }

    /** Posts nothing and reads the JSON that comes back. */
    public JsonNode ask(String path) {
        return post(path, ANSWER_WITHIN);
    }

    /** Writes the content at this path into a file. */
    public void download(String path, Path file) throws IOException {
        try {
            var request = request(path, COMPILED_WITHIN).GET().build();
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                var text = new String(response.body(), StandardCharsets.UTF_8);
                orRefused(new Answer(response.statusCode(), response.headers().map(), text));
            }
            Files.write(file, response.body());
        } catch (ConnectException | HttpTimeoutException broken) {
            throw new NoServerException(address, broken);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** The text at this path, as it was sent. */
    public String text(String path) {
        var answer = send(request(path, ANSWER_WITHIN).GET().build());
        orRefused(answer);
        return answer.body();
    }

    /**
     * Makes a published calibration a chip's next version.
     *
     * @param text in any form that the server reads
     * @param source where it is from, in words
     */
    public JsonNode importCalibration(String chip, String text, Optional<String> source) {
        var query = source.map(words -> Map.of("source", words)).orElse(Map.of());
        return orRefused(
                send(
                        request(
                                        "/v1/chips/"
                                                + encoded(chip)
                                                + "/calibrations/imports"
                                                + queryString(query),
                                        ANSWER_WITHIN)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(text))
                                .build()));
    }

    private JsonNode post(String path, Duration within) {
        return orRefused(send(request(path, within).POST(BodyPublishers.noBody()).build()));
    }

    private Answer post(String path, ObjectNode body, Duration within) {
        return send(
                request(path, within)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build());
    }

    /** Sends anything anywhere and returns whatever comes back. */
    public Answer exchange(
            String method, String path, Map<String, String> headers, BodyPublisher body) {
        var request = request(path, ANSWER_WITHIN).method(method, body);
        headers.forEach(request::header);
        return send(request.build());
    }

    private HttpRequest.Builder request(String path, Duration within) {
        return withKey(HttpRequest.newBuilder(address.resolve(path))).timeout(within);
    }

    private HttpRequest.Builder withKey(HttpRequest.Builder request) {
        key.ifPresent(one -> request.header("Authorization", "Bearer " + one));
        return request;
    }

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException broken) {
            throw new NoServerException(address, broken);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static JsonNode orRefused(Answer answer) {
        if (!answer.accepted()) {
            throw new RefusedException(answer.problem());
        }
        return answer.json();
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static IllegalStateException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for the server", stopped);
    }

    /** A query of these names and values, with its question mark; empty for none. */
    public static String queryString(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** As a part of a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
