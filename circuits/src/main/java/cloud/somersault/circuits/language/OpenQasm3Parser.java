package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Statement.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses OpenQASM 3, one statement of the outermost level at a time. */
final class OpenQasm3Parser implements StatementParser {
    private static final int ANNOTATIONS_MAX = 100_000;

    private final Words words;
    private final Lexer lexer;
    private final Formulas formulas;
    private final OpenQasm3Declarations declarations;
    private final OpenQasm3Blocks blocks;
    private final OpenQasm3Calibrations calibrations;
    private final List<Annotation> carried = new ArrayList<>();
    private Annotations annotations = Annotations.NONE;

    OpenQasm3Parser(Words words) {
        this.words = words;
        this.lexer = words.lexer();
        this.formulas = new Formulas(words, false);
        this.declarations = new OpenQasm3Declarations(words, formulas, this);
        this.blocks = new OpenQasm3Blocks(words, formulas, this);
        this.calibrations = new OpenQasm3Calibrations(words);
        version();
    }

    private void version() {
        if (!words.accept("OPENQASM")) {
            return;
        }
        int at = words.at();
        boolean number = words.is(Token.REAL) || words.is(Token.INTEGER);
        double version = number ? lexer.real() : 0;
        if (!(version >= 3 && version < 4)) {
            words.problems()
                    .report(
                            new ProgramError(
                                    "unsupported-version",
                                    at,
                                    "expected version 3.0 or 3.1, found " + words.found(),
                                    version >= 2 && version < 3
                                            ? "this is OpenQASM 2: name openqasm-2 as its language"
                                            : "write OPENQASM 3.0;"));
        }
        if (number) {
            lexer.advance();
        }
        ending();
    }

