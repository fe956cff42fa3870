package cloud.somersault.circuits.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Passes over the pulses of OpenQASM 3, which belong to a grammar of their own: only which gates
 * have a calibration is kept.
 */
final class OpenQasm3Calibrations {
    private static final int BODY_WORDS_MAX = 10_000_000;

    private final Words words;
    private final Lexer lexer;

    OpenQasm3Calibrations(Words words) {
        this.words = words;
        this.lexer = words.lexer();
    }

    /** From {@code defcalgrammar}, {@code cal} or {@code defcal} to behind the whole. */
    Optional<Statement> statement(String word) {
        int at = words.at();
        lexer.advance();
        return switch (word) {
            case "defcalgrammar" -> {
                words.string("the grammar's name in quotes");
                words.semicolon();
                yield Optional.empty();
            }
            case "cal" -> {
                body(at);
                yield Optional.empty();
            }
            default -> Optional.of(calibration(at));
        };
    }

    private Statement calibration(int at) {
        String gate = words.name("the name of the calibrated gate");
        if (words.accept(Token.LEFT_PARENTHESIS)) {
            int open = 1;
            while (open > 0 && !words.is(Token.END)) {
                open += words.is(Token.LEFT_PARENTHESIS) ? 1 : 0;
                open -= words.is(Token.RIGHT_PARENTHESIS) ? 1 : 0;
                lexer.advance();
            }
        }
        var qubits = new ArrayList<String>(2);
        while (words.is(Token.PHYSICAL) || words.is(Token.IDENTIFIER)) {
            qubits.add(words.take());
            if (!words.accept(Token.COMMA)) {
                break;
            }
        }
        while (!words.is(Token.LEFT_BRACE) && !words.is(Token.END) && !words.is(Token.SEMICOLON)) {
            lexer.advance(); // the type of the result
        }
        body(at);
        return new Statement.Calibration(gate, List.copyOf(qubits), at);
    }

    /** Anything, as long as its braces are balanced. */
    private void body(int at) {
        if (!words.is(Token.LEFT_BRACE)) {
            throw words.unexpected("'{' and the calibration");
        }
        int open = 0;
        for (int i = 0; i < BODY_WORDS_MAX; i++) {
            if (words.is(Token.END)) {
                break;
            }
            open += words.is(Token.LEFT_BRACE) ? 1 : 0;
            open -= words.is(Token.RIGHT_BRACE) ? 1 : 0;
            lexer.advance();
            if (open == 0) {
                return;
            }
        }
        throw new ProgramError("unterminated-block", at, "this block is never closed with '}'");
    }
}
