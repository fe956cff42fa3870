package cloud.somersault.job.queue;

/**
 * A limit of the queue that was met.
 *
 * @param name which
 * @param most its value
 */
public record QueueLimit(String name, int most) {
    /** Waiting jobs of all tenants. */
    static final String ALL = "queue.jobs-max";

    /** Waiting jobs of one tenant. */
    static final String TENANT = "queue.tenant-jobs-max";
}
