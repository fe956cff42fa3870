package cloud.somersault.tuning.problems;

import cloud.somersault.tuning.tensor.SeededDraws;
import cloud.somersault.tuning.text.Example;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sums and differences in words: a wording, a name, a thing and two operands, whose answer is
 * exact.
 *
 * <p>A fifth of all pairs of operands, spread evenly, is held out of the own task and is all that
 * the shifted task has; no wording is in both. So a model that is right about its own task has
 * neither seen the shifted task's sentences nor its sums.
 */
public final class WordProblems {

    /** Which problems. */
    public enum Task {
        /** What the base model learns. */
        OWN,
        /** Other wordings, and operands that were held out. */
        SHIFTED
    }

    /** {@code sum}: a + b, otherwise a - b with a at least b. */
    private record Wording(boolean sum, String text) {}

    private static final int OPERAND_MAX = 20;

    /** Draws without anything new after which there is nothing new. */
    private static final int IN_VAIN_MAX = 20_000;

    private static final List<Wording> OWN =
            List.of(
                    new Wording(true, "%n has %a %t and gets %b more. How many %t?"),
                    new Wording(true, "%a %t and %b %t. How many in all?"),
                    new Wording(true, "%n sees %a %t, then %b. How many %t?"),
                    new Wording(false, "%n had %a %t and lost %b. How many are left?"),
                    new Wording(false, "Of %a %t %b are gone. How many stay?"),
                    new Wording(false, "%n has %a %t and gives %b away. What remains?"));

    private static final List<Wording> SHIFTED =
            List.of(
                    new Wording(true, "%n finds %a %t and later %b. The total of %t?"),
                    new Wording(true, "A box holds %a %t, a bag %b. Count all %t."),
                    new Wording(false, "From %a %t %n takes %b. The rest?"),
                    new Wording(false, "%a %t are there and %b break. Count what is whole."));

    private static final List<String> NAMES = List.of("Ana", "Ben", "Ida", "Leo", "Mei", "Tom");
    private static final List<String> THINGS =
            List.of("pens", "cups", "eggs", "keys", "nuts", "maps", "figs", "hats");

    private WordProblems() {}

    /** Problems of a task; the same seed draws the same. */
    public static List<Example> draw(Task task, int count, long seed) {
        var draws = new SeededDraws(seed);
        var problems = new ArrayList<Example>();
        while (problems.size() < count) {
            problems.add(one(task, draws));
        }
        return problems;
    }

    /**
     * Problems of a task that are none of {@code others}, each once: for a validation that was
     * never trained on.
     */
    public static List<Example> drawApart(Task task, int count, long seed, List<Example> others) {
        var draws = new SeededDraws(seed);
        Set<Example> taken = new HashSet<>(others);
        var problems = new ArrayList<Example>();
        int inVain = 0;
        while (problems.size() < count) {
            if (inVain++ > IN_VAIN_MAX) {
                throw new IllegalArgumentException(
                        "there are not " + count + " more problems of the task " + task);
            }
            var problem = one(task, draws);
            if (taken.add(problem)) {
                problems.add(problem);
                inVain = 0;
            }
        }
        return problems;
    }

    private static Example one(Task task, SeededDraws draws) {
        var wordings = task == Task.OWN ? OWN : SHIFTED;
        var wording = wordings.get(draws.below(wordings.size()));
        int a;
        int b;
        do {
            a = 1 + draws.below(OPERAND_MAX);
            b = 1 + draws.below(OPERAND_MAX);
        } while (heldOut(a, b) != (task == Task.SHIFTED) || !wording.sum && b > a);
        var text =
                wording.text
                        .replace("%n", NAMES.get(draws.below(NAMES.size())))
                        .replace("%t", THINGS.get(draws.below(THINGS.size())))
                        .replace("%a", String.valueOf(a))
                        .replace("%b", String.valueOf(b));
        return new Example(text + "\n", String.valueOf(wording.sum ? a + b : a - b));
    }

    /** Every row and every column of the table of operands has one in five held out. */
    static boolean heldOut(int a, int b) {
        return (a + 2 * b) % 5 == 0;
    }
}
