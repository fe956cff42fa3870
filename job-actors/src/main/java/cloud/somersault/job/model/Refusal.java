package cloud.somersault.job.model;

import cloud.somersault.circuits.language.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * A job that can't be accepted, with everything its author needs to mend it.
 *
 * @param code stable, kebab-case
 * @param message one sentence
 * @param hint what to do next
 * @param program the index of the program at fault, where one is
 * @param diagnostics what is wrong in the text, line by line
 */
public record Refusal(
        String code,
        String message,
        Optional<String> hint,
        Optional<Integer> program,
        List<Diagnostic> diagnostics) {
    public Refusal {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Without a place in a program. */
    public static Refusal of(String code, String message, String hint) {
        return new Refusal(code, message, Optional.of(hint), Optional.empty(), List.of());
    }
}
