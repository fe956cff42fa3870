package cloud.somersault.chip.calibration;

/** An experiment that ended without counts, and would again. */
public final class ExperimentFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    /**
     * @param code stable, in kebab-case
     * @param message one sentence
     */
    public ExperimentFailedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Why, stable, in kebab-case. */
    public String code() {
        return code;
    }
}
