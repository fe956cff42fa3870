package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Table;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code tune}: sessions that tune a language model. */
final class TuneCommand implements Command {
    private static final Set<String> VALUED =
            Set.of(
                    "model",
                    "method",
                    "rank",
                    "layers",
                    "fusion",
                    "on",
                    "shots",
                    "gradient",
                    "tune-data",
                    "validation",
                    "steps",
                    "batch",
                    "rate",
                    "checkpoint-every",
                    "validate-every",
                    "tokens",
                    "seed",
                    "name",
                    "step",
                    "temperature",
                    "old",
                    "out");

    private static final Set<String> ALL_VALUED =
            Stream.concat(VALUED.stream(), TuneCompare.VALUED.stream())
                    .collect(Collectors.toUnmodifiableSet());

    @Override
    public String name() {
        return "tune";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault tune start --model DIR [options]
               ./somersault tune [list | show ID | follow ID | curve ID | pause ID | resume ID
                                  | cancel ID | fork ID | ask ID PROMPT | evaluate ID | adapter ID]
                                 [options]
               ./somersault tune compare --model DIR [options]
               ./somersault tune pretrain | problems | random-model --out DIR [options]

          start              begins a session and follows it
            --model DIR        a Qwen2 model's folder, as the server sees it
            --method M         qtha (default), lora, vera, tensor or silu-net
            --rank N           of the bottleneck; for qtha the number of qubits; default 4
            --layers N         of the ring or of the net; default 1
            --fusion F         linear (default) or hadamard
            --frozen           the ring's angles stay as drawn
            --on TARGET        exact (default), ideal or a chip's name
            --shots N          of each circuit; default 1000
            --gradient G       shift (default) or spsa, the cheap one
            --tune-data FILE   JSON lines or plain text; default: arithmetic problems in words
            --validation FILE  data that are only measured
            --steps N  --batch N  --rate R  --checkpoint-every N  --validate-every N
            --seed N  --name NAME
            --detach           does not follow it
          list               all sessions, newest first (default)
          show ID            one session; --json as the server sent it
          follow ID          its steps as they are taken
          curve ID           all its steps so far, as JSON
          pause ID, resume ID, cancel ID
          fork ID            a new session from a checkpoint: --step N, and --steps, --rate, --on
          ask ID PROMPT      what the tuned model writes; --tokens N, --temperature T, --seed N
          evaluate ID        loss and strict accuracy on training, validation, test and old task;
                             --examples N of each; --step N of a checkpoint, 0 before any
          adapter ID         downloads the adapters; --out FILE, default adapter-ID.zip
          compare            every method with many seeds, learning rates chosen with one budget for
                             all, a table with intervals, charts, and what was published; an
                             interrupted one goes on where it was
            --out FILE         the table; default tuning-comparison.md; charts and a JSON file with
                               everything measured lie beside it
            --seeds N          default 5; --steps N default 300; --batch N default 16
            --rates R,R,...    that are tried; default 0.0001 to 0.1, seven; each with
                               --rate-seeds N seeds of its own, default 2
            --examples N       of each kind that a tuned model is asked; default 256
            --chip NAME        default wukong; none: no rows on a chip. With --shots N (1000)
            --job-steps N  --job-batch N  --job-rates R,R,...  --job-examples N
                               of the second table, where circuits are jobs; 20, 2, as above, 64
            --parallel N       sessions at the same time; default 2
          pretrain, problems, random-model
                             make a base model, data, a model of random weights; no server is
                             needed, and each explains itself with --help
        """
                + Context.WHICH_SERVER_HELP;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options = Context.parse(arguments, ALL_VALUED, Set.of("frozen", "detach", "json"));
        var words = options.words();
        var what = words.isEmpty() ? "list" : words.getFirst();
        var terminal = context.terminal();
        try (var cloud = context.cloud(options)) {
            return switch (what) {
                case "start" -> start(terminal, cloud, options);
                case "list" -> list(terminal, cloud, options);
                case "show" -> show(terminal, cloud.get(path(words)), options);
                case "follow" -> TuneProgress.follow(terminal, cloud, id(words));
                case "curve" -> {
                    terminal.say(Json.pretty(cloud.get(path(words) + "/curve")));
                    yield ExitCode.OK;
                }
                case "pause", "resume", "cancel" ->
                        show(terminal, cloud.ask(path(words) + "/" + what), options);
                case "fork" -> fork(terminal, cloud, options);
                case "ask" -> ask(terminal, cloud, options);
                case "evaluate" -> evaluate(terminal, cloud, options);
                case "compare" -> TuneCompare.run(terminal, cloud, options);
                case "adapter" -> adapter(terminal, cloud, options);
                default -> throw new UsageException("there is no 'tune " + what + "'");
            };
        }
    }

    private static String id(List<String> words) {
        if (words.size() < 2) {
            throw new UsageException("which session? './somersault tune' lists them");
        }
        return words.get(1);
    }

    private static String path(List<String> words) {
        return "/v1/tunings/" + id(words);
    }

    private static int start(Terminal terminal, Cloud cloud, Options options) {
        var body = JsonNodeFactory.instance.objectNode();
        options.value("name").ifPresent(name -> body.put("name", name));
        body.put(
                "model",
                options.value("model")
                        .map(folder -> Path.of(folder).toAbsolutePath().normalize().toString())
                        .orElseThrow(() -> new UsageException("which model? --model DIR")));
        file(options, "tune-data").ifPresent(file -> body.put("data", file));
        file(options, "validation").ifPresent(file -> body.put("validation", file));
        options.number("seed", 0, Long.MAX_VALUE).ifPresent(seed -> body.put("seed", seed));
        var method = body.putObject("method").put("kind", options.value("method").orElse("qtha"));
        whole(options, "rank", method, "rank");
        whole(options, "layers", method, "layers");
        options.value("fusion").ifPresent(fusion -> method.put("fusion", fusion));
        if (options.has("frozen")) {
            method.put("frozenAngles", true);
        }
        quantum(options, body);
        training(options, body);
        return began(terminal, cloud, cloud.ask("/v1/tunings", body), options);
    }

    private static int fork(Terminal terminal, Cloud cloud, Options options) {
        var body = JsonNodeFactory.instance.objectNode();
        options.value("name").ifPresent(name -> body.put("name", name));
        whole(options, "step", body, "step");
        quantum(options, body);
        training(options, body);
        var forked = cloud.ask(path(options.words()) + "/fork", body);
        return began(terminal, cloud, forked, options);
    }

    private static int began(Terminal terminal, Cloud cloud, JsonNode tuning, Options options) {
        var id = tuning.path("id").asText();
        terminal.say("session " + id);
        return options.has("detach") ? ExitCode.OK : TuneProgress.follow(terminal, cloud, id);
    }

    private static Optional<String> file(Options options, String name) {
        return options.value(name)
                .map(file -> Path.of(file).toAbsolutePath().normalize().toString());
    }

    private static void quantum(Options options, ObjectNode body) {
        options.value("on")
                .ifPresent(target -> {
                    var quantum = body.putObject("quantum").put("target", target);
                    whole(options, "shots", quantum, "shots");
                    options.value("gradient").ifPresent(kind -> quantum.put("gradient", kind));
                });
    }

    private static void training(Options options, ObjectNode body) {
        var training = JsonNodeFactory.instance.objectNode();
        whole(options, "steps", training, "steps");
        whole(options, "batch", training, "batch");
        whole(options, "checkpoint-every", training, "checkpointEvery");
        whole(options, "validate-every", training, "validateEvery");
        decimal(options, "rate", training, "learningRate");
        if (!training.isEmpty()) {
            body.set("training", training);
        }
    }

    private static void whole(Options options, String option, ObjectNode into, String field) {
        options.number(option, 0, Integer.MAX_VALUE).ifPresent(value -> into.put(field, value));
    }

    private static void decimal(Options options, String option, ObjectNode into, String field) {
        options.value(option)
                .ifPresent(text -> {
                    try {
                        into.put(field, Double.parseDouble(text));
                    } catch (NumberFormatException notANumber) {
                        throw new UsageException("--" + option + " takes a number, not " + text);
                    }
                });
    }

    private static int list(Terminal terminal, Cloud cloud, Options options) {
        var list = cloud.get("/v1/tunings");
        if (options.has("json")) {
            terminal.say(Json.pretty(list));
            return ExitCode.OK;
        }
        if (list.path("tunings").isEmpty()) {
            terminal.say("No sessions.");
            return ExitCode.OK;
        }
        var table = new Table("SESSION", "PHASE", "STEP", "LOSS", "METHOD", "ON", "NAME");
        for (var tuning : list.path("tunings")) {
            var spec = tuning.path("spec");
            table.add(
                    tuning.path("id").asText(),
                    tuning.path("phase").asText(),
                    tuning.path("step").asText() + "/" + tuning.path("steps").asText(),
                    TuneProgress.number(tuning, "loss"),
                    spec.path("method").path("kind").asText()
                            + " "
                            + spec.path("method").path("rank").asText(),
                    spec.path("quantum").path("target").asText(),
                    spec.path("name").asText());
        }
        table.lines().forEach(terminal::say);
        return ExitCode.OK;
    }

    private static int show(Terminal terminal, JsonNode tuning, Options options) {
        if (options.has("json")) {
            terminal.say(Json.pretty(tuning));
        } else {
            TuneProgress.show(terminal, tuning);
        }
        return ExitCode.OK;
    }

    private static int ask(Terminal terminal, Cloud cloud, Options options) {
        if (options.words().size() != 3) {
            throw new UsageException("ask takes a session and a prompt in quotes");
        }
        var body = JsonNodeFactory.instance.objectNode().put("prompt", options.words().get(2));
        whole(options, "tokens", body, "tokens");
        whole(options, "seed", body, "seed");
        decimal(options, "temperature", body, "temperature");
        terminal.say(cloud.ask(path(options.words()) + "/completions", body).path("text").asText());
        return ExitCode.OK;
    }

    private static int evaluate(Terminal terminal, Cloud cloud, Options options) {
        var body = JsonNodeFactory.instance.objectNode();
        whole(options, "step", body, "step");
        whole(options, "examples", body, "examples");
        file(options, "old").ifPresent(file -> body.put("old", file));
        var found = cloud.ask(path(options.words()) + "/evaluations", body);
        if (options.has("json")) {
            terminal.say(Json.pretty(found));
            return ExitCode.OK;
        }
        var table =
                new Table("AFTER STEP " + found.path("step").asText(), "EXAMPLES", "LOSS", "RIGHT");
        for (var kind : List.of("training", "validation", "test", "old")) {
            if (found.has(kind)) {
                var measured = found.path(kind);
                table.add(
                        kind,
                        measured.path("examples").asText(),
                        TuneProgress.number(measured, "loss"),
                        "%.1f %%".formatted(100 * measured.path("accuracy").asDouble()));
            }
        }
        table.lines().forEach(terminal::say);
        return ExitCode.OK;
    }

    private static int adapter(Terminal terminal, Cloud cloud, Options options) {
        var file = Path.of(options.value("out").orElse("adapter-" + id(options.words()) + ".zip"));
        try {
            cloud.download(path(options.words()) + "/adapter", file);
        } catch (IOException unwritable) {
            throw new UsageException(file + " can't be written: " + unwritable.getMessage());
        }
        terminal.say("adapters in " + file);
        return ExitCode.OK;
    }
}
