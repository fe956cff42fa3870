package cloud.somersault.job.meter;

/**
 * What is worth counting about jobs, told as it happens; whoever measures implements it. Called
 * from many threads, and quick.
 */
public interface JobMeters {

    /** Nobody measures. */
    JobMeters NONE = new JobMeters() {};

    /** A job was accepted: it is durable. */
    default void accepted(String target) {}

    /**
     * A submission was turned away.
     *
     * @param why the limit that was met, or "program" when it can't be run
     */
    default void turnedAway(String why) {}

    /**
     * A job has ended.
     *
     * @param phase completed, failed or cancelled
     * @param seconds since it was accepted
     */
    default void ended(String target, String phase, double seconds) {}

    /**
     * A worker has run a piece.
     *
     * @param lane quick or long
     */
    default void ran(String lane, double seconds) {}

    /**
     * A job's events are durable, whatever keeps them.
     *
     * @param events written together
     * @param seconds from handing them to the journal until it has acknowledged them
     */
    default void written(int events, double seconds) {}

    /** A job was read from the journal and is in memory again, or for the first time. */
    default void recovered(double seconds) {}

    /**
     * A job has had the chip.
     *
     * @param seconds shots times the shot period
     */
    default void chipUsed(String chip, double seconds) {}
}
