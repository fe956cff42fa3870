package cloud.somersault.circuits.language;

/**
 * Something wrong at a place of the text. Thrown inside a reader, up to the statement that is given
 * up, or up to the whole text when it is {@link #fatal()}; never out of a reader.
 */
final class ProgramError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final int at;
    private final String hint;
    private final boolean fatal;

    private ProgramError(String code, int at, String sentence, String hint, boolean fatal) {
        super(sentence, null, false, false);
        this.code = code;
        this.at = at;
        this.hint = hint;
        this.fatal = fatal;
    }

    ProgramError(String code, int at, String sentence) {
        this(code, at, sentence, "", false);
    }

    ProgramError(String code, int at, String sentence, String hint) {
        this(code, at, sentence, hint, false);
    }

    /** A limit is passed: the rest of the text is not looked at. */
    static ProgramError limit(String code, int at, String sentence, String hint) {
        return new ProgramError(code, at, sentence, hint, true);
    }

    /** Follows from what was reported before, and is therefore not reported. */
    static ProgramError consequence(int at) {
        return new ProgramError("", at, "", "", false);
    }

    String code() {
        return code;
    }

    /** The offset in the text. */
    int at() {
        return at;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** Empty when there is nothing to advise. */
    String hint() {
        return hint;
    }

    boolean fatal() {
        return fatal;
    }

    boolean isConsequence() {
        return code.isEmpty();
    }
}
