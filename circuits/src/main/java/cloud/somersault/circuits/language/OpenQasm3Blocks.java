package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Expression.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses what contains statements in OpenQASM 3: branches, loops, scopes and subroutines. */
final class OpenQasm3Blocks {
    private final Words words;
    private final Lexer lexer;
    private final Formulas formulas;
    private final OpenQasm3Parser statements;

    OpenQasm3Blocks(Words words, Formulas formulas, OpenQasm3Parser statements) {
        this.words = words;
        this.lexer = words.lexer();
        this.formulas = formulas;
        this.statements = statements;
    }

    /** The statement that begins with this word, if it is one of these. */
    Optional<Statement> statement(String word, Annotations own) {
        int at = words.at();
        return switch (word) {
            case "if" -> Optional.of(condition());
            case "for" -> Optional.of(loop());
            case "while" -> {
                lexer.advance();
                var condition = inBrackets("while");
                yield Optional.of(
                        new Statement.While(condition, statements.body(), own.iterations(), at));
            }
            case "switch" -> Optional.of(choice());
            case "box" -> Optional.of(box());
            case "def" -> Optional.of(subroutine());
            case "break" -> Optional.of(alone(new Statement.Break(at)));
            case "continue" -> Optional.of(alone(new Statement.Continue(at)));
            case "end" -> Optional.of(alone(new Statement.End(at)));
            case "return" -> Optional.of(returned());
            default -> Optional.empty();
        };
    }

    private Statement alone(Statement statement) {
        lexer.advance();
        words.semicolon();
        return statement;
    }

    private Expression inBrackets(String keyword) {
        words.expect(Token.LEFT_PARENTHESIS, "after '" + keyword + "'");
        Expression inner = formulas.formula();
        words.expect(Token.RIGHT_PARENTHESIS, "to close the '(' after '" + keyword + "'");
        return inner;
    }

    private Statement condition() {
        int at = words.at();
        lexer.advance();
        words.expect(Token.LEFT_PARENTHESIS, "after 'if'");
        Expression condition = formulas.formula();
        words.expect(Token.RIGHT_PARENTHESIS, "after the condition");
        List<Statement> then = statements.body();
        List<Statement> otherwise = words.accept("else") ? statements.body() : List.of();
        return new Statement.If(condition, then, otherwise, at);
    }

    private Statement loop() {
        int at = words.at();
        lexer.advance();
        Type type =
                formulas.type()
                        .orElseThrow(() -> words.unexpected("the type of the loop's variable"));
        String name = words.name("the name of the loop's variable");
        if (!words.accept("in")) {
            throw words.unexpected("'in'");
        }
        Statement.Values values;
        if (words.accept(Token.LEFT_BRACKET)) {
            values = new Statement.Selected(formulas.selections(Token.RIGHT_BRACKET));
        } else if (words.accept(Token.LEFT_BRACE)) {
            values = new Statement.Selected(formulas.selections(Token.RIGHT_BRACE));
        } else if (words.is(Token.IDENTIFIER) || words.is(Token.STRING)) {
            values = new Statement.Each(formulas.formula());
        } else {
            throw words.unexpected("a range in brackets, a set in braces, or a register's name");
        }
        return new Statement.For(type, name, values, statements.body(), at);
    }

    private Statement choice() {
        int at = words.at();
        lexer.advance();
        var subject = inBrackets("switch");
        words.expect(Token.LEFT_BRACE, "and the cases");
        var cases = new ArrayList<Statement.Case>();
        List<Statement> otherwise = List.of();
        boolean ended = false;
        while (!words.accept(Token.RIGHT_BRACE)) {
            int caseAt = words.at();
            if (words.accept("case")) {
                if (ended) {
                    words.problems()
                            .report(
                                    new ProgramError(
                                            "misplaced-case",
                                            caseAt,
                                            "'default' is the last of the cases"));
                }
                var labels = new ArrayList<Expression>(1);
                do {
                    labels.add(formulas.formula());
                } while (words.accept(Token.COMMA));
                cases.add(new Statement.Case(labels, block("case")));
            } else if (!ended && words.accept("default")) {
                ended = true;
                otherwise = block("default");
            } else {
                throw words.unexpected("'case', 'default' or '}'");
            }
        }
        return new Statement.Switch(subject, cases, otherwise, at);
    }

