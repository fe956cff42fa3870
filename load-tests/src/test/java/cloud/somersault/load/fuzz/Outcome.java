package cloud.somersault.load.fuzz;

/** What came of an attack. */
sealed interface Outcome {

    /** From the first byte sent to the last byte read. */
    double milliseconds();

    /**
     * The server answered.
     *
     * @param head status line and headers
     * @param body its beginning
     */
    record Answered(int status, String head, String body, double milliseconds) implements Outcome {
        boolean saysWhenToComeBack() {
            return head.toLowerCase(java.util.Locale.ROOT).contains("\nretry-after:");
        }
    }

    /** The server ended the connection without an answer. */
    record HungUp(double milliseconds) implements Outcome {}

    /** Nothing, for as long as anybody would wait. */
    record Silence(double milliseconds) implements Outcome {}
}
