package cloud.somersault.chip;

/** A refusal on its way out of a {@code CompletionStage}; see {@link #refusal}. */
public final class ChipRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ChipRefusal refusal;

    /** With the reason. */
    public ChipRefusedException(ChipRefusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    /** Why, with data. */
    public ChipRefusal refusal() {
        return refusal;
    }
}
