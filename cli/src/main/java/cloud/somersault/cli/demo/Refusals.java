package cloud.somersault.cli.demo;

import cloud.somersault.cli.examples.Example;
import cloud.somersault.cli.examples.Expectation;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import cloud.somersault.client.Problem;
import cloud.somersault.client.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The examples that must be refused, and what the refusals look like. */
final class Refusals {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final Narrator narrator;
    private final Cloud cloud;

    Refusals(Narrator narrator, Cloud cloud) {
        this.narrator = narrator;
        this.cloud = cloud;
    }

    void run(List<Example> examples) {
        narrator.chapter("Mistakes are refused before anything is stored");
        for (var example : examples) {
            if (example.expectation() instanceof Expectation.Refusal expected) {
                refusal(example, expected);
            }
        }
    }

    private void refusal(Example example, Expectation.Refusal expected) {
        try {
            var accepted = cloud.submit(example.job(), Optional.empty(), Optional.empty());
            var job = cloud.await(accepted.id(), WITHIN, _ -> {});
            narrator.check(
                    job.failure().map(JobView.Failure::code).equals(Optional.of(expected.code())),
                    example.file() + " was accepted, and then " + job.phase());
        } catch (RefusedException refused) {
            var problem = refused.problem();
            if (problem.diagnostics().isEmpty()) {
                narrator.check(
                        problem.code().equals(expected.code()),
                        example.file() + " is refused: " + problem.detail());
            } else {
                inTheText(example, expected, problem.diagnostics().getFirst());
            }
        }
    }

    private void inTheText(
            Example example, Expectation.Refusal expected, Problem.Diagnostic mistake) {
        narrator.check(
                mistake.code().equals(expected.code())
                        && mistake.line() == expected.line()
                        && mistake.column() == expected.column(),
                "%s is refused at line %d, column %d: %s"
                        .formatted(
                                example.file(),
                                mistake.line(),
                                mistake.column(),
                                mistake.message()));
        narrator.say("%8d | %s".formatted(mistake.line(), mistake.sourceLine()));
        narrator.say("         | " + " ".repeat(Math.max(0, mistake.column() - 1)) + "^");
    }
}
