package cloud.somersault.http;

import cloud.somersault.http.json.Json;
import cloud.somersault.persistence.archive.Database;
import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.CharacterTokenizer;
import cloud.somersault.tuning.train.Pretraining;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Steps of a tuning session whose quantum layers run on the chip, end to end: a whole node with its
 * journal on disk, the session begun over HTTP, every circuit in a job that is checked, compiled,
 * queued, run with the chip's noise and stored. Two sequences a step and rings of four qubits: at
 * most 684 circuits of 1000 shots.
 */
public final class ChipStepBenchmark {
    private static final int PRETRAINED = 40;

    private ChipStepBenchmark() {}

    /** {@code [STEPS] [BATCH] [shift|spsa] [TARGET]}, by default 8 2 shift wukong. */
    public static void main(String[] arguments) throws Exception {
        int steps = Integer.parseInt(argument(arguments, 0, "8"));
        int batch = Integer.parseInt(argument(arguments, 1, "2"));
        var gradient = argument(arguments, 2, "shift");
        var target = argument(arguments, 3, "wukong");
        var folder = Files.createTempDirectory("somersault-chip-step-");
        try {
            var model = model(folder);
            var node = node(Files.createDirectories(folder.resolve("data")));
            try (var http = HttpClient.newHttpClient()) {
                var server = Json.readOwn(Files.readString(folder.resolve("data/server.json")));
                var url = server.get("url").asText() + "/v1/tunings";
                var request =
                        """
                        {"model": "%s", "method": {"kind": "qtha"}, "seed": 7,
                         "quantum": {"target": "%s", "shots": 1000, "gradient": "%s"},
                         "training": {"steps": %d, "batch": %d, "checkpointEvery": 100}}
                        """
                                .formatted(model, target, gradient, steps, batch);
                var body = HttpRequest.BodyPublishers.ofString(request);
                double cpu = cpuSeconds();
                var begun =
                        ask(
                                http,
                                HttpRequest.newBuilder(URI.create(url))
                                        .header("Content-Type", "application/json")
                                        .POST(body));
                var id = begun.get("id").asText();
                ask(http, HttpRequest.newBuilder(URI.create(url + "/" + id + "/events")));
                cpu = cpuSeconds() - cpu;
                print(ask(http, HttpRequest.newBuilder(URI.create(url + "/" + id + "/curve"))));
                System.out.printf(
                        Locale.ROOT,
                        "%.1f CPU s of the whole process, the validation at the end included%n",
                        cpu);
            } finally {
                node.system().terminate();
                node.system().getWhenTerminated().toCompletableFuture().join();
            }
        } finally {
            remove(folder);
        }
    }

    private static String argument(String[] arguments, int at, String usual) {
        return arguments.length > at ? arguments[at] : usual;
    }

    private static Path model(Path folder) throws IOException {
        var tokenizer = CharacterTokenizer.ascii();
        var model = folder.resolve("model");
        try (var workers = new Workers(2)) {
            Pretraining.run(
                            Pretraining.smallConfig(tokenizer),
                            tokenizer,
                            WordProblems.draw(WordProblems.Task.OWN, 64, 1),
                            new Pretraining.Settings(PRETRAINED, 16, 4e-3, 0.1, 1),
                            workers,
                            _ -> {})
                    .save(model, NumberFormat.F32);
        }
        tokenizer.save(model);
        return model;
    }

    private static Node node(Path data) throws Exception {
        System.setProperty("pekko.coordinated-shutdown.exit-jvm", "off");
        var node =
                Node.start(
                        new Arguments(
                                "127.0.0.1",
                                0,
                                true,
                                data,
                                Set.of("keeper", "door", "simulator"),
                                List.of(),
                                Optional.empty(),
                                0,
                                List.of(),
                                Database.SQLITE,
                                Optional.empty()),
                        Clock.systemUTC());
        node.ready().toCompletableFuture().join();
        return node;
    }

    /** Waits for the whole answer; that of a stream of events ends with the session. */
    private static JsonNode ask(HttpClient http, HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.body());
        }
        var type = answer.headers().firstValue("Content-Type").orElse("");
        return type.startsWith("application/json")
                ? Json.readOwn(answer.body())
                : Json.readOwn("{}");
    }

    private static void print(JsonNode curve) {
        System.out.println("step  loss    circuits  jobs  programs  spread  seconds");
        for (var step : curve.get("steps")) {
            int programs = 0;
            for (var job : step.path("jobs")) {
                programs += job.path("circuits").asInt();
            }
            System.out.printf(
                    Locale.ROOT,
                    "%4d  %.4f  %8d  %4d  %8d  %6.3f  %7.2f%n",
                    step.get("step").asInt(),
                    step.get("loss").asDouble(),
                    step.get("circuits").asInt(),
                    step.path("jobs").size(),
                    programs,
                    step.path("quantumSpread").asDouble(),
                    step.get("seconds").asDouble());
        }
    }

    private static double cpuSeconds() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() * 1e-9;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
