package cloud.somersault.http.problem;

import java.util.Optional;

/**
 * One error in a program text, as JSON.
 *
 * @param program which of the request's programs, from 0
 * @param code what kind
 * @param line from 1
 * @param column from 1
 * @param message one sentence
 * @param sourceLine the whole line that is meant
 * @param hint what would help, if something is known
 */
public record ProgramError(
        int program,
        String code,
        int line,
        int column,
        String message,
        String sourceLine,
        Optional<String> hint) {}
