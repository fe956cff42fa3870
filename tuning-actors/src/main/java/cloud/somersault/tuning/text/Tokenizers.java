package cloud.somersault.tuning.text;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the tokenizer of a model's folder. */
public final class Tokenizers {
    private Tokenizers() {}

    /**
     * {@code tokenizer.json}, or the alphabet of a model that reads characters.
     *
     * @param vocabularySize of the model: a tokenizer with more tokens is another model's
     */
    public static Tokenizer read(Path folder, int vocabularySize) {
        var tokenizer = read(folder);
        if (tokenizer.vocabularySize() > vocabularySize) {
            throw new TuningException(
                    Code.TOKENIZER,
                    "the tokenizer has %d tokens and the model only %d; it belongs to another model"
                            .formatted(tokenizer.vocabularySize(), vocabularySize));
        }
        return tokenizer;
    }

    private static Tokenizer read(Path folder) {
        var characters = folder.resolve(CharacterTokenizer.FILE);
        if (Files.isRegularFile(characters)) {
            try {
                return CharacterTokenizer.read(characters);
            } catch (IOException bad) {
                throw new TuningException(
                        Code.TOKENIZER,
                        CharacterTokenizer.FILE + " can't be read: " + bad.getMessage(),
                        bad);
            }
        }
        if (Files.isRegularFile(folder.resolve(TokenizerFile.FILE))) {
            return TokenizerFile.read(folder);
        }
        throw new TuningException(
                Code.TOKENIZER,
                "%s has neither %s nor %s"
                        .formatted(folder, TokenizerFile.FILE, CharacterTokenizer.FILE));
    }
}
