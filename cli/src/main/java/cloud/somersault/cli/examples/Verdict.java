package cloud.somersault.cli.examples;

/**
 * Whether a result agrees with what was expected.
 *
 * @param agrees whether it does
 * @param words the figure behind it
 */
public record Verdict(boolean agrees, String words) {}
