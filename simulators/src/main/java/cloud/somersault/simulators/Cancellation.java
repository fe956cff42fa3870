package cloud.somersault.simulators;

/** Asked every few milliseconds while an engine runs; must be cheap and safe from any thread. */
@FunctionalInterface
public interface Cancellation {

    /** Whether the run should end with a {@link CancelledRunException}. */
    boolean requested();

    /** Runs to the end. */
    static Cancellation never() {
        return () -> false;
    }
}
