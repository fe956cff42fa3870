package cloud.somersault.circuits.language;

import java.util.function.Supplier;

/** What the parsers have in common: a place in the text, and what to say when a word is missing. */
final class Words {
    private final Source source;
    private final Lexer lexer;
    private final Problems problems;
    private final int nestingMax;
    private int nesting;

    Words(Source source, boolean linewise, Problems problems, ReadLimits limits) {
        this.source = source;
        this.lexer = new Lexer(source, linewise);
        this.problems = problems;
        this.nestingMax = limits.nestingMax();
    }

    Lexer lexer() {
        return lexer;
    }

    Problems problems() {
        return problems;
    }

    Token token() {
        return lexer.token();
    }

    int at() {
        return lexer.start();
    }

    boolean is(Token token) {
        return lexer.token() == token;
    }

    boolean is(String name) {
        return lexer.is(name);
    }

    /** The present word, which is passed. */
    String take() {
        String word = lexer.word();
        lexer.advance();
        return word;
    }

    boolean accept(Token token) {
        if (lexer.token() != token) {
            return false;
        }
        lexer.advance();
        return true;
    }

    boolean accept(String name) {
        if (!lexer.is(name)) {
            return false;
        }
        lexer.advance();
        return true;
    }

    void expect(Token token, String place) {
        if (!accept(token)) {
            throw unexpected(token.description() + " " + place);
        }
    }

    String name(String what) {
        if (!is(Token.IDENTIFIER)) {
            throw unexpected(what);
        }
        return take();
    }

    /** The text between the quotes of the present string. */
    String string(String what) {
        if (!is(Token.STRING)) {
            throw unexpected(what);
        }
        String word = take();
        return word.substring(1, word.length() - 1);
    }

    /** Ends a statement; a semicolon missing at the end of a line costs only a report. */
    void semicolon() {
        if (accept(Token.SEMICOLON)) {
            return;
        }
        int missing = lexer.previousEnd();
        var error =
                new ProgramError(
                        "expected-semicolon",
                        missing,
                        "expected ';' at the end of the statement, found " + found());
        problems.report(error);
        if (!lineBreakBefore()) {
            throw ProgramError.consequence(missing);
        }
    }

    private boolean lineBreakBefore() {
        return lexer.lineBreakBefore() || is(Token.END) || is(Token.RIGHT_BRACE);
    }

    /** Keeps the text of a definition, whose mistakes may show later. */
    void keep(int start) {
        source.keep(start, lexer.previousEnd());
    }

    ProgramError unexpected(String expected) {
        return is(Token.ILLEGAL)
                ? illegal()
                : new ProgramError(
                        "unexpected-word", at(), "expected " + expected + ", found " + found());
    }

    private ProgramError illegal() {
        String word = source.between(lexer.start(), lexer.end());
        return switch (word.charAt(0)) {
            case '/' ->
                    new ProgramError(
                            "unterminated-comment", at(), "this comment is never closed with */");
            case '"', '\'' ->
                    new ProgramError(
                            "unterminated-string", at(), "this string is not closed on its line");
            default ->
                    word.charAt(0) >= '0' && word.charAt(0) <= '9'
                            ? new ProgramError(
                                    "malformed-number", at(), Source.quoted(word) + " is no number")
                            : new ProgramError(
                                    "unexpected-character",
                                    at(),
                                    "the character "
                                            + Source.quoted(word)
                                            + " has no meaning here");
        };
    }

    /** How a message names the present word. */
    String found() {
        return switch (token()) {
            case END, LINE_END -> token().description();
            default -> Source.quoted(source.between(lexer.start(), lexer.end()));
        };
    }

    /** The line of a place, from 1. */
    int line(int at) {
        return source.line(at);
    }

    String between(int start, int end) {
        return source.between(start, end);
    }

    /** Reads something that contains itself, unless it is nested too deeply. */
    <T> T nested(Supplier<T> part) {
        if (nesting >= nestingMax) {
            throw ProgramError.limit(
                    "nesting-too-deep",
                    at(),
                    "more than " + nestingMax + " levels of nesting",
                    "name the inner parts and use the names");
        }
        nesting++;
        try {
            return part.get();
        } finally {
            nesting--;
        }
    }

    /**
     * Goes to where the next statement may begin: after a semicolon or after a block, but never out
     * of the block that the statement is in.
     */
    void recover() {
        int depth = 0;
        while (!is(Token.END)) {
            if (is(Token.LEFT_BRACE)) {
                depth++;
            } else if (is(Token.RIGHT_BRACE)) {
                if (depth == 0) {
                    return;
                }
                depth--;
                if (depth == 0) {
                    lexer.advance();
                    return;
                }
            } else if (is(Token.SEMICOLON) && depth == 0) {
                lexer.advance();
                return;
            }
            lexer.advance();
        }
    }
}
