package cloud.somersault.tuning.session;

/**
 * Why something can't be done.
 *
 * @param code stable
 * @param message one sentence
 * @param hint what to do instead
 */
public record TuningRefusal(String code, String message, String hint) implements TuningMessage {}
