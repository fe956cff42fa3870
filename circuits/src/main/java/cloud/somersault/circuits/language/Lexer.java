package cloud.somersault.circuits.language;

/**
 * Cuts a text into words, one at a time, in a single pass over its characters. The present word is
 * {@link #token()} from {@link #start()} to {@link #end()}; {@link #advance()} goes to the next.
 * Comments and blanks are passed over. Nothing is thrown here: what fits nowhere is {@link
 * Token#ILLEGAL} and the parser says so.
 */
final class Lexer {
    private final Source source;
    private char[] text;
    private int limit;

    /** Where the present statement begins: the window of the text keeps it. */
    private int mark;

    private final boolean linewise;
    private final NameTable names = new NameTable();
    private Token token = Token.END;
    private int start;
    private int end;
    private int previousEnd;

    /**
     * @param linewise OriginIR: ends of lines are words, and # starts a comment
     */
    Lexer(Source source, boolean linewise) {
        this.source = source;
        this.text = source.text();
        this.limit = source.limit();
        this.linewise = linewise;
        while (limit == 0 && !allThere()) {
            fill();
        }
        this.end = limit > 0 && text[0] == '\ufeff' ? 1 : 0;
        advance();
    }

    Token token() {
        return token;
    }

    /** Offset of the present word's first character. */
    int start() {
        return source.base() + start;
    }

    /** Offset after the present word's last character. */
    int end() {
        return source.base() + end;
    }

    /** Offset after the last character of the word before: where something is missing. */
    int previousEnd() {
        return source.base() + previousEnd;
    }

    /** What comes before the present word is not gone back to. */
    void mark() {
        mark = start;
    }

    /** Whether a line ends between the word before and the present one. */
    boolean lineBreakBefore() {
        for (int i = previousEnd; i < start; i++) {
            if (text[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** The present word itself. */
    String word() {
        return names.name(text, start, end);
    }

    /** Whether the present word is exactly this name. */
    boolean is(String name) {
        if (token != Token.IDENTIFIER || end - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (text[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing, not even a blank, is between the present word and this character. */
    boolean touches(char next) {
        return end < limit && text[end] == next;
    }

    /** Goes back to a word that was met before, by its start. */
    void rewind(int toStart) {
        end = toStart - source.base();
        advance();
    }

    /** The rest of the line from the present word on, which is passed over. */
    String restOfLine() {
        int to = start;
        while (text[to] != '\n' || to >= limit) {
            if (to < limit) {
                to++;
            } else if (allThere()) {
                break;
            } else {
                to -= fill();
            }
        }
        String rest = new String(text, start, to - start).strip();
        end = to;
        advance();
        return rest;
    }

    /** The value of an {@link Token#INTEGER}; -1 when it does not fit into 63 bits. */
    long integer() {
        return Numerals.integer(text, start, end);
    }

    /** The value of an {@link Token#INTEGER} or {@link Token#REAL}. */
    double real() {
        return Numerals.real(text, start, end);
    }

    void advance() {
        previousEnd = end;
        scan();
        while (end > limit - Source.MARGIN && !allThere()) {
            // The word, or what tells where it ends, may not be there yet.
            fill();
            end = previousEnd;
            scan();
        }
    }

    private boolean allThere() {
        return limit == source.limit() && source.ended();
    }

    /** Returns how far everything has moved. */
    private int fill() {
        if (limit < source.limit()) {
            // Somebody has looked ahead to show the rest of a line.
            text = source.text();
            limit = source.limit();
            return 0;
        }
        int moved = source.fill(Math.min(mark, previousEnd));
        text = source.text();
        limit = source.limit();
        mark -= moved;
        start -= moved;
        end -= moved;
        previousEnd -= moved;
        return moved;
    }

    /** Finds the word that begins after the present end. */
    private void scan() {
        int at = skipBlanks(end);
        start = at;
        if (at >= limit) {
            end = limit;
            token = Token.END;
            return;
        }
        char first = text[at];
        if (isNameStart(first)) {
            end = endOfName(at + 1);
            token = Token.IDENTIFIER;
        } else if (isDigit(first) || first == '.' && isDigit(text[at + 1])) {
            number(at);
        } else {
            symbol(at, first);
        }
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < limit) {
            char c = text[at];
            if (c == '\n' && linewise) {
                return at;
            }
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u00a0') {
                at++;
            } else if (c == '/' && at + 1 < limit && text[at + 1] == '/' || c == '#' && linewise) {
                at = endOfLine(at);
            } else if (c == '/' && at + 1 < limit && text[at + 1] == '*') {
                int close = endOfComment(at + 2);
                if (close < 0) {
                    return at;
                }
                at = close;
            } else {
                return at;
            }
        }
        return at;
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < limit && text[at] != '\n') {
            at++;
        }
        return at;
    }

    private int endOfComment(int from) {
        for (int at = from; at + 1 < limit; at++) {
            if (text[at] == '*' && text[at + 1] == '/') {
                return at + 2;
            }
        }
        return -1;
    }

    private void number(int at) {
        int after = Numerals.end(text, at);
        token = Numerals.isInteger(text, at, after) ? Token.INTEGER : Token.REAL;
        end = after;
        if (after < limit && isNameStart(text[after])) {
            int unitEnd = endOfName(after);
            token =
                    Durations.isUnit(text, after, unitEnd)
                            ? Token.DURATION
                            : Durations.isImaginary(text, after, unitEnd)
                                    ? Token.IMAGINARY
                                    : Token.ILLEGAL;
            end = unitEnd;
        }
    }

    private void symbol(int at, char first) {
        if (first == '\n') {
            set(Token.LINE_END, at + 1);
        } else if (first == '/' && at + 1 < limit && text[at + 1] == '*') {
            // Comments that end were passed over as blanks.
            set(Token.ILLEGAL, limit);
        } else if (first == '"' || first == '\'' && !linewise) {
            string(at, first);
        } else if (first == '$' && at + 1 < limit && isDigit(text[at + 1])) {
            int after = at + 1;
            while (after < limit && isDigit(text[after])) {
                after++;
            }
            set(Token.PHYSICAL, after);
        } else {
            Symbols.Symbol symbol = Symbols.at(text, at);
            set(symbol.token(), at + symbol.length());
        }
    }

    private void string(int at, char quote) {
        int after = at + 1;
        while (after < limit && text[after] != quote && text[after] != '\n') {
            after++;
        }
        boolean closed = after < limit && text[after] == quote;
        set(closed ? Token.STRING : Token.ILLEGAL, closed ? after + 1 : after);
    }

    private void set(Token kind, int after) {
        token = kind;
        end = after;
    }

    private int endOfName(int from) {
        int at = from;
        while (at < limit && isNamePart(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || c > 127 && Character.isUnicodeIdentifierStart(c);
    }

    static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c > 127
                        && Character.isUnicodeIdentifierPart(c)
                        && !Character.isIdentifierIgnorable(c);
    }
}