    private List<Statement> block(String after) {
        if (!words.is(Token.LEFT_BRACE)) {
            throw words.unexpected("'{' and what the " + after + " does");
        }
        return statements.body();
    }

    private Statement box() {
        int at = words.at();
        lexer.advance();
        if (words.is(Token.LEFT_BRACKET)) {
            throw new ProgramError(
                    "unsupported-box-duration",
                    words.at(),
                    "the duration of a box cannot be prescribed here",
                    "leave it out, and write the waiting as delay[...] inside of the box");
        }
        return new Statement.Box(block("box"), at);
    }

    private Statement returned() {
        int at = words.at();
        lexer.advance();
        Optional<Expression> value = Optional.empty();
        Optional<Operand> measured = Optional.empty();
        if (words.accept("measure")) {
            measured = Optional.of(formulas.operand("the qubit to measure"));
        } else if (!words.is(Token.SEMICOLON)) {
            value = Optional.of(formulas.formula());
        }
        words.semicolon();
        return new Statement.Return(value, measured, at);
    }

    private Statement subroutine() {
        int start = words.at();
        lexer.advance();
        int nameAt = words.at();
        String name = words.name("the name of the subroutine");
        words.expect(Token.LEFT_PARENTHESIS, "and the parameters");
        var parameters = new ArrayList<Statement.Parameter>(3);
        while (!words.accept(Token.RIGHT_PARENTHESIS)) {
            if (!parameters.isEmpty()) {
                words.expect(Token.COMMA, "or ')' after a parameter");
            }
            int at = words.at();
            var parameter = parameter();
            for (var other : parameters) {
                if (other.name().equals(parameter.name())) {
                    throw new ProgramError(
                            "duplicate-name",
                            at,
                            Source.quoted(parameter.name()) + " is named twice");
                }
            }
            parameters.add(parameter);
            if (parameters.size() > 1_000) {
                throw new ProgramError("too-many-operands", at, "more than 1000 names");
            }
        }
        Optional<Type> result = Optional.empty();
        if (words.accept(Token.ARROW)) {
            result = formulas.type();
            if (result.isEmpty()) {
                throw words.unexpected("the type of the result");
            }
        }
        var body = block("subroutine");
        words.keep(start);
        return new Statement.Subroutine(name, parameters, result, body, nameAt);
    }

    private Statement.Parameter parameter() {
        int at = words.at();
        if (words.is("qubit") || words.is("qreg")) {
            boolean old = words.take().equals("qreg");
            Optional<Expression> size = formulas.size();
            String name = words.name("the name of the parameter");
            return new Statement.QubitParameter(name, old ? formulas.size() : size, at);
        }
        if (words.is("creg")) {
            lexer.advance();
            String name = words.name("the name of the parameter");
            var type = new Type(Type.Kind.BIT, formulas.size(), at);
            return new Statement.ValueParameter(name, type, at);
        }
        boolean mutable = words.is("mutable");
        if (mutable || words.is("readonly")) {
            lexer.advance();
            return arrayParameter(mutable, at);
        }
        if (words.is("array")) {
            throw new ProgramError(
                    "missing-access",
                    at,
                    "an array that is a parameter is 'readonly' or 'mutable'",
                    "write readonly array[...] or mutable array[...]");
        }
        Type type = formulas.type().orElseThrow(() -> words.unexpected("the type of a parameter"));
        return new Statement.ValueParameter(words.name("the name of the parameter"), type, at);
    }

    private Statement.Parameter arrayParameter(boolean mutable, int at) {
        if (!words.accept("array")) {
            throw words.unexpected("'array'");
        }
        words.expect(Token.LEFT_BRACKET, "and the type of the elements");
        Type element = formulas.type().orElseThrow(() -> words.unexpected("a type"));
        words.expect(Token.COMMA, "and the size");
        var sizes = new ArrayList<Expression>(2);
        Optional<Expression> dimensions = Optional.empty();
        if (words.accept(Token.HASH)) {
            if (!words.accept("dim")) {
                throw words.unexpected("'dim' after '#'");
            }
            words.expect(Token.ASSIGN, "after '#dim'");
            dimensions = Optional.of(formulas.formula());
        } else {
            do {
                sizes.add(formulas.formula());
            } while (words.accept(Token.COMMA));
        }
        words.expect(Token.RIGHT_BRACKET, "after the sizes");
        String name = words.name("the name of the parameter");
        return new Statement.ArrayParameter(name, element, sizes, dimensions, mutable, at);
    }
}
