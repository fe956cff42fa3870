package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses OpenQASM 2 as the world writes it: the language of the paper (arXiv:1707.03429), and a
 * condition on a single bit.
 */
final class OpenQasm2Parser implements StatementParser {
    private final Words words;
    private final Lexer lexer;
    private final Formulas formulas;

    OpenQasm2Parser(Words words) {
        this.words = words;
        this.lexer = words.lexer();
        this.formulas = new Formulas(words, true);
        version();
    }

    private void version() {
        if (!words.accept("OPENQASM")) {
            return;
        }
        int at = words.at();
        boolean number = words.is(Token.REAL) || words.is(Token.INTEGER);
        double version = number ? lexer.real() : 0;
        try {
            if (!(version >= 2 && version < 3)) {
                throw new ProgramError(
                        "unsupported-version",
                        at,
                        "expected version 2.0, found " + words.found(),
                        version >= 3 && version < 4
                                ? "this is OpenQASM 3: name openqasm-3 as its language"
                                : "write OPENQASM 2.0;");
            }
            lexer.advance();
            words.semicolon();
        } catch (ProgramError error) {
            words.problems().report(error);
            words.recover();
        }
    }

    @Override
    public Optional<Statement> next() {
        while (!words.is(Token.END)) {
            lexer.mark();
            int before = words.at();
            try {
                if (words.accept(Token.SEMICOLON)) {
                    continue;
                }
                if (words.accept(Token.RIGHT_BRACE)) {
                    throw new ProgramError(
                            "unexpected-word", before, "this '}' closes no block that is open");
                }
                return Optional.of(statement());
            } catch (ProgramError error) {
                words.problems().report(error);
                words.recover();
            }
        }
        return Optional.empty();
    }

    private Statement statement() {
        int at = words.at();
        if (!words.is(Token.IDENTIFIER)) {
            throw words.unexpected("a statement");
        }
        return switch (lexer.word()) {
            case "include" -> {
                lexer.advance();
                String file = words.string("the file's name in quotes");
                words.semicolon();
                yield new Statement.Include(file, at);
            }
            case "qreg", "creg" -> register();
            case "gate" -> gate();
            case "opaque" -> opaque();
            case "if" -> condition();
            case "OPENQASM" ->
                    throw new ProgramError(
                            "misplaced-version", at, "the version is the first line or absent");
            case "qubit",
                    "bit",
                    "const",
                    "let",
                    "for",
                    "while",
                    "def",
                    "input",
                    "output",
                    "ctrl",
                    "inv",
                    "pow",
                    "negctrl",
                    "delay" -> {
                String word = lexer.word();
                lexer.advance();
                if (words.is(Token.IDENTIFIER)
                        || words.is(Token.LEFT_BRACKET)
                        || words.is(Token.AT)) {
                    throw new ProgramError(
                            "unsupported-" + word,
                            at,
                            "OpenQASM 2 has no " + Source.quoted(word),
                            "name openqasm-3 as the language, or write it in OpenQASM 2");
                }
                lexer.rewind(at);
                yield operation();
            }
            default -> operation();
        };
    }

    private Statement register() {
        boolean quantum = words.is("qreg");
        lexer.advance();
        int at = words.at();
        String name = words.name("the name of the register");
        if (!words.is(Token.LEFT_BRACKET)) {
            throw words.unexpected("'[' and the size of the register");
        }
        var size = formulas.size();
        words.semicolon();
        return quantum
                ? new Statement.Qubits(name, size, at)
                : new Statement.Bits(
                        name, size, Optional.empty(), Optional.empty(), Optional.empty(), at);
    }

    private Statement gate() {
        int start = words.at();
        lexer.advance();
        int at = words.at();
        String name = words.name("the name of the gate");
        List<String> parameters = parameters();
        List<String> qubits = names("a qubit's name");
        List<Statement> body =
                words.nested(() -> {
                    words.expect(Token.LEFT_BRACE, "and the gate's body");
                    return body();
                });
        String text = words.between(start, lexer.previousEnd());
        words.keep(start);
        boolean standard = StandardDefinitions.of(name).filter(text::equals).isPresent();
        return new Statement.GateDefinition(name, parameters, qubits, body, standard, at);
    }

