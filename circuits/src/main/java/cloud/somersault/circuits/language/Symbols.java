package cloud.somersault.circuits.language;

/** The words that are made of punctuation; the longest that fits wins. */
final class Symbols {
    /**
     * @param length in characters
     */
    record Symbol(Token token, int length) {}

    private static final Symbol ILLEGAL = new Symbol(Token.ILLEGAL, 1);
    private static final Symbol[] SINGLE = new Symbol[128];

    static {
        single('(', Token.LEFT_PARENTHESIS);
        single(')', Token.RIGHT_PARENTHESIS);
        single('[', Token.LEFT_BRACKET);
        single(']', Token.RIGHT_BRACKET);
        single('{', Token.LEFT_BRACE);
        single('}', Token.RIGHT_BRACE);
        single(';', Token.SEMICOLON);
        single(',', Token.COMMA);
        single(':', Token.COLON);
        single('.', Token.DOT);
        single('@', Token.AT);
        single('#', Token.HASH);
        single('=', Token.ASSIGN);
        single('+', Token.PLUS);
        single('-', Token.MINUS);
        single('*', Token.STAR);
        single('/', Token.SLASH);
        single('%', Token.PERCENT);
        single('^', Token.CARET);
        single('&', Token.AMPERSAND);
        single('|', Token.PIPE);
        single('~', Token.TILDE);
        single('!', Token.BANG);
        single('<', Token.LESS);
        single('>', Token.GREATER);
    }

    private static final Symbol ARROW = new Symbol(Token.ARROW, 2);
    private static final Symbol PLUS_PLUS = new Symbol(Token.PLUS_PLUS, 2);
    private static final Symbol STAR_STAR = new Symbol(Token.STAR_STAR, 2);
    private static final Symbol AND = new Symbol(Token.AND, 2);
    private static final Symbol OR = new Symbol(Token.OR, 2);
    private static final Symbol EQUAL = new Symbol(Token.EQUAL, 2);
    private static final Symbol NOT_EQUAL = new Symbol(Token.NOT_EQUAL, 2);
    private static final Symbol LESS_OR_EQUAL = new Symbol(Token.LESS_OR_EQUAL, 2);
    private static final Symbol GREATER_OR_EQUAL = new Symbol(Token.GREATER_OR_EQUAL, 2);
    private static final Symbol SHIFT_LEFT = new Symbol(Token.SHIFT_LEFT, 2);
    private static final Symbol SHIFT_RIGHT = new Symbol(Token.SHIFT_RIGHT, 2);
    private static final Symbol COMPOUND_2 = new Symbol(Token.COMPOUND_ASSIGN, 2);
    private static final Symbol COMPOUND_3 = new Symbol(Token.COMPOUND_ASSIGN, 3);

    private Symbols() {}

    private static void single(char character, Token token) {
        SINGLE[character] = new Symbol(token, 1);
    }

    static Symbol at(char[] text, int at) {
        char first = text[at];
        char second = at + 1 < text.length ? text[at + 1] : 0;
        char third = at + 2 < text.length ? text[at + 2] : 0;
        return switch (first) {
            case '-' -> second == '>' ? ARROW : compound(first, second);
            case '+' -> second == '+' ? PLUS_PLUS : compound(first, second);
            case '*' ->
                    second == '*' ? third == '=' ? COMPOUND_3 : STAR_STAR : compound(first, second);
            case '&' -> second == '&' ? AND : compound(first, second);
            case '|' -> second == '|' ? OR : compound(first, second);
            case '=' -> second == '=' ? EQUAL : known(first);
            case '!' -> second == '=' ? NOT_EQUAL : known(first);
            case '<' ->
                    second == '<'
                            ? third == '=' ? COMPOUND_3 : SHIFT_LEFT
                            : second == '=' ? LESS_OR_EQUAL : known(first);
            case '>' ->
                    second == '>'
                            ? third == '=' ? COMPOUND_3 : SHIFT_RIGHT
                            : second == '=' ? GREATER_OR_EQUAL : known(first);
            case '/', '%', '^', '~' -> compound(first, second);
            default -> known(first);
        };
    }

    private static Symbol compound(char first, char second) {
        return second == '=' ? COMPOUND_2 : known(first);
    }

    private static Symbol known(char first) {
        if (first >= SINGLE.length) {
            return ILLEGAL;
        }
        Symbol found = SINGLE[first];
        return found == null ? ILLEGAL : found;
    }
}
