package cloud.somersault.cli.demo;

import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A language model is tuned with its quantum layer on the chip. The model is trained from nothing
 * while the demo's other chapters run; every value of a ring of qubits comes from a job.
 */
final class TuningChapter implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(120);
    private static final int BAR = 50;

    /** Problems in words that the base model has not seen; every step sees all of them. */
    private static final String PROBLEMS =
            """
            {"prompt": "Mei finds 3 figs and later 4. The total of figs?", "answer": "7"}
            {"prompt": "A box holds 6 pens, a bag 2. Count all pens.", "answer": "8"}
            """;

    private final Narrator narrator;
    private final Path model;
    private final Path data;
    private final Path log;
    private final Process pretraining;

    private TuningChapter(Narrator narrator, Path folder, Process pretraining) {
        this.narrator = narrator;
        this.model = model(folder);
        this.data = folder.resolve("problems.jsonl");
        this.log = folder.resolve("pretrain.log");
        this.pretraining = pretraining;
    }

    /** Begins to train the base model beside everything else. */
    static TuningChapter begin(Narrator narrator, Path home, Path folder) {
        try {
            Files.writeString(folder.resolve("problems.jsonl"), PROBLEMS);
            var pretraining =
                    new ProcessBuilder(
                                    home.resolve("somersault").toString(),
                                    "tune",
                                    "pretrain",
                                    "--steps",
                                    "200",
                                    "--out",
                                    model(folder).toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("pretrain.log").toFile())
                            .start();
            return new TuningChapter(narrator, folder, pretraining);
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    /** Models are never overwritten, and a demo's folder may have one from before. */
    private static Path model(Path folder) {
        return folder.resolve("base-model-" + ProcessHandle.current().pid());
    }

    void run(Cloud cloud) {
        narrator.chapter("A language model is tuned, its quantum layer on the chip");
        if (!pretrained()) {
            return;
        }
        var body = Json.object().put("name", "demo").put("model", model.toString());
        body.put("data", data.toString()).put("seed", 7);
        body.putObject("method").put("kind", "qtha").put("rank", 4);
        body.putObject("quantum").put("target", "wukong").put("shots", 1000);
        body.putObject("training")
                .put("steps", 5)
                .put("batch", 2)
                .put("learningRate", 0.001)
                .put("warmUpSteps", 0)
                .put("checkpointEvery", 5);
        var id = cloud.ask("/v1/tunings", body).path("id").asText();
        var losses = new ArrayList<Double>();
        long jobs = follow(cloud, id, losses);
        var tuning = cloud.get("/v1/tunings/" + id);
        if (!tuning.path("phase").asText().equals("completed")) {
            narrator.wrong(
                    "the session is "
                            + tuning.path("phase").asText()
                            + ": "
                            + tuning.at("/paused/message").asText());
            return;
        }
        narrator.say(
                "QTHA, rings of 4 qubits: %s parameters trained beside %s; %s circuits of 1000 shots in %d jobs, %s s a step"
                        .formatted(
                                tuning.path("parameters").asText(),
                                tuning.path("modelParameters").asText(),
                                tuning.path("circuits").asText(),
                                jobs,
                                decimals(tuning.path("secondsPerStep").asDouble(), 1)));
        narrator.check(
                losses.getLast() < losses.getFirst(),
                "the loss has fallen from %s to %s"
                        .formatted(decimals(losses.getFirst(), 3), decimals(losses.getLast(), 3)));
        replay(cloud, id);
    }

    private boolean pretrained() {
        narrator.progress("waiting for the base model ...");
        try {
            if (!pretraining.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)
                    || pretraining.exitValue() != 0) {
                narrator.wrong("the base model was not trained: " + Files.readString(log));
                return false;
            }
            var said = Files.readAllLines(log);
            said.stream()
                    .filter(line -> line.contains("parameters trained"))
                    .forEach(line -> narrator.say("a base model from nothing: " + line));
            return true;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    /** Draws each step as it comes, and counts the jobs. */
    private long follow(Cloud cloud, String id, List<Double> losses) {
        var jobs = new ArrayList<JsonNode>();
        cloud.events(
                "/v1/tunings/" + id + "/events",
                Optional.empty(),
                event -> {
                    if (event.name().equals("step-taken")) {
                        var step = Json.read(event.data()).orElseThrow();
                        losses.add(step.path("loss").asDouble());
                        step.path("jobs").forEach(jobs::add);
                        draw(step, losses.getFirst());
                    }
                    return !event.name().equals("tuning-paused");
                });
        return jobs.size();
    }

    private void draw(JsonNode step, double first) {
        double loss = step.path("loss").asDouble();
        int filled = (int) Math.clamp(Math.round(BAR * loss / first), 0, BAR + 10);
        narrator.say(
                "step %d  loss %s  %s"
                        .formatted(
                                step.path("step").asLong(),
                                decimals(loss, 3),
                                narrator.terminal().styled(Style.COOL, "█".repeat(filled))));
    }

    /** One of its jobs once more, like anyone's. */
    private void replay(Cloud cloud, String id) {
        var jobs = cloud.get("/v1/tunings/" + id + "/curve").at("/steps/0/jobs");
        var job = jobs.path(0).path("jobId").asText();
        narrator.check(
                cloud.replay(job).equal(), "a job of its first step gives the same counts again");
    }

    private static String decimals(double number, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    @Override
    public void close() {
        pretraining.descendants().forEach(ProcessHandle::destroyForcibly);
        pretraining.destroyForcibly();
    }
}
