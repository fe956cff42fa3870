package cloud.somersault.tuning.model;

/** The tokens of a sequence, and from which one on the network is to learn them. */
public final class TokenSequence {
    private final int[] tokens;
    private final int chosenFrom;

    /**
     * A sequence.
     *
     * @param tokens at least two
     * @param chosenFrom the index of the first token whose prediction counts, at least 1 as nothing
     *     predicts the first; the tokens before it are the prompt
     */
    public TokenSequence(int[] tokens, int chosenFrom) {
        if (tokens.length < 2 || chosenFrom < 1 || chosenFrom >= tokens.length) {
            throw new IllegalArgumentException(
                    "%d tokens, chosen from %d".formatted(tokens.length, chosenFrom));
        }
        this.tokens = tokens.clone();
        this.chosenFrom = chosenFrom;
    }

    /** How many tokens it has. */
    public int length() {
        return tokens.length;
    }

    /** How many predictions count. */
    public int chosen() {
        return tokens.length - chosenFrom;
    }

    /** The first token whose prediction counts. */
    public int chosenFrom() {
        return chosenFrom;
    }

    /** A token. */
    public int token(int index) {
        return tokens[index];
    }
}
