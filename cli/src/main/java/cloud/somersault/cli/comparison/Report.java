package cloud.somersault.cli.comparison;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes what came out as Markdown, with charts beside it. Nothing in it depends on taste. */
final class Report {
    private static final int DIGEST_SHOWN = 16;

    /** What is asked of pairs of rows. */
    private record Question(String words, String row, String than) {}

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question("do the qubits help?", Plan.QTHA, Plan.TENSOR),
                    new Question("more than a classical net?", Plan.QTHA, Plan.SILU),
                    new Question("does it help to train the angles?", Plan.QTHA, Plan.FROZEN),
                    new Question("Hadamard or linear fusion?", Plan.HADAMARD, Plan.QTHA),
                    new Question("QTHA or LoRA of the same rank?", Plan.QTHA, Plan.LORA),
                    new Question("QTHA or LoRA of the same count?", Plan.QTHA, Plan.LORA_MATCHED),
                    new Question("QTHA or VeRA?", Plan.QTHA, Plan.VERA));

    private static final List<Question> JOB_QUESTIONS =
            List.of(
                    new Question("what do shots cost?", Plan.JOBS_SHOTS, Plan.JOBS_EXACT),
                    new Question(
                            "what does the chip's noise cost?", Plan.JOBS_CHIP, Plan.JOBS_SHOTS),
                    new Question("do a chip's qubits help?", Plan.JOBS_CHIP, Plan.JOBS_TENSOR),
                    new Question("QTHA on the chip or LoRA?", Plan.JOBS_CHIP, Plan.JOBS_LORA));

    private final Plan plan;
    private final Results results;
    private final StringBuilder text = new StringBuilder();

    private Report(Plan plan, Results results) {
        this.plan = plan;
        this.results = results;
    }

    /** Writes the table and its charts. */
    static void write(Path out, Plan plan, List<Row> exact, List<Row> jobs, List<Outcome> outcomes)
            throws IOException {
        var results = new Results(outcomes);
        var accuracy = Comparison.sibling(out, "-accuracy.svg");
        var loss = Comparison.sibling(out, "-loss.svg");
        Files.writeString(accuracy, Charts.accuracy(exact, results));
        Files.writeString(loss, Charts.loss(exact, results, plan.exact().steps()));
        var report = new Report(plan, results);
        Files.writeString(out, report.all(exact, jobs, name(accuracy), name(loss)));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private String all(List<Row> exact, List<Row> jobs, String accuracy, String loss) {
        say("# Tuning methods compared");
        say("");
        say(
                "Written by `somersault tune compare`, whatever came out. Every row has the same base model, data, number of steps and, for the same seed, the same order of batches. The learning rate of each method is the one of %s with the least mean validation loss over the seeds %s, none of which is reported. Figures are means over %d seeds with the 95 %% interval of the mean (Student's t)."
                        .formatted(
                                String.join(
                                        ", ",
                                        plan.exact().rates().stream().map(Report::plain).toList()),
                                plan.choosingSeeds(),
                                plan.seeds()));
        say("");
        repeat();
        say("## Exact values, %d steps, batches of %d", plan.exact().steps(), plan.exact().batch());
        say("");
        table(exact, plan.exact());
        baseLine();
        say("![Strict accuracy by method](%s)", accuracy);
        say("");
        say("![Training loss by step](%s)", loss);
        say("");
        say("### Which differences are beyond chance");
        say("");
        questions(QUESTIONS);
        say(
                "## The circuits as jobs, %d steps, batches of %d",
                plan.jobs().steps(), plan.jobs().batch());
        say("");
        say(
                "One row of circuits for each sequence, the mean over its tokens; all shifted circuits of a layer at once. The rows that send jobs take the learning rate of exact values, as trying rates by jobs would cost too much. Few steps: this table says what shots and noise do, not how good a method gets.");
        say("");
        table(jobs, plan.jobs());
        questions(JOB_QUESTIONS);
        claims();
        sessions(exact, jobs);
        return text.toString();
    }

    private void say(String line, Object... arguments) {
        text.append(arguments.length == 0 ? line : String.format(Locale.ROOT, line, arguments))
                .append('\n');
    }

    private void repeat() {
        say("```");
        say("./somersault tune pretrain --out base");
        say("./somersault serve");
        say(
                "./somersault tune compare --model base --out comparison.md --seeds %d --rate-seeds %d --rates %s --steps %d --batch %d --examples %d --job-steps %d --job-batch %d --job-rates %s --job-examples %d --shots %d --chip %s",
                plan.seeds(),
                plan.rateSeeds(),
                typed(plan.exact().rates()),
                plan.exact().steps(),
                plan.exact().batch(),
                plan.exact().examples(),
                plan.jobs().steps(),
                plan.jobs().batch(),
                typed(plan.jobs().rates()),
                plan.jobs().examples(),
                plan.shots(),
                plan.chip());
        say("```");
        say("");
    }

    /** As on the command line. */
    private static String typed(List<Double> rates) {
        return String.join(",", rates.stream().map(Report::plain).toList());
    }

    private static String plain(double rate) {
        return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
    }

    private void table(List<Row> rows, Schedule schedule) {
        say(
                "| method | parameters | rate | training loss | validation loss | strict accuracy | old task kept | s a step | circuits a session |");
        say("|---|---|---|---|---|---|---|---|---|");
        for (var row : rows) {
            var of = results.of(row.id());
            if (of.isEmpty()) {
                continue;
            }
            double rate = of.getFirst().rate();
            boolean edge = row.rateOf().isEmpty() && Rates.isAtTheEdge(rate, schedule);
            say(
                    "| %s | %s | %s | %s | %s | %s | %s | %s | %s |",
                    row.label() + failures(row),
                    figure(row, Outcome.PARAMETERS, "%,.0f"),
                    edge ? plain(rate) + " (edge)" : plain(rate),
                    interval(row, Outcome.TRAINING_LOSS, 1, "%.4f"),
                    interval(row, Outcome.VALIDATION_LOSS, 1, "%.4f"),
                    interval(row, Outcome.ACCURACY, 100, "%.1f") + " %",
                    interval(row, Outcome.OLD_ACCURACY, 100, "%.1f") + " %",
                    figure(row, Outcome.SECONDS_PER_STEP, "%.3f"),
                    figure(row, Outcome.CIRCUITS, "%,.0f"));
        }
        say("");
        var spreads = new ArrayList<String>();
        for (var row : rows) {
            results.estimate(row.id(), Outcome.SPREAD)
                    .ifPresent(e ->
                            spreads.add(
                                    row.label()
                                            + ": "
                                            + String.format(Locale.ROOT, "%.3f", e.mean())));
        }
        if (!spreads.isEmpty()) {
            say(
                    "Spread of the quantum values over a batch at the last step (near 0 the branch is a constant): %s.",
                    String.join("; ", spreads));
            say("");
        }
        say(
                "Training loss and accuracies are measured after the last step on %d examples each: of the training data, of problems of the shifted task that are in neither training nor validation data, and of the base model's own task. \"(edge)\": the best rate was the least or the largest of those tried. Seconds are those of the machine that ran it, with other sessions beside.",
                schedule.examples());
        say("");
    }

    private String failures(Row row) {
        int failed = results.failed(row.id()).size();
        return failed == 0 ? "" : " (" + failed + " of " + plan.seeds() + " sessions failed)";
    }

    private void baseLine() {
        var accuracy = results.base(Outcome.ACCURACY);
        var old = results.base(Outcome.OLD_ACCURACY);
        if (accuracy.isPresent() && old.isPresent()) {
            say(
                    "Before any step the base model has a strict accuracy of %.1f %% on the shifted task and %.1f %% on its own.",
                    100 * accuracy.get(), 100 * old.get());
            say("");
        }
    }

    private String interval(Row row, String figure, double times, String format) {
        return results.estimate(row.id(), figure)
                .map(e ->
                        String.format(
                                Locale.ROOT,
                                format + " ± " + format,
                                times * e.mean(),
                                times * e.halfWidth()))
                .orElse("-");
    }

    private String figure(Row row, String figure, String format) {
        return results.estimate(row.id(), figure)
                .map(e -> String.format(Locale.ROOT, format, e.mean()))
                .orElse("-");
    }

    private void questions(List<Question> questions) {
        say(
                "Differences seed by seed, with the 95 % interval; bold where 0 is outside of it. With so many of them, about one in twenty is bold by chance.");
        say("");
        say("| question | first less second | training loss | validation loss | strict accuracy |");
        say("|---|---|---|---|---|");
        for (var question : questions) {
            var accuracy = results.difference(question.row(), question.than(), Outcome.ACCURACY);
            if (accuracy.isEmpty()) {
                continue;
            }
            say(
                    "| %s | `%s` - `%s` | %s | %s | %s |",
                    question.words(),
                    question.row(),
                    question.than(),
                    relative(question, Outcome.TRAINING_LOSS),
                    relative(question, Outcome.VALIDATION_LOSS),
                    emphasized(accuracy, Claims::inPoints));
        }
        say("");
    }

    private String relative(Question question, String figure) {
        return emphasized(
                results.relativeDifference(question.row(), question.than(), figure),
                Claims::withInterval);
    }

    private static String emphasized(
            Optional<Estimate> estimate, java.util.function.Function<Estimate, String> words) {
        return estimate.map(e -> e.isBeyondChance() ? "**" + words.apply(e) + "**" : words.apply(e))
                .orElse("-");
    }

    private void claims() {
        say("## What was published, and what came out here");
        say("");
        say(
                "Published: arXiv:2503.12790 (v1 of March, v2 of April 2025: abstracts) and the press on it, about a model of billions of parameters. Here: a model of 143 thousand and problems of its size. What fails to appear here may exist there; what appears with TENSOR as well is not the qubits' doing.");
        say("");
        say("| quantity | published | here | verdict |");
        say("|---|---|---|---|");
        for (var claim : new Claims(results, plan.jobs().steps()).all()) {
            say(
                    "| %s | %s | %s | %s |",
                    claim.quantity(), claim.published(), claim.here(), claim.verdict());
        }
        say("");
    }

    private void sessions(List<Row> exact, List<Row> jobs) {
        say("## The sessions");
        say("");
        say(
                "SHA-256, shortened; whole in the JSON file beside this one. The digest of the losses is the same for anyone who repeats a session on the exact target (`GET /v1/tunings/ID/curve`); that of the log is the last link of the hash chain over the session's events in the journal it ran in.");
        say("");
        say("| row | seed | rate | losses | log |");
        say("|---|---|---|---|---|");
        var rows = new ArrayList<>(exact);
        rows.addAll(jobs);
        for (var row : rows) {
            for (var one : results.of(row.id())) {
                say(
                        "| %s | %d | %s | `%s` | `%s` |",
                        one.row(),
                        one.seed(),
                        plain(one.rate()),
                        one.lossDigest().substring(0, DIGEST_SHOWN),
                        one.logDigest().substring(0, DIGEST_SHOWN));
            }
        }
    }
}