    private void ending() {
        try {
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
                if (words.is(Token.RIGHT_BRACE)) {
                    lexer.advance();
                    throw new ProgramError(
                            "unexpected-word", before, "this '}' closes no block that is open");
                }
                Optional<Statement> statement = statement();
                if (statement.isPresent()) {
                    return statement;
                }
            } catch (ProgramError error) {
                words.problems().report(error);
                annotations = Annotations.NONE;
                words.recover();
            }
        }
        return Optional.empty();
    }

    /** A block in braces, or a single statement. What is wrong inside is reported here. */
    List<Statement> body() {
        return words.nested(() -> {
            if (!words.accept(Token.LEFT_BRACE)) {
                return statement().map(List::of).orElse(List.of());
            }
            var body = new ArrayList<Statement>();
            while (!words.accept(Token.RIGHT_BRACE)) {
                if (words.is(Token.END)) {
                    throw words.unexpected("'}' to close the block");
                }
                try {
                    statement().ifPresent(body::add);
                } catch (ProgramError error) {
                    words.problems().report(error);
                    words.recover();
                }
            }
            return body;
        });
    }

    /** The statement that begins here; empty when it says nothing about the circuit. */
    private Optional<Statement> statement() {
        switch (words.token()) {
            case SEMICOLON -> {
                lexer.advance();
                return Optional.empty();
            }
            case AT -> {
                annotation();
                return Optional.empty();
            }
            case HASH -> {
                lexer.advance();
                if (!words.is("pragma")) {
                    throw words.unexpected("'pragma' after '#'");
                }
                return pragma();
            }
            case IDENTIFIER -> {}
            case LEFT_BRACE -> {
                int at = words.at();
                annotations = Annotations.NONE;
                return Optional.of(new Statement.Block(body(), at));
            }
            default -> throw words.unexpected("a statement");
        }
        Annotations own = annotations;
        annotations = Annotations.NONE;
        return keyword(own);
    }

    private Optional<Statement> keyword(Annotations own) {
        int at = words.at();
        String word = lexer.word();
        return switch (word) {
            case "pragma" -> pragma();
            case "nop" -> {
                lexer.advance();
                List<Operand> qubits =
                        words.is(Token.SEMICOLON)
                                ? List.of()
                                : formulas.operands("a qubit or register");
                words.semicolon();
                yield Optional.of(new Statement.Idle(qubits, at));
            }
            case "include" -> {
                lexer.advance();
                String file = words.string("the file's name in quotes");
                words.semicolon();
                yield Optional.of(new Statement.Include(file, at));
            }
            case "gate" -> Optional.of(declarations.gate());
            case "barrier" -> Optional.of(barrier(own));
            case "reset" -> {
                lexer.advance();
                var qubits = formulas.operand("the qubit to reset");
                words.semicolon();
                yield Optional.of(new Statement.Reset(qubits, at));
            }
            case "delay" -> Optional.of(delay(own));
            case "measure" -> Optional.of(measure());
            case "defcalgrammar", "cal", "defcal" -> calibrations.statement(word);
            case "OPENQASM" ->
                    throw new ProgramError(
                            "misplaced-version", at, "the version is the first line or absent");
            default -> {
                Optional<Statement> block = blocks.statement(word, own);
                if (block.isPresent()) {
                    yield block;
                }
                Optional<Statement> declaration = declarations.declaration(word, own);
                yield declaration.isPresent() ? declaration : Optional.of(other(own));
            }
        };
    }

    private Optional<Statement> pragma() {
        int at = words.at();
        lexer.advance();
        String text = words.is(Token.END) ? "" : lexer.restOfLine();
        carry("pragma " + text, at);
        return Annotations.chipSize(text).map(qubits -> new Statement.ChipSize(qubits, at));
    }

    private void annotation() {
        int at = words.at();
        lexer.advance();
        String text = lexer.restOfLine();
        carry("@" + text, at);
        annotations = annotations.with(text);
    }

    /** Keeps what a person or a tool has said, unless the writers here have said it. */
    private void carry(String text, int at) {
        if (Annotations.isOwn(text)) {
            return;
        }
        if (carried.size() >= ANNOTATIONS_MAX) {
            throw ProgramError.limit(
                    "too-many-annotations",
                    at,
                    "more than " + ANNOTATIONS_MAX + " annotations and pragmas",
                    "leave those out that this service does not know");
        }
        carried.add(new Annotation(words.line(at), text));
    }

    @Override
    public List<Annotation> annotations() {
        return carried;
    }

    private Statement barrier(Annotations own) {
        int at = words.at();
        lexer.advance();
        List<Operand> qubits =
                words.is(Token.SEMICOLON) ? List.of() : formulas.operands("a qubit or register");
        words.semicolon();
        return new Statement.Barrier(qubits, qubits.isEmpty() && !own.onNothing(), at);
    }

    private Statement delay(Annotations own) {
        int at = words.at();
        lexer.advance();
        Expression duration =
                formulas.size().orElseThrow(() -> words.unexpected("'[' and a duration"));
        List<Operand> qubits =
                words.is(Token.SEMICOLON) ? List.of() : formulas.operands("a qubit or register");
        words.semicolon();
        return new Statement.Delay(duration, qubits, qubits.isEmpty() && !own.onNothing(), at);
    }

    private Statement measure() {
        int at = words.at();
        lexer.advance();
        var qubits = formulas.operand("the qubit to measure");
        Optional<Operand> bits = Optional.empty();
        if (words.accept(Token.ARROW)) {
            bits = Optional.of(formulas.operand("the bit that keeps the result"));
        }
        words.semicolon();
        return new Statement.Measure(qubits, bits, at);
    }

    /** A gate or an assignment: what begins with a name that is no keyword. */
    private Statement other(Annotations own) {
        int at = words.at();
        var modifiers = modifiers();
        int nameAt = words.at();
        String name = words.name("the name of a gate");
        boolean assigns =
                words.is(Token.LEFT_BRACKET)
                        || words.is(Token.ASSIGN)
                        || words.is(Token.COMPOUND_ASSIGN);
        if (modifiers.isEmpty() && assigns) {
            lexer.rewind(nameAt);
            return assignment(at);
        }
        List<Expression> parameters =
                words.accept(Token.LEFT_PARENTHESIS)
                        ? formulas.formulasUntil(Token.RIGHT_PARENTHESIS)
                        : List.of();
        if (words.is(Token.LEFT_BRACKET)) {
            throw gateDuration(words.at());
        }
        List<Operand> operands =
                words.is(Token.SEMICOLON) ? List.of() : formulas.operands("a qubit or register");
        words.semicolon();
        return new Statement.Call(modifiers, name, parameters, operands, own.generic(), nameAt);
    }

    private static ProgramError gateDuration(int at) {
        return new ProgramError(
                "unsupported-gate-duration",
                at,
                "a gate with a duration is not supported here",
                "leave the duration out: the chip's own is used");
    }

    private List<Modifier> modifiers() {
        List<Modifier> modifiers = List.of();
        while (words.is(Token.IDENTIFIER)) {
            int at = words.at();
            Modifier.Kind kind =
                    switch (lexer.word()) {
                        case "inv" -> Modifier.Kind.INVERSE;
                        case "pow" -> Modifier.Kind.POWER;
                        case "ctrl" -> Modifier.Kind.CONTROL;
                        case "negctrl" -> Modifier.Kind.NEGATIVE_CONTROL;
                        default -> null;
                    };
            if (kind == null) {
                break;
            }
            lexer.advance();
            Optional<Expression> argument = Optional.empty();
            if (words.accept(Token.LEFT_PARENTHESIS)) {
                argument = Optional.of(formulas.formula());
                words.expect(Token.RIGHT_PARENTHESIS, "after the modifier's argument");
            }
            words.expect(Token.AT, "after the modifier");
            if (modifiers.isEmpty()) {
                modifiers = new ArrayList<>(2);
            } else if (modifiers.size() >= 100) {
                throw new ProgramError("too-many-modifiers", at, "more than 100 modifiers");
            }
            modifiers.add(new Modifier(kind, argument, at));
        }
        return modifiers;
    }

    private Statement assignment(int at) {
        var target = formulas.operand("a variable");
        int operatorAt = words.at();
        if (words.is(Token.IDENTIFIER) || words.is(Token.PHYSICAL)) {
            throw gateDuration(target.indices().getFirst().at());
        }
        if (!words.is(Token.ASSIGN) && !words.is(Token.COMPOUND_ASSIGN)) {
            throw words.unexpected("'='");
        }
        String operator = words.between(operatorAt, lexer.end());
        lexer.advance();
        if (words.accept("measure")) {
            var qubits = formulas.operand("the qubit to measure");
            words.semicolon();
            return new Statement.Measure(qubits, Optional.of(target), at);
        }
        Expression value = formulas.formula();
        words.semicolon();
        return new Statement.Assign(target, operator, value, at);
    }
}
