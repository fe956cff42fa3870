package cloud.somersault.simulators.plan;

/**
 * A long computation passes here at least every few milliseconds, so that it can be stopped: {@link
 * #pass} throws when somebody asked for it.
 */
@FunctionalInterface
public interface Checkpoint {

    /** Does nothing, or throws to end the run. */
    void pass();

    /** One that never ends anything. */
    static Checkpoint none() {
        return () -> {};
    }
}
