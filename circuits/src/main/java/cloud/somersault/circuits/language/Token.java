package cloud.somersault.circuits.language;

/** The kinds of words that a {@link Lexer} finds. */
enum Token {
    END("the end of the text"),
    LINE_END("the end of the line"),
    IDENTIFIER("a name"),
    INTEGER("an integer"),
    REAL("a number"),
    DURATION("a duration"),
    IMAGINARY("an imaginary number"),
    STRING("a string"),
    PHYSICAL("a physical qubit"),
    ILLEGAL("a character that no program has"),
    LEFT_PARENTHESIS("'('"),
    RIGHT_PARENTHESIS("')'"),
    LEFT_BRACKET("'['"),
    RIGHT_BRACKET("']'"),
    LEFT_BRACE("'{'"),
    RIGHT_BRACE("'}'"),
    SEMICOLON("';'"),
    COMMA("','"),
    COLON("':'"),
    DOT("'.'"),
    AT("'@'"),
    HASH("'#'"),
    ARROW("'->'"),
    ASSIGN("'='"),
    PLUS("'+'"),
    PLUS_PLUS("'++'"),
    MINUS("'-'"),
    STAR("'*'"),
    STAR_STAR("'**'"),
    SLASH("'/'"),
    PERCENT("'%'"),
    CARET("'^'"),
    AMPERSAND("'&'"),
    AND("'&&'"),
    PIPE("'|'"),
    OR("'||'"),
    TILDE("'~'"),
    BANG("'!'"),
    EQUAL("'=='"),
    NOT_EQUAL("'!='"),
    LESS("'<'"),
    LESS_OR_EQUAL("'<='"),
    GREATER("'>'"),
    GREATER_OR_EQUAL("'>='"),
    SHIFT_LEFT("'<<'"),
    SHIFT_RIGHT("'>>'"),
    /** Any of {@code += -= *= /=} and so on; the text says which. */
    COMPOUND_ASSIGN("an assignment");

    private final String description;

    Token(String description) {
        this.description = description;
    }

    /** How a message names it. */
    String description() {
        return description;
    }
}
