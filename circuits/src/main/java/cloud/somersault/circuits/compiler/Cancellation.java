package cloud.somersault.circuits.compiler;

/**
 * Asked every few milliseconds while a program is compiled; must be cheap, and is asked on the
 * thread that compiles.
 */
@FunctionalInterface
public interface Cancellation {

    /** Whether the compilation should end with a {@link CancelledCompilationException}. */
    boolean requested();

    /** Compiles to the end. */
    static Cancellation never() {
        return () -> false;
    }

    /**
     * Goes on, or doesn't.
     *
     * @throws CancelledCompilationException when it was requested
     */
    default void check() {
        if (requested()) {
            throw new CancelledCompilationException();
        }
    }
}
