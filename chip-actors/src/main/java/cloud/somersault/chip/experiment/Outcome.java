package cloud.somersault.chip.experiment;

/**
 * What came of an experiment.
 *
 * @param <R> what it looks for
 */
public sealed interface Outcome<R> {

    /** The figures. */
    record Found<R>(R figures) implements Outcome<R> {}

    /** The counts say nothing: the fit did not converge, or its error is as large as its value. */
    record Unclear<R>(String why) implements Outcome<R> {}
}
