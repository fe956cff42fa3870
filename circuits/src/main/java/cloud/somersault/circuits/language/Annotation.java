package cloud.somersault.circuits.language;

/**
 * An annotation or a pragma of a program. It means nothing here and is carried along.
 *
 * @param line where it stands, from 1
 * @param text the whole of it, beginning with {@code @} or {@code pragma}
 */
public record Annotation(int line, String text) {}
