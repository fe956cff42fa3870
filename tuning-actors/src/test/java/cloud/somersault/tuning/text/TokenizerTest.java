package cloud.somersault.tuning.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.tuning.refusal.TuningException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
    private static final List<String> LEARNT =
            List.of(
                    "The cat's hat sat on the mat, 12 times!\n  Ent\u00e3o \u00f1and\u00fa don't\tTHEY'LL",
                    "the cat sat on the mat, the hat sat on the cat",
                    "\u91cf\u5b50\u4e91 \u91cf\u5b50\u4e91 \u91cf\u5b50");
    private static final List<String> ASKED =
            List.of(
                    "The cats aren't \u91cf\u5b50 on 1234 mats!\n\n  x\u00a0y _z_ \ud83d\ude00 e\u0301",
                    "  lead and trail  ",
                    "a\r\n\r\nb\tc",
                    "that's the mat",
                    "");

    @TempDir Path folder;

    /** The library reads the file that the trainer writes, and shares no code with it. */
    @Test
    void a_trained_tokenizer_splits_text_as_the_reference_library_does() throws IOException {
        var ours = ByteLevelBpe.train(LEARNT, 300);
        ours.save(folder);
        var theirs = Tokenizers.read(folder, 300);
        assertThat(theirs).isInstanceOf(TokenizerFile.class);
        assertThat(theirs.vocabularySize()).isEqualTo(ours.vocabularySize());
        assertThat(theirs.endToken()).isEqualTo(ours.endToken());
        for (var text : ASKED) {
            assertThat(ours.encode(text)).as(text).isEqualTo(theirs.encode(text));
            assertThat(ours.decode(ours.encode(text))).isEqualTo(text);
            assertThat(theirs.decode(theirs.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void long_texts_are_not_cut_off() throws IOException {
        ByteLevelBpe.train(LEARNT, 300).save(folder);
        var text = "the 1 ".repeat(2000);
        var tokenizer = Tokenizers.read(folder, 300);
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }

    @Test
    void the_most_frequent_pair_is_merged_first() {
        var tokenizer = ByteLevelBpe.train(List.of("abab abab ab", "cd cd"), 258);
        assertThat(tokenizer.encode("ab")).containsExactly(257);
        assertThat(tokenizer.encode("cd")).containsExactly(1 + 'c', 1 + 'd');
    }

    @Test
    void characters_are_tokens_and_others_are_refused() throws IOException {
        var tokenizer = CharacterTokenizer.ascii();
        assertThat(tokenizer.vocabularySize()).isEqualTo(97);
        assertThat(tokenizer.decode(tokenizer.encode("1 + 2\n"))).isEqualTo("1 + 2\n");
        assertThatThrownBy(() -> tokenizer.encode("caf\u00e9"))
                .isInstanceOf(TuningException.class)
                .hasMessageContaining("U+00E9");
        tokenizer.save(folder);
        assertThat(Tokenizers.read(folder, 97).encode("az")).isEqualTo(tokenizer.encode("az"));
    }

    @Test
    void a_tokenizer_that_does_not_fit_is_refused() throws IOException {
        refused(10, "neither tokenizer.json nor");
        CharacterTokenizer.ascii().save(folder);
        refused(96, "has 97 tokens and the model only 96");
        Files.writeString(folder.resolve("somersault_characters.json"), "{}");
        refused(96, "there is no alphabet");
        Files.delete(folder.resolve("somersault_characters.json"));
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{}}");
        refused(96, "model.vocab is missing");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"vocab\":{\"a\":0}}}");
        refused(96, "eos_token");
    }

    private void refused(int vocabulary, String message) {
        assertThatThrownBy(() -> Tokenizers.read(folder, vocabulary))
                .isInstanceOf(TuningException.class)
                .hasMessageContaining(message);
    }
}
