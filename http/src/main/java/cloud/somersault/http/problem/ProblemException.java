package cloud.somersault.http.problem;

/** Carries a {@link Problem} out of a place that cannot return it. Has no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.code().id() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** What the user is told. */
    public Problem problem() {
        return problem;
    }
}
