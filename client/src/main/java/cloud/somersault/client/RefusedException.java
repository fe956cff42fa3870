package cloud.somersault.client;

/** The server answered, and the answer was no. */
public final class RefusedException extends CloudException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.code(), problem.status() + " " + problem.code() + ": " + problem.detail());
        this.problem = problem;
    }

    /** Why. */
    public Problem problem() {
        return problem;
    }
}
