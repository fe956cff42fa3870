package cloud.somersault.cli.comparison;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Has sessions trained and examined by a cloud. A session's Idempotency-Key is made of what is
 * asked for, so one that was begun before an interruption is found again.
 */
final class Sessions {
    private static final Duration EXAMINED_WITHIN = Duration.ofMinutes(10);
    private static final Duration LOOK_FIRST = Duration.ofMillis(100);
    private static final Duration LOOK_MOST = Duration.ofSeconds(1);
    private static final int CURVE_POINTS = 60;
    private static final int KEY_DIGITS = 40;
    private static final int RESUMED_MOST = 3;

    private final Cloud cloud;
    private final String model;
    private final String modelDigest;

    /**
     * @param model its folder, as the cloud sees it
     * @param modelDigest of its weights, so that another model in the same folder has sessions of
     *     its own; empty if it is unknown
     */
    Sessions(Cloud cloud, String model, String modelDigest) {
        this.cloud = cloud;
        this.model = model;
        this.modelDigest = modelDigest;
    }

    /**
     * Trains one to its end.
     *
     * @param choosing only the validation loss is of interest
     */
    Outcome run(Row row, Schedule schedule, double rate, long seed, boolean choosing) {
        var body = row.request(model, schedule, rate, seed);
        var begun = cloud.ask("/v1/tunings", body, "compare-" + key(body + modelDigest));
        var id = begun.path("id").asText();
        var ended = awaitEnd(id);
        var curve = cloud.get("/v1/tunings/" + id + "/curve");
        var failure =
                ended.path("phase").asText().equals("completed")
                        ? ""
                        : ended.path("paused").path("message").asText();
        return new Outcome(
                row.id(),
                rate,
                seed,
                choosing,
                id,
                failure,
                failure.isEmpty() ? figures(id, ended, curve, schedule, choosing) : Map.of(),
                choosing ? List.of() : pieces(losses(curve)),
                curve.path("lossDigest").asText(),
                curve.path("logDigest").asText());
    }

    /** The base model's own figures, before any step. */
    Map<String, Double> base(String session, Schedule schedule) {
        var figures = new HashMap<String, Double>();
        put(figures, examine(session, schedule, true));
        return figures;
    }

    private Map<String, Double> figures(
            String id, JsonNode ended, JsonNode curve, Schedule schedule, boolean choosing) {
        var figures = new HashMap<String, Double>();
        figures.put(Outcome.PARAMETERS, ended.path("parameters").asDouble());
        figures.put(Outcome.VALIDATION_LOSS, ended.path("validationLoss").asDouble());
        if (choosing) {
            return figures;
        }
        put(figures, examine(id, schedule, false));
        figures.put(Outcome.CIRCUITS, ended.path("circuits").asDouble());
        figures.put(Outcome.SECONDS_PER_STEP, median(numbers(curve, "seconds")));
        var spread = numbers(curve, "quantumSpread");
        if (!spread.isEmpty()) {
            figures.put(Outcome.SPREAD, spread.getLast());
        }
        return figures;
    }

    private JsonNode examine(String id, Schedule schedule, boolean before) {
        var body = Json.object().put("examples", schedule.examples());
        if (before) {
            body.put("step", 0);
        }
        return cloud.ask("/v1/tunings/" + id + "/evaluations", body, EXAMINED_WITHIN);
    }

    private static void put(Map<String, Double> figures, JsonNode examined) {
        figures.put(Outcome.TRAINING_LOSS, examined.at("/training/loss").asDouble());
        figures.putIfAbsent(Outcome.VALIDATION_LOSS, examined.at("/validation/loss").asDouble());
        figures.put(Outcome.ACCURACY, examined.at("/test/accuracy").asDouble());
        figures.put(Outcome.OLD_ACCURACY, examined.at("/old/accuracy").asDouble());
    }

    /** Waits until it has ended or can't go on; trouble with jobs is tried again. */
    private JsonNode awaitEnd(String id) {
        var wait = LOOK_FIRST;
        int resumed = 0;
        while (true) {
            var tuning = cloud.get("/v1/tunings/" + id);
            switch (tuning.path("phase").asText()) {
                case "completed" -> {
                    return tuning;
                }
                case "cancelled" -> throw new StoppedException("session " + id + " was cancelled");
                case "paused" -> {
                    var code = tuning.at("/paused/code").asText();
                    if (code.equals("loss-not-finite")) {
                        return tuning;
                    }
                    if (resumed++ >= RESUMED_MOST) {
                        throw new StoppedException(
                                "session %s has paused: %s"
                                        .formatted(id, tuning.at("/paused/message").asText()));
                    }
                    cloud.ask("/v1/tunings/" + id + "/resume");
                }
                default -> {}
            }
            pause(wait);
            wait = wait.multipliedBy(2).compareTo(LOOK_MOST) > 0 ? LOOK_MOST : wait.multipliedBy(2);
        }
    }

    private static List<Double> losses(JsonNode curve) {
        return numbers(curve, "loss");
    }

    private static List<Double> numbers(JsonNode curve, String field) {
        var numbers = new ArrayList<Double>();
        for (var step : curve.path("steps")) {
            if (step.hasNonNull(field)) {
                numbers.add(step.path(field).asDouble());
            }
        }
        return numbers;
    }

    /** Means over pieces of equally many steps, at most so many that a chart shows. */
    private static List<Double> pieces(List<Double> losses) {
        int count = Math.min(CURVE_POINTS, losses.size());
        var means = new ArrayList<Double>();
        for (int piece = 0; piece < count; piece++) {
            int from = losses.size() * piece / count;
            int to = losses.size() * (piece + 1) / count;
            means.add(
                    losses.subList(from, to).stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow());
        }
        return means;
    }

    private static double median(List<Double> numbers) {
        var sorted = numbers.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String key(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
    }

    /** SHA-256 in lower-case hexadecimal. */
    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoppedException("interrupted");
        }
    }
}
