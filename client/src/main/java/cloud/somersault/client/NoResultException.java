package cloud.somersault.client;

/** A job has ended, or was waited for in vain, and there is no result. */
public final class NoResultException extends CloudException {
    private static final long serialVersionUID = 1;

    private final transient JobView job;

    NoResultException(JobView job) {
        super(
                job.failure().map(JobView.Failure::code).orElse(job.phase()),
                "job "
                        + job.id()
                        + " is "
                        + job.phase()
                        + job.failure().map(failure -> ": " + failure.message()).orElse(""));
        this.job = job;
    }

    /** As it stands. */
    public JobView job() {
        return job;
    }
}
