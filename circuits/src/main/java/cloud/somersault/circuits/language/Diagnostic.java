package cloud.somersault.circuits.language;

import java.util.Optional;

/**
 * One thing that is wrong with a text.
 *
 * @param code stable, in kebab case
 * @param line from 1
 * @param column from 1, in UTF-16 units
 * @param message one sentence: what was found and what was expected
 * @param sourceLine the line of the text; of an overlong line a part, which begins with an ellipsis
 *     when it is not the beginning
 * @param hint what to write instead, when that is known
 */
public record Diagnostic(
        String code,
        int line,
        int column,
        String message,
        String sourceLine,
        Optional<String> hint) {

    /** For people: the message, the line of the text, a caret under the place, and the hint. */
    public String pretty() {
        String number = Integer.toString(line);
        String margin = " ".repeat(number.length());
        var text = new StringBuilder();
        text.append("error[").append(code).append("]: ").append(message).append('\n');
        text.append(margin).append("--> line ").append(line);
        text.append(", column ").append(column).append('\n');
        text.append(number).append(" | ").append(sourceLine).append('\n');
        int caret = Math.min(Source.shownColumn(column), sourceLine.length() + 1);
        text.append(margin).append(" | ").append(" ".repeat(caret - 1)).append("^\n");
        hint.ifPresent(words -> text.append(margin).append(" = help: ").append(words).append('\n'));
        return text.toString();
    }
}
