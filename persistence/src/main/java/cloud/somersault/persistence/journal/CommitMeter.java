package cloud.somersault.persistence.journal;

/** Is told of every commit, on the writing thread; must be quick. */
@FunctionalInterface
public interface CommitMeter {

    /** Nobody measures. */
    CommitMeter NONE = (_, _) -> {};

    /**
     * A commit is on the disk.
     *
     * @param writes that shared it
     * @param nanos from its first statement until the disk had it
     */
    void committed(int writes, long nanos);

    /**
     * A write could not be made, and its writer was told.
     *
     * @param cause why
     */
    default void failed(RuntimeException cause) {}
}
