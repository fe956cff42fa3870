package cloud.somersault.load;

import cloud.somersault.load.MixedJobs.MixedJob;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * What users do all day, at a steady rate: they submit small and large jobs, again under the same
 * key when they are unsure, look at them, read results and lists, follow streams and go away in the
 * middle, cancel, and send what nobody can read. The same seed gives the same requests.
 */
final class SoakUsers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REMEMBERED = 2000;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    /** What somebody does, and how many of a hundred do it. */
    enum Deed {
        SMALL_JOB(50),
        MIXED_JOB(12),
        SAME_KEY_AGAIN(3),
        LOOK(10),
        RESULT(8),
        LIST(4),
        STREAM_AND_LEAVE(4),
        FOLLOW_ALL_AND_LEAVE(1),
        CANCEL(3),
        NONSENSE(3),
        UNKNOWN_JOB(2);

        private final int percent;

        Deed(int percent) {
            this.percent = percent;
        }

        static Deed draw(SplittableRandom random) {
            int at = random.nextInt(100);
            for (var deed : values()) {
                at -= deed.percent;
                if (at < 0) {
                    return deed;
                }
            }
            throw new IllegalStateException("the shares of all deeds are 100 together");
        }
    }

    private final URI server;
    private final SplittableRandom random;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<MixedJob> mixed;
    private final ArrayDeque<String> jobs = new ArrayDeque<>();
    private final Map<Deed, Integer> done = new EnumMap<>(Deed.class);
    private int begun;
    private int accepted;

    SoakUsers(URI server, long seed) {
        this.server = server;
        this.random = new SplittableRandom(seed);
        this.mixed = MixedJobs.draw(500, seed);
    }

    /** What a user does. */
    interface Act {
        void run() throws IOException, InterruptedException;
    }

    /** What the next user does. It fails at an answer that nobody may expect. */
    Act next() {
        var own = random.split();
        int number;
        Deed deed;
        synchronized (jobs) {
            deed = jobs.isEmpty() ? Deed.SMALL_JOB : Deed.draw(random);
            number = begun++;
            done.merge(deed, 1, Integer::sum);
        }
        return () -> act(deed, number, own);
    }

    private void act(Deed deed, int number, SplittableRandom random)
            throws IOException, InterruptedException {
        switch (deed) {
            case SMALL_JOB -> submit(SmallJobs.job("ideal", 1, random), "soak-" + number, false);
            case MIXED_JOB -> {
                var job = mixed.get(number % mixed.size());
                submit(job.body().toString(), "mixed-" + number, false);
            }
            case SAME_KEY_AGAIN -> {
                var job = SmallJobs.job("ideal", 1, random);
                submit(job, "twice-" + number, false);
                submit(job, "twice-" + number, true);
            }
            case LOOK -> get("/v1/jobs/" + someJob(random), 200);
            case RESULT -> get("/v1/jobs/" + someJob(random) + "/result", 200, 409);
            case LIST -> get("/v1/jobs?limit=20", 200);
            case STREAM_AND_LEAVE -> leave("/v1/jobs/" + someJob(random) + "/events");
            case FOLLOW_ALL_AND_LEAVE -> leave("/v1/events");
            case CANCEL -> post("/v1/jobs/" + someJob(random) + "/cancel", "", "", 200, 202, 409);
            case NONSENSE ->
                    post("/v1/jobs", "{\"target\":\"ideal\",\"program\":\"h q[0", "", 400, 422);
            case UNKNOWN_JOB -> get("/v1/jobs/nobody-" + number, 404);
        }
    }

    /** So many jobs were accepted, those under a repeated key once. */
    int accepted() {
        synchronized (jobs) {
            return accepted;
        }
    }

    /** How often each deed was done. */
    Map<Deed, Integer> done() {
        synchronized (jobs) {
            return Map.copyOf(done);
        }
    }

    private String someJob(SplittableRandom random) {
        // Mostly a new one, sometimes one that has left the memory long ago.
        List<String> all;
        synchronized (jobs) {
            all = List.copyOf(jobs);
        }
        int back =
                random.nextInt(3) == 0
                        ? random.nextInt(all.size())
                        : random.nextInt(Math.min(20, all.size()));
        return all.get(all.size() - 1 - back);
    }

    private void submit(String body, String key, boolean again)
            throws IOException, InterruptedException {
        var answer = post("/v1/jobs", body, key, 200, 202, 429);
        var id = ID.matcher(answer.body());
        if (answer.statusCode() != 429 && id.find() && !again) {
            synchronized (jobs) {
                accepted++;
                jobs.addLast(id.group(1));
                if (jobs.size() > REMEMBERED) {
                    jobs.removeFirst();
                }
            }
        }
    }

    private HttpResponse<String> post(String path, String body, String key, int... expected)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("Somersault-Tenant", tenant(key))
                        .POST(BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return expect(http.send(request.build(), BodyHandlers.ofString()), expected);
    }

    private static String tenant(String key) {
        return "tenant-" + Math.floorMod(key.hashCode(), 40);
    }

    private void get(String path, int... expected) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).build();
        expect(http.send(request, BodyHandlers.ofString()), expected);
    }

    /** Reads the first bytes of a stream and closes the connection. */
    private void leave(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).build();
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (var stream = answer.body()) {
            stream.readNBytes(16);
        }
    }

    private static HttpResponse<String> expect(HttpResponse<String> answer, int... expected) {
        for (int status : expected) {
            if (answer.statusCode() == status) {
                return answer;
            }
        }
        throw new IllegalStateException(
                String.format(
                        Locale.ROOT,
                        "%s answered %d: %s",
                        answer.request().uri(),
                        answer.statusCode(),
                        answer.body()));
    }
}
