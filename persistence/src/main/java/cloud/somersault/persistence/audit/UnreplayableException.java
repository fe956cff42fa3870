package cloud.somersault.persistence.audit;

/** A job can't be run again from its log, and why. */
final class UnreplayableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Mismatch mismatch;

    UnreplayableException(Reason reason, String sentence) {
        super(sentence);
        this.mismatch = new Mismatch(reason, sentence);
    }

    Mismatch mismatch() {
        return mismatch;
    }
}
