package cloud.somersault.circuits.language;

import java.util.List;

/** What came of reading a text. */
public sealed interface Reading {

    /** The text is a program. */
    record Accepted(Program program) implements Reading {}

    /**
     * The text is not a program, or not one within the limits.
     *
     * @param diagnostics at least one and at most 20, in the order of the text where possible
     */
    record Refused(List<Diagnostic> diagnostics) implements Reading {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
