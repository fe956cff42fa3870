package cloud.somersault.tuning.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.tuning.model.TokenSequence;
import cloud.somersault.tuning.refusal.TuningException;
import org.junit.jupiter.api.Test;

class ExampleTest {
    private final Tokenizer tokenizer = new CharacterTokenizer("abcdefgh");

    @Test
    void only_the_answer_and_its_end_count() {
        var tokens = new Example("abc", "de").tokens(tokenizer, 100);
        assertThat(all(tokens)).containsExactly(1, 2, 3, 4, 5, 0);
        assertThat(tokens.chosenFrom()).isEqualTo(3);
        assertThat(tokens.chosen()).isEqualTo(3);
    }

    @Test
    void plain_text_is_learnt_from_its_first_token_on() {
        var tokens = new Example("", "abc").tokens(tokenizer, 100);
        assertThat(all(tokens)).containsExactly(0, 1, 2, 3, 0);
        assertThat(tokens.chosenFrom()).isEqualTo(1);
    }

    @Test
    void what_is_too_long_loses_the_prompts_beginning_and_then_the_answers_end() {
        assertThat(all(new Example("abcdef", "gh").tokens(tokenizer, 5)))
                .containsExactly(5, 6, 7, 8, 0);
        var cut = new Example("abc", "defgh").tokens(tokenizer, 5);
        assertThat(cut.length()).isEqualTo(5);
        assertThat(all(cut)).containsExactly(3, 4, 5, 6, 7);
    }

    @Test
    void every_usual_form_of_a_line_is_read() {
        var content =
                """
                {"prompt": "a", "answer": "b"}
                {"question": "c\\n", "answer": "d"}

                {"instruction": "e", "input": "f", "output": "g"}
                {"text": "h"}
                """;
        assertThat(ExampleFile.read("x.jsonl", content))
                .containsExactly(
                        new Example("a\n", "b"),
                        new Example("c\n", "d"),
                        new Example("e\nf\n", "g"),
                        new Example("", "h"));
    }

    @Test
    void each_turn_of_the_assistant_is_an_example() {
        var chat =
                "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"},"
                        + " {\"role\": \"user\", \"content\": \"c\"}, {\"role\": \"assistant\", \"content\": \"d\"}]}";
        assertThat(ExampleFile.read("x.jsonl", chat))
                .containsExactly(
                        new Example("user: a\nassistant: ", "b"),
                        new Example("user: a\nassistant: b\nuser: c\nassistant: ", "d"));
    }

    @Test
    void plain_text_is_a_paragraph_each() {
        assertThat(ExampleFile.read("x.txt", "one\ntwo\n\n\nthree\n"))
                .containsExactly(new Example("", "one\ntwo"), new Example("", "three"));
    }

    @Test
    void a_line_that_cannot_be_an_example_is_named() {
        refused(
                "{\"prompt\": \"a\", \"answer\": \"b\"}\n{\"prompt\": ",
                "x.jsonl, line 2 is not JSON");
        refused("{\"prompt\": \"a\"}", "line 1 has neither prompt and answer");
        refused("{\"messages\": [{\"role\": \"user\"}]}", "without content");
        refused(
                "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}]}",
                "the assistant says nothing");
        refused("  \n", "x.jsonl has no example");
    }

    private static void refused(String content, String message) {
        assertThatThrownBy(() -> ExampleFile.read("x.jsonl", content))
                .isInstanceOf(TuningException.class)
                .hasMessageContaining(message);
    }

    private static int[] all(TokenSequence tokens) {
        return java.util.stream.IntStream.range(0, tokens.length()).map(tokens::token).toArray();
    }
}
