package cloud.somersault.cli.examples;

/**
 * Whether a result agrees with what was expected.
 *
 * @param agrees whether it does
 * @param strain how much of what is allowed was used up; above 1 it does not agree
 * @param words the figure behind it
 */
public record Verdict(boolean agrees, double strain, String words) {

    /** There is nothing to judge. */
    public static Verdict missing(String words) {
        return new Verdict(false, Double.POSITIVE_INFINITY, words);
    }
}
