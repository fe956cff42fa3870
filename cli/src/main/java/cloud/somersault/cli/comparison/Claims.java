package cloud.somersault.cli.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was published (arXiv:2503.12790 v1 and v2, and the press on it), beside what came out here.
 * The verdicts are computed: "reproduced" needs an interval that lies on the claimed side of 0 and
 * reaches the claimed size.
 */
record Claims(Results results, int jobSteps) {
    private static final double LOSS_V1 = -0.15;
    private static final double LOSS_V2 = -0.17;
    private static final double TEST_V1 = 0.084;
    private static final double TEST_V2 = 0.17;

    /** One line of the table. */
    record Claim(String quantity, String published, String here, String verdict) {}

    List<Claim> all() {
        var all = new ArrayList<Claim>();
        all.add(parameters());
        for (var lora : List.of(Plan.LORA, Plan.LORA_MATCHED)) {
            var beside = lora.equals(Plan.LORA) ? "LoRA, r = 4" : "LoRA with QTHA's count";
            all.add(
                    less(
                            "training loss beside " + beside + ", same steps",
                            results.relativeDifference(Plan.QTHA, lora, Outcome.TRAINING_LOSS)));
        }
        for (var lora : List.of(Plan.LORA, Plan.LORA_MATCHED)) {
            var beside = lora.equals(Plan.LORA) ? "LoRA, r = 4" : "LoRA with QTHA's count";
            all.add(
                    more(
                            "test accuracy beside " + beside,
                            results.difference(Plan.QTHA, lora, Outcome.ACCURACY)));
        }
        all.add(strict());
        all.add(tasks());
        return List.copyOf(all);
    }

    private Claim parameters() {
        var here = results.relativeDifference(Plan.QTHA, Plan.LORA, Outcome.PARAMETERS);
        return new Claim(
                "trainable parameters beside LoRA",
                "-76 %",
                "%s on this model; -76.2 %% at 3584 x 3584, r = L = 8 (13,632 and 57,344)"
                        .formatted(here.map(d -> percent(d.mean())).orElse("-")),
                here.filter(d -> d.mean() > 0).isPresent()
                        ? "a property of the shape: reproduced there, the opposite on this small model; TENSOR, without any qubit, has as few"
                        : "reproduced; TENSOR, without any qubit, has as few");
    }

    private static Claim less(String quantity, Optional<Estimate> found) {
        return new Claim(
                quantity,
                "%s (v1), %s (v2)".formatted(percent(LOSS_V1), percent(LOSS_V2)),
                found.map(Claims::withInterval).orElse("-"),
                found.map(d -> verdict(d.dividedBy(-1), -LOSS_V1)).orElse("not measured"));
    }

    private static Claim more(String quantity, Optional<Estimate> found) {
        return new Claim(
                quantity,
                "%s (v1), %s (v2)".formatted(percent(TEST_V1), percent(TEST_V2)),
                found.map(Claims::inPoints).orElse("-"),
                found.map(d -> verdict(d, TEST_V1)).orElse("not measured"));
    }

    private Claim strict() {
        return new Claim(
                "strict accuracy on mathematics, before and after",
                "68 % to 82 %",
                "%s before; after: QTHA %s, LoRA r = 4 %s, TENSOR %s"
                        .formatted(
                                results.base(Outcome.ACCURACY).map(Claims::part).orElse("-"),
                                after(Plan.QTHA),
                                after(Plan.LORA),
                                after(Plan.TENSOR)),
                "another model and other problems: "
                        + (everyMethodHelps()
                                ? "that tuning helps is reproduced, by every method, so it is no evidence for one"
                                : "not every method helps here"));
    }

    private boolean everyMethodHelps() {
        double before = results.base(Outcome.ACCURACY).orElse(Double.NaN);
        return Stream.of(Plan.QTHA, Plan.LORA, Plan.TENSOR)
                .allMatch(row ->
                        results.estimate(row, Outcome.ACCURACY)
                                .filter(after -> after.mean() > before)
                                .isPresent());
    }

    private String after(String row) {
        return results.estimate(row, Outcome.ACCURACY).map(e -> part(e.mean())).orElse("-");
    }

    private Claim tasks() {
        var circuits = results.estimate(Plan.JOBS_CHIP, Outcome.CIRCUITS);
        return new Claim(
                "quantum tasks of one batch on the chip",
                "hundreds in parallel",
                circuits.map(e -> Math.round(e.mean() / jobSteps) + " circuits a step").orElse("-"),
                circuits.map(_ -> "reproduced, on this cloud's digital twin of the chip")
                        .orElse("not measured"));
    }

    /**
     * @param gain by how much better, with its interval
     * @param claimed the least published gain
     */
    static String verdict(Estimate gain, double claimed) {
        if (!gain.isBeyondChance()) {
            return gain.high() < claimed
                    ? "not reproduced: no difference beyond chance, and the published size is outside the interval"
                    : "not reproduced: no difference beyond chance";
        }
        if (gain.mean() < 0) {
            return "not reproduced: the opposite";
        }
        return gain.high() >= claimed
                ? "reproduced in sign and size"
                : "reproduced in sign, smaller than published";
    }

    static String withInterval(Estimate estimate) {
        return percent(estimate.mean())
                + " ("
                + percent(estimate.low())
                + " to "
                + percent(estimate.high())
                + ")";
    }

    /** A difference of accuracies. */
    static String inPoints(Estimate estimate) {
        return "%s points (%s to %s)"
                .formatted(
                        points(estimate.mean()), points(estimate.low()), points(estimate.high()));
    }

    private static String points(double part) {
        return String.format(Locale.ROOT, "%+.1f", 100 * part);
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * part);
    }

    private static String part(double accuracy) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * accuracy);
    }
}
