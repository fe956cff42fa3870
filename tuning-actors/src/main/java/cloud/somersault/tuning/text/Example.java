package cloud.somersault.tuning.text;

import cloud.somersault.tuning.model.TokenSequence;
import java.util.Arrays;

/**
 * Something to learn: what is given, and what is to be written after it.
 *
 * @param prompt may be empty for plain text
 */
public record Example(String prompt, String answer) {

    /**
     * Its tokens, the end after the answer; only the answer and the end count.
     *
     * @param lengthMax longer ones are cut; the prompt keeps its end, the answer its beginning
     */
    public TokenSequence tokens(Tokenizer tokenizer, int lengthMax) {
        int[] given = tokenizer.encode(prompt);
        if (given.length == 0) {
            given = new int[] {tokenizer.endToken()};
        }
        int[] wanted = tokenizer.encode(answer);
        int answerRoom = Math.max(1, Math.min(wanted.length, lengthMax - 2));
        int room = Math.max(1, lengthMax - answerRoom - 1);
        if (given.length > room) {
            given = Arrays.copyOfRange(given, given.length - room, given.length);
        }
        int kept = Math.min(wanted.length, answerRoom);
        var all = Arrays.copyOf(given, given.length + kept + 1);
        System.arraycopy(wanted, 0, all, given.length, kept);
        all[all.length - 1] = kept == wanted.length ? tokenizer.endToken() : wanted[kept];
        return new TokenSequence(all, given.length);
    }
}
