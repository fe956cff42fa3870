package cloud.somersault.tuning.text;

import java.io.IOException;
import java.nio.file.Path;

/** Text to tokens and back. Implementations can be used by many threads. */
public interface Tokenizer {

    /** The tokens of a text, without any that mark its beginning or end. */
    int[] encode(String text);

    /** The text of tokens; the token that ends texts has none. */
    String decode(int[] tokens);

    /** Every token is below this. */
    int vocabularySize();

    /** The token that ends an answer. */
    int endToken();

    /** Writes what {@link Tokenizers#read} needs, beside a model's other files. */
    void save(Path folder) throws IOException;
}
