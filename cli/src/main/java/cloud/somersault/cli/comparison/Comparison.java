package cloud.somersault.cli.comparison;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/**
 * Runs a plan: first the sessions from which each method's learning rate is chosen, the one with
 * the least mean validation loss; then those that are reported. Every outcome is kept at once.
 */
public final class Comparison {
    static final String BASE = "base";
    private static final String MODEL_DIGEST = "modelDigest";

    /** About how many steps on the exact target take the time of one that sends jobs. */
    private static final int JOBS_WEIGHT = 50;

    private final Terminal terminal;
    private final Sessions sessions;
    private final Plan plan;
    private final Notebook notebook;
    private final int parallel;
    private final Map<String, Double> rates = new HashMap<>();
    private final Countdown countdown;

    private Comparison(
            Terminal terminal, Sessions sessions, Plan plan, Notebook notebook, int parallel) {
        this.terminal = terminal;
        this.sessions = sessions;
        this.plan = plan;
        this.notebook = notebook;
        this.parallel = parallel;
        this.countdown = new Countdown(System.nanoTime());
    }

    private record Task(Row row, Schedule schedule, double rate, long seed, boolean choosing) {}

    /**
     * Runs what is missing and writes the table, its charts and its notebook.
     *
     * @param out the table, a Markdown file
     * @param parallel sessions at the same time
     */
    public static void run(Terminal terminal, Cloud cloud, Plan plan, Path out, int parallel)
            throws IOException {
        var facts = facts(plan);
        var notebook = Notebook.open(sibling(out, ".json"), facts);
        var sessions = new Sessions(cloud, plan.model(), facts.path(MODEL_DIGEST).asText(""));
        new Comparison(terminal, sessions, plan, notebook, parallel).run(out);
    }

    /** What has to be the same for outcomes to be used again. */
    private static ObjectNode facts(Plan plan) throws IOException {
        var facts = (ObjectNode) new ObjectMapper().<JsonNode>valueToTree(plan);
        facts.remove("model");
        var weights = Path.of(plan.model()).resolve("model.safetensors");
        if (Files.isRegularFile(weights)) {
            facts.put(MODEL_DIGEST, Sessions.digest(Files.readAllBytes(weights)));
        }
        return facts;
    }

    /** The file beside the table with another ending. */
    static Path sibling(Path out, String ending) {
        var name = out.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return out.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ending);
    }

    private void run(Path out) throws IOException {
        expect(plan.exactRows(), plan.exact());
        expect(List.of(Plan.matched(1)), plan.exact());
        expect(plan.jobRows(), plan.jobs());
        var exactRows = new ArrayList<>(plan.exactRows());
        choose(exactRows, plan.exact());
        exactRows.add(1, matched());
        choose(exactRows, plan.exact());
        report(exactRows, plan.exact());
        base(exactRows.getFirst());
        var jobRows = plan.jobRows();
        choose(jobRows.stream().filter(row -> row.rateOf().isEmpty()).toList(), plan.jobs());
        report(jobRows, plan.jobs());
        terminal.progressDone();
        Report.write(out, plan, exactRows, jobRows, notebook.outcomes());
        terminal.say("the table is in " + out);
    }

    private void expect(List<Row> rows, Schedule schedule) {
        int choosing = plan.rateSeeds() * schedule.rates().size();
        for (var row : rows) {
            int count = plan.seeds() + (row.rateOf().isEmpty() ? choosing : 0);
            countdown.expect(count * weight(row, schedule));
        }
    }

    private static long weight(Row row, Schedule schedule) {
        return (long) schedule.steps() * (row.sendsJobs() ? JOBS_WEIGHT : 1);
    }

    /** LoRA with as many parameters as QTHA on this model. */
    private Row matched() {
        double lora = parameters(Plan.LORA);
        double qtha = parameters(Plan.QTHA);
        return Plan.matched((int) Math.round(4 * qtha / lora));
    }

    private double parameters(String row) {
        return notebook.outcomes().stream()
                .filter(one -> one.row().equals(row) && one.failure().isEmpty())
                .findFirst()
                .flatMap(one -> one.figure(Outcome.PARAMETERS).stream().boxed().findFirst())
                .orElseThrow(() -> new StoppedException("no session of " + row + " has ended"));
    }

    private void choose(List<Row> rows, Schedule schedule) {
        var tasks = new ArrayList<Task>();
        for (var row : rows) {
            for (double rate : schedule.rates()) {
                for (long seed : plan.choosingSeeds()) {
                    tasks.add(new Task(row, schedule, rate, seed, true));
                }
            }
        }
        runAll(tasks);
        for (var row : rows) {
            rates.put(row.id(), Rates.chosen(row.id(), schedule, notebook.outcomes()));
        }
    }

    private void report(List<Row> rows, Schedule schedule) {
        var tasks = new ArrayList<Task>();
        for (var row : rows) {
            double rate = rates.getOrDefault(row.rateOf().orElse(row.id()), Double.NaN);
            for (long seed : plan.reportedSeeds()) {
                tasks.add(new Task(row, schedule, rate, seed, false));
            }
        }
        runAll(tasks);
    }

    private void base(Row row) {
        if (notebook.find(BASE, 0, 0, false).isEmpty()) {
            var session =
                    notebook.outcomes().stream()
                            .filter(one -> one.row().equals(row.id()) && !one.chosenFor())
                            .findFirst()
                            .orElseThrow();
            notebook.add(
                    new Outcome(
                            BASE,
                            0,
                            0,
                            false,
                            session.session(),
                            "",
                            sessions.base(session.session(), plan.exact()),
                            List.of(),
                            "",
                            ""));
        }
    }

    private void runAll(List<Task> tasks) {
        try (var hands = Executors.newFixedThreadPool(parallel)) {
            var running = new ArrayList<CompletableFuture<Void>>();
            for (var task : tasks) {
                running.add(CompletableFuture.runAsync(() -> run(task), hands));
            }
            try {
                running.forEach(CompletableFuture::join);
            } catch (CompletionException stopped) {
                hands.shutdownNow();
                throw stopped.getCause() instanceof RuntimeException known ? known : stopped;
            }
        }
    }

    private void run(Task task) {
        var row = task.row();
        if (notebook.find(row.id(), task.rate(), task.seed(), task.choosing()).isPresent()) {
            countdown.skip(weight(row, task.schedule()));
            return;
        }
        var outcome = sessions.run(row, task.schedule(), task.rate(), task.seed(), task.choosing());
        notebook.add(outcome);
        countdown.done(weight(row, task.schedule()));
        var line =
                "%s rate %s seed %d: %s"
                        .formatted(
                                row.id(),
                                task.rate(),
                                task.seed(),
                                outcome.failure().isEmpty()
                                        ? "validation loss %.4f"
                                                .formatted(
                                                        outcome.figures()
                                                                .get(Outcome.VALIDATION_LOSS))
                                        : outcome.failure());
        if (terminal.live()) {
            terminal.progress(countdown.line(System.nanoTime()) + "  " + line);
        } else {
            terminal.note(line);
        }
    }
}
