package cloud.somersault.tuning.text;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One token for each character of an alphabet; token 0 ends an answer. */
public final class CharacterTokenizer implements Tokenizer {
    static final String FILE = "somersault_characters.json";

    private final String alphabet;
    private final Map<Character, Integer> tokens = new HashMap<>();

    /** A tokenizer of these characters, each once. */
    public CharacterTokenizer(String alphabet) {
        this.alphabet = alphabet;
        for (int i = 0; i < alphabet.length(); i++) {
            if (tokens.put(alphabet.charAt(i), i + 1) != null) {
                throw new TuningException(
                        Code.TOKENIZER, "'" + alphabet.charAt(i) + "' is in the alphabet twice");
            }
        }
    }

    /** The 95 printable characters of ASCII and the end of a line. */
    public static CharacterTokenizer ascii() {
        var characters = new StringBuilder("\n");
        for (char c = ' '; c <= '~'; c++) {
            characters.append(c);
        }
        return new CharacterTokenizer(characters.toString());
    }

    @Override
    public int[] encode(String text) {
        var encoded = new int[text.length()];
        for (int i = 0; i < encoded.length; i++) {
            var token = tokens.get(text.charAt(i));
            if (token == null) {
                throw new TuningException(
                        Code.TOKENIZER,
                        "'%s' (U+%04X) is not in the model's alphabet"
                                .formatted(text.charAt(i), (int) text.charAt(i)));
            }
            encoded[i] = token;
        }
        return encoded;
    }

    @Override
    public String decode(int[] encoded) {
        var text = new StringBuilder();
        for (int token : encoded) {
            if (token > 0) {
                text.append(alphabet.charAt(token - 1));
            }
        }
        return text.toString();
    }

    @Override
    public int vocabularySize() {
        return alphabet.length() + 1;
    }

    @Override
    public int endToken() {
        return 0;
    }

    @Override
    public void save(Path folder) throws IOException {
        new ObjectMapper().writeValue(folder.resolve(FILE).toFile(), Map.of("alphabet", alphabet));
    }

    static CharacterTokenizer read(Path file) throws IOException {
        var alphabet = new ObjectMapper().readTree(file.toFile()).path("alphabet").asText("");
        if (alphabet.isEmpty()) {
            throw new TuningException(Code.TOKENIZER, FILE + ": there is no alphabet");
        }
        return new CharacterTokenizer(alphabet);
    }
}
