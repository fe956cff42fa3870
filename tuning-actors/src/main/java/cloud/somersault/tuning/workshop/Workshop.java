package cloud.somersault.tuning.workshop;

import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.problems.WordProblems.Task;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.ExampleFile;
import cloud.somersault.tuning.train.BaseModel;
import cloud.somersault.tuning.train.Pretraining;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/** The commands, each told in the lines that it prints. */
public final class Workshop {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PROBLEMS = 512;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean live;
    private final LongSupplier nanoseconds;

    /**
     * @param out results
     * @param err progress
     * @param live whether a line may be overwritten in place
     * @param nanoseconds of a clock that only goes forward
     */
    public Workshop(PrintStream out, PrintStream err, boolean live, LongSupplier nanoseconds) {
        this.out = out;
        this.err = err;
        this.live = live;
        this.nanoseconds = nanoseconds;
    }

    /** Runs a command. */
    void run(String command, List<String> options) throws IOException {
        switch (command) {
            case "pretrain" ->
                    pretrain(
                            Arguments.of(options, Set.of("out", "steps", "batch", "rate", "seed")));
            case "problems" ->
                    problems(
                            Arguments.of(options, Set.of("out", "task", "count", "seed", "apart")));
            case "random-model" ->
                    randomModel(Arguments.of(options, Set.of("out", "shape", "steps")));
            default -> throw new Arguments.WrongException("there is no such command");
        }
    }

    private void pretrain(Arguments arguments) throws IOException {
        var folder = Path.of(arguments.needed("out", "DIR"));
        refuseModel(folder);
        var usual = Pretraining.Settings.SMALL;
        var settings =
                new Pretraining.Settings(
                        arguments.whole("steps", 1, usual.steps()),
                        arguments.whole("batch", 1, usual.batch()),
                        arguments.decimal("rate", usual.learningRate()),
                        usual.initialDeviation(),
                        arguments.whole("seed", 0, (int) usual.seed()));
        var progress = new Progress(err, live, nanoseconds);
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            var made =
                    BaseModel.make(
                            folder,
                            settings,
                            workers,
                            step ->
                                    progress.at(
                                            step.step() + 1,
                                            settings.steps(),
                                            "step %d of %d  loss %s"
                                                    .formatted(
                                                            step.step() + 1,
                                                            settings.steps(),
                                                            Progress.decimals(
                                                                    step.loss().mean(), 4))));
            progress.done();
            out.printf(
                    Locale.ROOT,
                    "%,d parameters trained in %s; of 256 new problems each, right: own task %.1f %%, shifted task %.1f %%%n",
                    made.parameters(),
                    Progress.time(progress.seconds()),
                    100 * made.ownAccuracy(),
                    100 * made.shiftedAccuracy());
        }
        out.println("the model is in " + folder);
        out.println("./somersault tune start --model " + folder + " adapts it to the shifted task");
    }

    /** Weights are never overwritten. */
    private static void refuseModel(Path folder) {
        if (Files.exists(folder.resolve("model.safetensors"))) {
            throw new TuningException(
                    Code.MODEL_FOLDER, folder + " has a model already; choose another folder");
        }
    }

    private void problems(Arguments arguments) throws IOException {
        var file = Path.of(arguments.needed("out", "FILE"));
        var task =
                switch (arguments.text("task").orElse("own")) {
                    case "own" -> Task.OWN;
                    case "shifted" -> Task.SHIFTED;
                    default -> throw new Arguments.WrongException("--task is own or shifted");
                };
        int count = arguments.whole("count", 1, PROBLEMS);
        int seed = arguments.whole("seed", 0, 1);
        var apart = arguments.text("apart");
        var problems =
                apart.isEmpty()
                        ? WordProblems.draw(task, count, seed)
                        : WordProblems.drawApart(
                                task,
                                count,
                                seed,
                                ExampleFile.read(
                                        apart.get(), Files.readString(Path.of(apart.get()))));
        var lines = new StringBuilder();
        for (var problem : problems) {
            var line = JSON.createObjectNode();
            line.put("prompt", problem.prompt().strip()).put("answer", problem.answer());
            lines.append(line).append('\n');
        }
        Files.writeString(file, lines);
        out.println(problems.size() + " problems in " + file);
    }

    private void randomModel(Arguments arguments) throws IOException {
        var folder = Path.of(arguments.needed("out", "DIR"));
        var large =
                new LargeModel(
                        folder,
                        LargeModel.Shape.byName(arguments.text("shape").orElse("1.5b"))
                                .orElseThrow(() ->
                                        new Arguments.WrongException("--shape is 1.5b or small")));
        if (!large.exists()) {
            var progress = new Progress(err, live, nanoseconds);
            long all = large.parameters();
            large.write(written ->
                    progress.at(written, all, "%,d of %,d parameters".formatted(written, all)));
            progress.done();
            out.printf("%,d random parameters written to %s%n", all, folder);
        }
        large.steps(arguments.whole("steps", 0, 2), nanoseconds, out::println);
    }
}
