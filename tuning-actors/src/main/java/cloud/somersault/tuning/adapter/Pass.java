package cloud.somersault.tuning.adapter;

/** Why rows go through an adapter. */
public enum Pass {
    /** A backward pass follows: what it needs is kept, in place of what was kept before. */
    TRAINING,
    /** Values only, of whole sequences. Nothing that a pending backward pass needs is touched. */
    EVALUATION,
    /**
     * Values only, of the next rows of the sequences that the last EVALUATION began, in the same
     * order: what an adapter pooled over a sequence stays as it was then.
     */
    CONTINUATION
}
