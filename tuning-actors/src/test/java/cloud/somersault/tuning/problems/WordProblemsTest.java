package cloud.somersault.tuning.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.tuning.problems.WordProblems.Task;
import cloud.somersault.tuning.text.Example;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordProblemsTest {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** The words of taking away; every other wording adds. */
    private static final Pattern LESS = Pattern.compile("lost|gone|gives|takes|break");

    @Test
    void every_answer_is_what_the_words_say() {
        for (var task : Task.values()) {
            for (var problem : WordProblems.draw(task, 2000, 7)) {
                var numbers = numbers(problem);
                boolean less = LESS.matcher(problem.prompt()).find();
                int answer =
                        less ? numbers.get(0) - numbers.get(1) : numbers.get(0) + numbers.get(1);
                assertThat(problem.answer()).as(problem.prompt()).isEqualTo(String.valueOf(answer));
                assertThat(answer).isBetween(0, 40);
            }
        }
    }

    @Test
    void the_tasks_share_no_pair_of_operands_and_no_wording() {
        var own = new HashSet<List<Integer>>();
        var wordings = new HashSet<String>();
        for (var problem : WordProblems.draw(Task.OWN, 20_000, 7)) {
            own.add(numbers(problem));
            wordings.add(wording(problem));
        }
        // 400 pairs, of which a fifth is held out; sums use all of the others.
        assertThat(own).hasSize(320);
        for (var problem : WordProblems.draw(Task.SHIFTED, 20_000, 8)) {
            assertThat(own.contains(numbers(problem))).as(problem.prompt()).isFalse();
            assertThat(wordings.contains(wording(problem))).as(problem.prompt()).isFalse();
        }
    }

    @Test
    void a_seed_draws_the_same_and_what_is_drawn_apart_is_new() {
        var training = WordProblems.draw(Task.OWN, 1000, 7);
        assertThat(WordProblems.draw(Task.OWN, 1000, 7)).isEqualTo(training);
        assertThat(WordProblems.draw(Task.OWN, 1000, 8)).isNotEqualTo(training);
        var apart = WordProblems.drawApart(Task.OWN, 500, 7, training);
        assertThat(new HashSet<>(apart)).hasSize(500);
        var seen = new HashSet<>(training);
        assertThat(apart.stream().noneMatch(seen::contains)).isTrue();
        assertThatThrownBy(() -> WordProblems.drawApart(Task.SHIFTED, 100_000, 7, training))
                .hasMessageContaining("not 100000 more");
    }

    private static List<Integer> numbers(Example problem) {
        return NUMBER.matcher(problem.prompt())
                .results()
                .map(it -> Integer.valueOf(it.group()))
                .toList();
    }

    /** A problem without its numbers, names and things. */
    private static String wording(Example problem) {
        return problem.prompt()
                .replaceAll(
                        "\\d+|Ana|Ben|Ida|Leo|Mei|Tom|pens|cups|eggs|keys|nuts|maps|figs|hats",
                        "_");
    }
}
