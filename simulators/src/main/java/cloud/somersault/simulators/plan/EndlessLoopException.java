package cloud.somersault.simulators.plan;

/** A loop on measured values went on for longer than it may; there are no counts. */
public final class EndlessLoopException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EndlessLoopException(int iterationsMax) {
        super("in some shot, a while loop still goes on after " + iterationsMax + " iterations");
    }
}
