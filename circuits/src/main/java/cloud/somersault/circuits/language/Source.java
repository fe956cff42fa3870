package cloud.somersault.circuits.language;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a program: a window that slides over it, with lines and columns of its offsets. The
 * window holds the statement that is read and the lines around it; of a text that is there as a
 * whole, it is the whole. What is read again much later, the bodies of definitions, is kept aside.
 */
final class Source {
    /** A line longer than this is shown in part. */
    private static final int SHOWN_MAX = 200;

    /** In a part that is not the beginning of its line, the place is under this column. */
    private static final int SHOWN_COLUMN = 80;

    private static final int WINDOW = 1 << 16;

    /** One statement and the comments in it. */
    private static final int WINDOW_MAX = 1 << 25;

    /** So far one may look beyond the limit without asking; what is there is 0. */
    static final int MARGIN = 8;

    private final @Nullable Reader reader;
    private final int charactersMax;
    private final List<Piece> kept = new ArrayList<>();
    private char[] text;
    private int limit;
    private boolean ended;

    /**
     * Of the first character of the window: its offset, its line and how much of the line is gone.
     */
    private int base;

    private int baseLine = 1;
    private int baseColumn;

    /** A place whose line is known, so that lines are counted once. */
    private int lastAt;

    private int lastLine = 1;

    Source(String text) {
        this.reader = null;
        this.charactersMax = text.length();
        this.text = Arrays.copyOf(text.toCharArray(), text.length() + MARGIN);
        this.limit = text.length();
        this.ended = true;
    }

    Source(Reader reader, int charactersMax) {
        this.reader = reader;
        this.charactersMax = charactersMax;
        this.text = new char[WINDOW + MARGIN];
    }

    /** A part of the text that has left the window. */
    private record Piece(int from, int line, int column, String text) {}

    /** The characters of the window; nobody writes to them. */
    char[] text() {
        return text;
    }

    /** Behind the last character of the window. */
    int limit() {
        return limit;
    }

    /** The offset of the window's first character. */
    int base() {
        return base;
    }

    /** Whether nothing comes behind the window. */
    boolean ended() {
        return ended;
    }

    /**
     * Reads on. What is before a place may leave the window, but for the line that it is in.
     *
     * @param keep a place in the window
     * @return how far all characters have moved towards the beginning of the window
     */
    int fill(int keep) {
        int start = keep;
        while (start > 0 && text[start - 1] != '\n' && keep - start <= 4 * SHOWN_MAX) {
            start--;
        }
        int moved = 0;
        if (start > (text.length - MARGIN) / 2) {
            drop(start);
            moved = start;
        } else if (limit == text.length - MARGIN) {
            if (limit >= WINDOW_MAX) {
                throw ProgramError.limit(
                        "statement-too-long",
                        base + keep,
                        "a statement has more than " + WINDOW_MAX + " characters",
                        "split it into several");
            }
            text = Arrays.copyOf(text, 2 * limit + MARGIN);
        }
        read();
        if (limit > charactersMax - base) {
            throw tooLong(base + keep, charactersMax);
        }
        return moved;
    }

    /** Reads as much as there is room for. */
    private void read() {
        try {
            int read = reader == null ? -1 : reader.read(text, limit, text.length - MARGIN - limit);
            ended = read < 0;
            limit += Math.max(0, read);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Arrays.fill(text, limit, Math.min(text.length, limit + MARGIN), '\0');
    }

    /** Reads on to the end of the line of a place, or as far as a line is shown. */
    private void readLine(int place) {
        int end = place;
        while (end < place + SHOWN_MAX && (end >= limit || text[end] != '\n')) {
            if (end < limit) {
                end++;
            } else if (ended) {
                return;
            } else {
                if (limit == text.length - MARGIN) {
                    text = Arrays.copyOf(text, text.length + WINDOW);
                }
                read();
            }
        }
    }

    static ProgramError tooLong(int at, int charactersMax) {
        return ProgramError.limit(
                "program-too-long",
                at,
                "the program has more characters than the " + charactersMax + " that are read",
                "split it into several programs");
    }

    private void drop(int count) {
        for (int i = 0; i < count; i++) {
            baseColumn++;
            if (text[i] == '\n') {
                baseLine++;
                baseColumn = 0;
            }
        }
        System.arraycopy(text, count, text, 0, limit - count);
        limit -= count;
        base += count;
        if (lastAt < base) {
            lastAt = base;
            lastLine = baseLine;
        }
    }

    /** Keeps a part of the text, to show places in it when it has left the window. */
    void keep(int start, int end) {
        if (reader == null) {
            return;
        }
        int lineStart = lineStart(start - base);
        int column = lineStart == 0 ? baseColumn : 0;
        kept.add(
                new Piece(
                        base + lineStart,
                        line(start),
                        column,
                        new String(text, lineStart, end - base - lineStart)));
    }

    String between(int start, int end) {
        return new String(text, start - base, end - start);
    }

    /** Where, in a shown line, the place of that column is. */
    static int shownColumn(int column) {
        return column <= SHOWN_MAX ? column : SHOWN_COLUMN;
    }

    /** The line of a place, from 1. */
    int line(int at) {
        if (at < lastAt) {
            lastAt = base;
            lastLine = baseLine;
        }
        int end = Math.min(at - base, limit);
        for (int i = lastAt - base; i < end; i++) {
            lastLine += text[i] == '\n' ? 1 : 0;
        }
        lastAt = Math.max(lastAt, base + end);
        return lastLine;
    }

    private int lineStart(int place) {
        int start = place;
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    Diagnostic diagnostic(ProgramError error) {
        int at = Math.min(error.at(), base + limit);
        if (at < base) {
            for (var piece : kept) {
                if (at >= piece.from() && at < piece.from() + piece.text().length()) {
                    var part = new Source(piece.text());
                    part.baseLine = piece.line();
                    part.lastLine = piece.line();
                    part.baseColumn = piece.column();
                    return part.shown(error, at - piece.from());
                }
            }
        }
        return shown(error, Math.max(0, at - base));
    }

    private Diagnostic shown(ProgramError error, int place) {
        readLine(place);
        int lineStart = lineStart(place);
        int column = place - lineStart + 1;
        return new Diagnostic(
                error.code(),
                line(base + place),
                lineStart == 0 ? baseColumn + column : column,
                error.sentence(),
                shown(lineStart, column, lineStart == 0 ? baseColumn : 0),
                error.hint().isEmpty() ? Optional.empty() : Optional.of(error.hint()));
    }

    /**
     * @param gone how many characters of the line are no longer there
     */
    private String shown(int lineStart, int column, int gone) {
        int from = Math.max(lineStart, lineStart + column - shownColumn(column + gone));
        int end = from;
        while (end < limit && end - from < SHOWN_MAX && text[end] != '\n') {
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
