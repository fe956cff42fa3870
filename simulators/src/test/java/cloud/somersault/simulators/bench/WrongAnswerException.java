package cloud.somersault.simulators.bench;

/** A benchmark whose answer is wrong has no figure. */
final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongAnswerException(String message) {
        super(message);
    }
}
