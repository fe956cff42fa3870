package cloud.somersault.circuits.language;

import java.util.Optional;

/** The text of a program, with lines and columns of its offsets. */
final class Source {
    /** A line longer than this is shown in part. */
    private static final int SHOWN_MAX = 200;

    /** In a part that is not the beginning of its line, the place is under this column. */
    private static final int SHOWN_COLUMN = 80;

    private final char[] text;
    private int lastAt;
    private int lastLine = 1;

    Source(String text) {
        this.text = text.toCharArray();
    }

    /** The characters themselves; nobody writes to them. */
    char[] text() {
        return text;
    }

    String between(int start, int end) {
        return new String(text, start, end - start);
    }

    /** Where, in a shown line, the place of that column is. */
    static int shownColumn(int column) {
        return column <= SHOWN_MAX ? column : SHOWN_COLUMN;
    }

    /** The line of a place, from 1. */
    int line(int at) {
        if (at < lastAt) {
            lastAt = 0;
            lastLine = 1;
        }
        for (; lastAt < at && lastAt < text.length; lastAt++) {
            lastLine += text[lastAt] == '\n' ? 1 : 0;
        }
        return lastLine;
    }

    Diagnostic diagnostic(ProgramError error) {
        int at = Math.min(error.at(), text.length);
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < at; i++) {
            if (text[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = at - lineStart + 1;
        return new Diagnostic(
                error.code(),
                line,
                column,
                error.sentence(),
                shown(lineStart, column),
                error.hint().isEmpty() ? Optional.empty() : Optional.of(error.hint()));
    }

    private String shown(int lineStart, int column) {
        int from = lineStart + column - shownColumn(column);
        int end = from;
        while (end < text.length && end - from < SHOWN_MAX && text[end] != '\n') {
            end++;
        }
        var shown = new StringBuilder(end - from);
        for (int i = from; i < end; i++) {
            shown.append(printable(text[i]));
        }
        if (from > lineStart && !shown.isEmpty()) {
            shown.setCharAt(0, '\u2026');
        }
        return shown.toString().stripTrailing();
    }

    private static char printable(char character) {
        if (character == '\t' || character == '\r') {
            return ' ';
        }
        return Character.isISOControl(character) || Character.isSurrogate(character)
                ? '\ufffd'
                : character;
    }

    /** A piece of the text to be quoted in a message: short, and without control characters. */
    static String quoted(String piece) {
        var quoted = new StringBuilder("'");
        for (int i = 0; i < piece.length() && i < 40; i++) {
            quoted.append(printable(piece.charAt(i)));
        }
        return quoted.append(piece.length() > 40 ? "\u2026'" : "'").toString();
    }
}
