package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Expression.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses the declarations of OpenQASM 3, and turns away politely what is not supported here. */
final class OpenQasm3Declarations {
    private final Words words;
    private final Lexer lexer;
    private final Formulas formulas;
    private final OpenQasm3Parser statements;

    OpenQasm3Declarations(Words words, Formulas formulas, OpenQasm3Parser statements) {
        this.words = words;
        this.lexer = words.lexer();
        this.formulas = formulas;
        this.statements = statements;
    }

    /** The declaration that begins with this word, if one does. */
    Optional<Statement> declaration(String word, Annotations annotations) {
        return switch (word) {
            case "qubit", "qreg", "creg" -> Optional.of(register(word, annotations));
            case "const" -> {
                lexer.advance();
                refuseUnsupported();
                yield Optional.of(words.is("array") ? array(true) : typed(true, annotations));
            }
            case "input", "output" -> Optional.of(interfaced(word, annotations));
            case "bit", "bool", "int", "uint", "float", "angle", "duration" ->
                    Optional.of(typed(false, annotations));
            case "array" -> Optional.of(array(false));
            case "complex" -> Optional.of(typed(false, annotations));
            case "extern" -> Optional.of(extern());
            case "let" -> Optional.of(alias());
            default -> {
                refuseUnsupported();
                yield Optional.empty();
            }
        };
    }

    private Statement register(String word, Annotations annotations) {
        int at = words.at();
        lexer.advance();
        Optional<Expression> size = formulas.size();
        int nameAt = words.at();
        String name = words.name("the name of the register");
        if (!word.equals("qubit")) {
            size = formulas.size();
        } else if (words.is(Token.LEFT_BRACKET)) {
            throw new ProgramError(
                    "misplaced-size",
                    words.at(),
                    "the size of a register stands before its name",
                    "write qubit[n] " + name + ";");
        }
        words.semicolon();
        return word.equals("creg")
                ? new Statement.Bits(
                        name,
                        size,
                        Optional.empty(),
                        Optional.empty(),
                        annotations.recordedName(),
                        nameAt)
                : new Statement.Qubits(name, size, size.isEmpty() ? at : nameAt);
    }

    private Statement typed(boolean constant, Annotations annotations) {
        Type type = formulas.type().orElseThrow(() -> words.unexpected("a type"));
        int nameAt = words.at();
        String name = words.name("the name of the variable");
        if (type.kind() == Type.Kind.BIT && words.is(Token.LEFT_BRACKET)) {
            throw new ProgramError(
                    "misplaced-size",
                    words.at(),
                    "the size of a register stands before its name",
                    "write bit[n] " + name + ";");
        }
        Optional<Expression> value = Optional.empty();
        Optional<Operand> measured = Optional.empty();
        if (words.accept(Token.ASSIGN)) {
            if (words.accept("measure")) {
                measured = Optional.of(formulas.operand("the qubit to measure"));
            } else {
                value = Optional.of(formulas.formula());
            }
        }
        words.semicolon();
        return type.kind() == Type.Kind.BIT && !constant
                ? new Statement.Bits(
                        name, type.width(), value, measured, annotations.recordedName(), nameAt)
                : new Statement.Number(type, name, value, measured, constant, false, nameAt);
    }

    private Statement interfaced(String word, Annotations annotations) {
        lexer.advance();
        refuseUnsupported();
        int at = words.at();
        Type type = formulas.type().orElseThrow(() -> words.unexpected("a type"));
        int nameAt = words.at();
        String name = words.name("the name of the " + word);
        words.semicolon();
        if (word.equals("input")) {
            return new Statement.Input(type, name, nameAt);
        }
        if (type.kind() == Type.Kind.BIT) {
            return new Statement.Bits(
                    name,
                    type.width(),
                    Optional.empty(),
                    Optional.empty(),
                    annotations.recordedName(),
                    nameAt);
        }
        if (type.kind() == Type.Kind.BOOL
                || type.kind() == Type.Kind.INT
                || type.kind() == Type.Kind.UINT) {
            return new Statement.Number(
                    type, name, Optional.empty(), Optional.empty(), false, true, nameAt);
        }
        throw new ProgramError(
                "unsupported-output",
                at,
                "only bits and whole numbers are results here",
                "declare the output as bit[n] " + name + ";");
    }

    private Statement array(boolean constant) {
        lexer.advance();
        words.expect(Token.LEFT_BRACKET, "and the type of the elements");
        Type element = formulas.type().orElseThrow(() -> words.unexpected("a type"));
        var sizes = new ArrayList<Expression>(2);
        while (words.accept(Token.COMMA)) {
            sizes.add(formulas.formula());
        }
        if (sizes.isEmpty()) {
            throw words.unexpected("',' and the size");
        }
        words.expect(Token.RIGHT_BRACKET, "after the sizes");
        int nameAt = words.at();
        String name = words.name("the name of the array");
        Optional<Expression> value = Optional.empty();
        if (words.accept(Token.ASSIGN)) {
            value =
                    Optional.of(
                            words.is(Token.LEFT_BRACE) ? formulas.elements() : formulas.formula());
        }
        words.semicolon();
        return new Statement.Array(element, sizes, name, value, constant, nameAt);
    }

    private Statement extern() {
        lexer.advance();
        int at = words.at();
        String name = words.name("the name of the function");
        while (!words.is(Token.SEMICOLON) && !words.is(Token.END) && !words.is(Token.LEFT_BRACE)) {
            lexer.advance();
        }
        words.semicolon();
        return new Statement.Extern(name, at);
    }

    private Statement alias() {
        int at = words.at();
        lexer.advance();
        int nameAt = words.at();
        String name = words.name("the name of the alias");
        words.expect(Token.ASSIGN, "after the alias");
        var parts = new ArrayList<Operand>(2);
        do {
            parts.add(formulas.operand("a register or part of one"));
        } while (words.accept(Token.PLUS_PLUS));
        words.semicolon();
        return new Statement.Alias(name, parts, name.isEmpty() ? at : nameAt);
    }

    Statement gate() {
        int start = words.at();
        lexer.advance();
        int nameAt = words.at();
        String name = words.name("the name of the gate");
        List<String> parameters = List.of();
        if (words.accept(Token.LEFT_PARENTHESIS)) {
            parameters = words.is(Token.RIGHT_PARENTHESIS) ? List.of() : names("a parameter");
            words.expect(Token.RIGHT_PARENTHESIS, "after the parameters");
        }
        List<String> qubits = words.is(Token.LEFT_BRACE) ? List.of() : names("a qubit's name");
        if (!words.is(Token.LEFT_BRACE)) {
            throw words.unexpected("'{' and the gate's body");
        }
        List<Statement> body = statements.body();
        String text = words.between(start, lexer.previousEnd());
        words.keep(start);
        boolean standard = StandardDefinitions.of(name).filter(text::equals).isPresent();
        return new Statement.GateDefinition(name, parameters, qubits, body, standard, nameAt);
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

    private void refuseUnsupported() {
        if (!words.is(Token.IDENTIFIER)) {
            return;
        }
        String word = lexer.word();
        String instead =
                switch (word) {
                    case "stretch" -> "write the delays with fixed durations, such as delay[40ns]";
                    case "opaque" -> "define the gate with a body";
                    default -> "";
                };
        if (!instead.isEmpty()) {
            throw new ProgramError(
                    "unsupported-" + word,
                    words.at(),
                    "'" + word + "' is not supported here",
                    instead);
        }
    }
}
