package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Expression.Operator;
import cloud.somersault.circuits.language.Statement.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses OriginIR, one statement a line, in all dialects that Origin's tools write. */
final class OriginIrParser implements StatementParser {
    private final Words words;
    private final Lexer lexer;
    private final Formulas formulas;

    OriginIrParser(Words words) {
        this.words = words;
        this.lexer = words.lexer();
        this.formulas = new Formulas(words, true);
    }

    @Override
    public Optional<Statement> next() {
        while (!words.is(Token.END)) {
            lexer.mark();
            if (words.accept(Token.LINE_END)) {
                continue;
            }
            try {
                Optional<Statement> statement = statement();
                if (statement.isPresent()) {
                    return statement;
                }
            } catch (ProgramError error) {
                words.problems().report(error);
                toNextLine();
            }
        }
        return Optional.empty();
    }

    private void toNextLine() {
        while (!words.is(Token.END) && !words.accept(Token.LINE_END)) {
            lexer.advance();
        }
    }

    private void lineEnd() {
        if (!words.is(Token.END) && !words.accept(Token.LINE_END)) {
            throw words.unexpected("the end of the line");
        }
    }

    private Optional<Statement> statement() {
        int at = words.at();
        String word = words.name("a statement");
        return switch (word) {
            case "QINIT" -> register("q");
            case "CREG" -> register("c");
            case "MEASURE" -> {
                var qubits = formulas.operand("the qubit to measure");
                words.expect(Token.COMMA, "between the qubit and its bit");
                var bits = formulas.operand("the bit that keeps the result");
                lineEnd();
                yield Optional.of(new Statement.Measure(qubits, Optional.of(bits), at));
            }
            case "RESET" -> {
                var qubits = formulas.operand("the qubit to reset");
                lineEnd();
                yield Optional.of(new Statement.Reset(qubits, at));
            }
            case "BARRIER" -> {
                var qubits = formulas.operands("a qubit or q");
                lineEnd();
                yield Optional.of(new Statement.Barrier(qubits, false, at));
            }
            case "DAGGER" -> {
                lineEnd();
                yield Optional.of(new Statement.Dagger(block(at, "ENDDAGGER"), at));
            }
            case "CONTROL" -> {
                var controls = formulas.operands("a control qubit");
                lineEnd();
                yield Optional.of(new Statement.Control(controls, block(at, "ENDCONTROL"), at));
            }
            case "QIF" -> Optional.of(words.nested(() -> condition(at)));
            case "QGATE" -> Optional.of(definition());
            case "QWHILE" -> Optional.of(words.nested(() -> loop(at)));
            case "DEF" ->
                    throw new ProgramError(
                            "unsupported-def",
                            at,
                            "DEF is not supported here",
                            "write QGATE name a,b,(t) ... ENDQGATE");
            case "ENDDAGGER",
                    "ENDCONTROL",
                    "ENDQIF",
                    "QENDIF",
                    "ELSE",
                    "QELSE",
                    "QELSEIF",
                    "ENDQGATE",
                    "ENDQWHILE",
                    "QENDWHILE" ->
                    throw new ProgramError(
                            "unexpected-word", at, word + " ends nothing that was begun");
            default -> Optional.of(gate(word, at));
        };
    }

    private Optional<Statement> register(String name) {
        int at = words.at();
        Expression size = formulas.formula();
        lineEnd();
        if (size instanceof Expression.Whole(long count, _) && count == 0) {
            return Optional.empty();
        }
        return Optional.of(
                name.equals("q")
                        ? new Statement.Qubits(name, Optional.of(size), at)
                        : new Statement.Bits(
                                name,
                                Optional.of(size),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                at));
    }

    /** Statements up to one of these words, which is passed with the rest of its line. */
    private List<Statement> block(int begin, String end) {
        return words.nested(() -> {
            var body = statements(begin, end);
            lexer.advance();
            toNextLine();
            return body;
        });
    }

    private List<Statement> statements(int begin, String... ends) {
        var body = new ArrayList<Statement>();
        while (true) {
            if (words.accept(Token.LINE_END)) {
                continue;
            }
            if (words.is(Token.END)) {
                throw new ProgramError(
                        "unterminated-block", begin, "this block is never ended with " + ends[0]);
            }
            for (var end : ends) {
                if (words.is(end)) {
                    return body;
                }
            }
            try {
                statement().ifPresent(body::add);
            } catch (ProgramError error) {
                words.problems().report(error);
                toNextLine();
            }
        }
    }