    private List<Statement> body() {
        var body = new ArrayList<Statement>();
        while (!words.accept(Token.RIGHT_BRACE)) {
            if (words.is(Token.END)) {
                throw words.unexpected("'}' to close the gate's body");
            }
            try {
                body.add(operation());
            } catch (ProgramError error) {
                words.problems().report(error);
                words.recover();
            }
        }
        return body;
    }

    private Statement opaque() {
        lexer.advance();
        int at = words.at();
        String name = words.name("the name of the gate");
        int parameters = parameters().size();
        int qubits = names("a qubit's name").size();
        words.semicolon();
        return new Statement.Opaque(name, parameters, qubits, at);
    }

    private List<String> parameters() {
        if (!words.accept(Token.LEFT_PARENTHESIS)) {
            return List.of();
        }
        List<String> parameters =
                words.is(Token.RIGHT_PARENTHESIS) ? List.of() : names("a parameter");
        words.expect(Token.RIGHT_PARENTHESIS, "after the parameters");
        return parameters;
    }

    private List<String> names(String what) {
        var names = new ArrayList<String>(3);
        do {
            int at = words.at();
            String name = words.name(what);
            if (names.contains(name)) {
                throw new ProgramError(
                        "duplicate-name", at, Source.quoted(name) + " is named twice");
            }
            names.add(name);
            if (names.size() > 1_000) {
                throw new ProgramError("too-many-operands", at, "more than 1000 names");
            }
        } while (words.accept(Token.COMMA));
        return names;
    }

    private Statement condition() {
        int at = words.at();
        lexer.advance();
        words.expect(Token.LEFT_PARENTHESIS, "after 'if'");
        int asked = words.at();
        Operand bits = formulas.operand("a classical register");
        int equals = words.at();
        words.expect(Token.EQUAL, "and a number: if(c==1)");
        int valueAt = words.at();
        if (!words.is(Token.INTEGER)) {
            throw words.unexpected("a whole number");
        }
        long value = lexer.integer();
        lexer.advance();
        if (value < 0) {
            throw new ProgramError(
                    "number-too-large", valueAt, "the number needs more than 63 bits");
        }
        words.expect(Token.RIGHT_PARENTHESIS, "after the condition");
        var condition =
                new Expression.Binary(
                        Expression.Operator.EQUAL,
                        new Expression.Indexed(bits, asked),
                        new Expression.Whole(value, valueAt),
                        equals);
        return new Statement.If(condition, List.of(operation()), List.of(), at);
    }

    /** What may stand under an if: a gate, a measurement, a reset or a barrier. */
    private Statement operation() {
        int at = words.at();
        String word = words.name("a gate");
        switch (word) {
            case "measure" -> {
                var qubits = formulas.operand("the qubit to measure");
                words.expect(Token.ARROW, "and the bit that keeps the result");
                var bits = formulas.operand("the bit that keeps the result");
                words.semicolon();
                return new Statement.Measure(qubits, Optional.of(bits), at);
            }
            case "reset" -> {
                var qubits = formulas.operand("the qubit to reset");
                words.semicolon();
                return new Statement.Reset(qubits, at);
            }
            case "barrier" -> {
                var qubits = formulas.operands("a qubit or register");
                words.semicolon();
                return new Statement.Barrier(qubits, false, at);
            }
            default -> {
                List<Expression> parameters =
                        words.accept(Token.LEFT_PARENTHESIS)
                                ? formulas.formulasUntil(Token.RIGHT_PARENTHESIS)
                                : List.of();
                var operands = formulas.operands("a qubit or register");
                words.semicolon();
                return new Statement.Call(List.of(), word, parameters, operands, false, at);
            }
        }
    }
}
