package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
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
 * A Somersault server, asked over HTTP.
 *
 * <pre>{@code
 * try (var cloud = new Cloud(URI.create("http://127.0.0.1:7272"))) {
 *     var result = cloud.run(Submission.of(program).target("wukong"), Duration.ofMinutes(1));
 *     System.out.println(result.results().getFirst().counts());
 * } catch (CloudException trouble) {
 *     System.err.println(trouble.code() + ": " + trouble.getMessage());
 * }
 * }</pre>
 *
 * <p>Every method throws a {@link CloudException}: a {@link RefusedException} when the server says
 * no, a {@link NoServerException} when nobody answers. Nothing is retried but what says so.
 *
 * <p>Thread-safe.
 */
public final class Cloud implements AutoCloseable {
    private static final Duration REPLAY_WITHIN = Duration.ofMinutes(30);
    private static final Duration COMPILED_WITHIN = Duration.ofMinutes(5);
    private static final Duration POLL_FIRST = Duration.ofMillis(25);
    private static final Duration POLL_MOST = Duration.ofMillis(250);

    private final Wire wire;

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
        this.wire = new Wire(address, key);
    }

    /** Where it is. */
    public URI address() {
        return wire.address();
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
        var request =
                wire.request("/v1/jobs", Wire.ANSWER_WITHIN)
                        .header("Content-Type", "application/json");
        idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
        tenant.ifPresent(name -> request.header("Somersault-Tenant", name));
        var answer = wire.send(request.POST(BodyPublishers.ofString(job.toString())).build());
        return JobView.from(Wire.orRefused(answer));
    }

    /** Submits a job; when this returns, the server will not lose it. */
    public JobView submit(Submission job) {
        return submit(job.json(), job.idempotencyKey(), job.tenant());
    }

    /**
     * Submits a job, waits for its end and fetches what it measured.
     *
     * @throws NoResultException when it ends without a result, or not in time
     */
    public JobResult run(Submission job, Duration within) {
        var ended = await(submit(job).id(), within, _ -> {});
        if (!ended.completed()) {
            throw new NoResultException(ended);
        }
        return result(ended.id());
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

    /** The expectation values of a completed job that was submitted with observables. */
    public Expectations expectations(String id) {
        return Expectations.from(get("/v1/jobs/" + encoded(id) + "/expectations"));
    }

    /** The chips that there are. */
    public List<ChipView> chips() {
        return Json.elements(get("/v1/chips").path("chips")).stream().map(ChipView::from).toList();
    }

    /** One chip. */
    public ChipView chip(String name) {
        return ChipView.from(get("/v1/chips/" + encoded(name)));
    }

    /** What is known of a chip now. */
    public Calibration calibration(String chip) {
        return Calibration.from(get("/v1/chips/" + encoded(chip) + "/calibration"));
    }

    /** What was known of a chip in one version. */
    public Calibration calibration(String chip, long version) {
        return Calibration.from(
                get("/v1/chips/" + encoded(chip) + "/calibration?version=" + version));
    }

    /** The API keys, for admins. */
    public Keys keys() {
        return new Keys(wire);
    }

    /** Takes a job back. */
    public JobView cancel(String id) {
        return JobView.from(wire.post("/v1/jobs/" + encoded(id) + "/cancel", Wire.ANSWER_WITHIN));
    }

    /** Runs a completed job again from its log and compares. */
    public Replay replay(String id) {
        return Replay.from(wire.post("/v1/jobs/" + encoded(id) + "/replays", REPLAY_WITHIN));
    }

    /**
     * A program in another language.
     *
     * @param request the body of POST /v1/conversions
     */
    public String convert(ObjectNode request) {
        return Wire.orRefused(wire.post("/v1/conversions", request, Wire.ANSWER_WITHIN))
                .path("text")
                .asText();
    }

    /**
     * A program's circuit as a picture.
     *
     * @param request the body of POST /v1/drawings
     */
    public String draw(ObjectNode request) {
        var answer = wire.post("/v1/drawings", request, Wire.ANSWER_WITHIN);
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
        return CompiledProgram.from(
                Wire.orRefused(wire.post("/v1/compilations", request, COMPILED_WITHIN)));
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
            Wire.pause(pause);
            pause =
                    pause.multipliedBy(2).compareTo(POLL_MOST) > 0
                            ? POLL_MOST
                            : pause.multipliedBy(2);
        }
    }

    /**
     * Follows a job from its first event to its last: each once and in order, however often the
     * connection is cut meanwhile.
     *
     * @param away for how long nobody may answer before that is an exception
     * @param seen called with every event, on this thread
     */
    public void follow(String id, Duration away, Consumer<ServerEvent> seen) {
        new Following(wire, "/v1/jobs/" + encoded(id) + "/events", seen).toTheEnd(away);
    }

    /**
     * Reads an event stream until it ends or {@code more} says no.
     *
     * @param path for example {@code /v1/jobs/ID/events}
     * @param lastEventId where to resume
     * @param more called with every event; whether to go on
     */
    public void events(String path, Optional<String> lastEventId, Predicate<ServerEvent> more) {
        wire.events(path, lastEventId, more);
    }

    /** The JSON at this path. */
    public JsonNode get(String path) {
        return wire.get(path);
    }

    /** Posts a body and reads the JSON that comes back. */
    public JsonNode ask(String path, ObjectNode body) {
        return Wire.orRefused(wire.post(path, body, COMPILED_WITHIN));
    }

    /** The same, with all the time that it may take. */
    public JsonNode ask(String path, ObjectNode body, Duration within) {
        return Wire.orRefused(wire.post(path, body, within));
    }

    /** The same, with a key that makes a repetition harmless. */
    public JsonNode ask(String path, ObjectNode body, String idempotencyKey) {
        var request =
                wire.request(path, COMPILED_WITHIN)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(body.toString()));
        return Wire.orRefused(wire.send(request.build()));
    }

    /** Posts nothing and reads the JSON that comes back. */
    public JsonNode ask(String path) {
        return wire.post(path, Wire.ANSWER_WITHIN);
    }

    /** Writes the content at this path into a file. */
    public void download(String path, Path file) throws IOException {
        Files.write(file, wire.bytes(path, COMPILED_WITHIN));
    }

    /** The text at this path, as it was sent. */
    public String text(String path) {
        var answer = wire.send(wire.request(path, Wire.ANSWER_WITHIN).GET().build());
        Wire.orRefused(answer);
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
        return Wire.orRefused(
                wire.send(
                        wire.request(
                                        "/v1/chips/"
                                                + encoded(chip)
                                                + "/calibrations/imports"
                                                + queryString(query),
                                        Wire.ANSWER_WITHIN)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(text))
                                .build()));
    }

    /** Sends anything anywhere and returns whatever comes back. */
    public Answer exchange(
            String method, String path, Map<String, String> headers, BodyPublisher body) {
        var request = wire.request(path, Wire.ANSWER_WITHIN).method(method, body);
        headers.forEach(request::header);
        return wire.send(request.build());
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
        wire.close();
    }
}