    /** From behind QIF or QELSEIF to behind the line that ends the whole. */
    private Statement condition(int at) {
        Expression condition = question();
        lineEnd();
        var then = statements(at, "ENDQIF", "QENDIF", "ELSE", "QELSE", "QELSEIF");
        int middle = words.at();
        String word = words.take();
        if (word.equals("QELSEIF")) {
            var otherwise = words.nested(() -> condition(middle));
            return new Statement.If(condition, then, List.of(otherwise), at);
        }
        if (word.equals("ENDQIF") || word.equals("QENDIF")) {
            lineEnd();
            return new Statement.If(condition, then, List.of(), at);
        }
        lineEnd();
        var otherwise = statements(at, "ENDQIF", "QENDIF");
        lexer.advance();
        lineEnd();
        return new Statement.If(condition, then, otherwise, at);
    }

    /** A formula, or several bits between commas that all have to be 1. */
    private Expression question() {
        Expression question = formulas.formula();
        while (words.is(Token.COMMA)) {
            int at = words.at();
            lexer.advance();
            question = new Expression.Binary(Operator.AND, question, formulas.formula(), at);
        }
        return question;
    }

    private Statement loop(int at) {
        Expression condition = question();
        lineEnd();
        var body = statements(at, "ENDQWHILE", "QENDWHILE");
        lexer.advance();
        lineEnd();
        return new Statement.While(condition, body, Annotations.ITERATIONS_USUAL, at);
    }

    /** A bit gets a value: {@code c[0]=c[1]==0}. */
    private Statement assignment(int at) {
        lexer.rewind(at);
        var target = formulas.operand("a bit");
        words.expect(Token.ASSIGN, "and a value");
        Expression value = question();
        lineEnd();
        return new Statement.Assign(target, "=", value, at);
    }

    private Statement definition() {
        int at = words.at();
        String name = words.name("the name of the gate");
        var qubits = new ArrayList<String>();
        var parameters = new ArrayList<String>();
        do {
            if (words.accept(Token.LEFT_PARENTHESIS)) {
                do {
                    int parameterAt = words.at();
                    String parameter = words.name("a parameter");
                    if (parameters.contains(parameter)) {
                        throw new ProgramError(
                                "duplicate-name",
                                parameterAt,
                                Source.quoted(parameter) + " is named twice");
                    }
                    parameters.add(parameter);
                } while (words.accept(Token.COMMA));
                words.expect(Token.RIGHT_PARENTHESIS, "after the parameters");
                break;
            }
            int nameAt = words.at();
            String qubit = words.name("a qubit's name");
            if (qubits.contains(qubit)) {
                throw new ProgramError(
                        "duplicate-name", nameAt, Source.quoted(qubit) + " is named twice");
            }
            qubits.add(qubit);
            if (qubits.size() > 1_000) {
                throw new ProgramError("too-many-operands", at, "more than 1000 names");
            }
        } while (words.accept(Token.COMMA));
        lineEnd();
        var body = block(at, "ENDQGATE");
        words.keep(at);
        return new Statement.GateDefinition(name, parameters, qubits, body, false, at);
    }

    private Statement gate(String name, int at) {
        if (words.is(Token.LEFT_BRACKET) || words.is(Token.ASSIGN)) {
            return assignment(at);
        }
        var operands = new ArrayList<Operand>(3);
        List<Expression> parameters = List.of();
        operands.add(formulas.operand("a qubit"));
        while (words.accept(Token.COMMA)) {
            if (words.accept(Token.LEFT_PARENTHESIS)) {
                parameters = formulas.formulasUntil(Token.RIGHT_PARENTHESIS);
                break;
            }
            operands.add(formulas.operand("a qubit, or the parameters in brackets"));
        }
        if (words.accept(Token.LEFT_PARENTHESIS)) {
            parameters = formulas.formulasUntil(Token.RIGHT_PARENTHESIS);
        }
        var modifiers = suffixes(operands);
        lineEnd();
        return new Statement.Call(modifiers, name, parameters, operands, false, at);
    }

    /** {@code dagger} and {@code controlled_by (q[1],q[2])}; controls become the first operands. */
    private List<Modifier> suffixes(List<Operand> operands) {
        var modifiers = new ArrayList<Modifier>(2);
        while (words.is(Token.IDENTIFIER)) {
            int at = words.at();
            if (words.accept("dagger")) {
                modifiers.addFirst(new Modifier(Modifier.Kind.INVERSE, Optional.empty(), at));
            } else if (words.accept("controlled_by")) {
                words.expect(Token.LEFT_PARENTHESIS, "after controlled_by");
                var controls = formulas.operands("a control qubit");
                words.expect(Token.RIGHT_PARENTHESIS, "after the controls");
                operands.addAll(0, controls);
                var count = new Expression.Whole(controls.size(), at);
                modifiers.addFirst(new Modifier(Modifier.Kind.CONTROL, Optional.of(count), at));
            } else {
                throw words.unexpected("dagger, controlled_by or the end of the line");
            }
        }
        return modifiers;
    }
}
