package cloud.somersault.simulators.bench;

/**
 * One row of the table: what our engine runs, and how its answer is judged. A row may have several
 * entries (precisions, settings) in which case their {@link #setting} tells them apart.
 */
public interface Workload {

    /** Which row. */
    Row row();

    /** Engine, precision, threads: whatever a reader must know about our side. */
    String setting();

    /** How often one {@link Session#run} does the row's work: 1, or so many circuits. */
    default double times() {
        return 1;
    }

    /** Prepares everything that isn't measured: circuits, memory, prior states. */
    Session open();

    /** A prepared workload. */
    @FunctionalInterface
    interface Session {
        /**
         * What is measured. Returns the figures that {@link Check} judges; finding them may take
         * time of its own, so it is put off into the answer.
         */
        Answer run();
    }

    /** Finds the figures to check, outside of the measurement. */
    @FunctionalInterface
    interface Answer {
        double[] figures();
    }
}
