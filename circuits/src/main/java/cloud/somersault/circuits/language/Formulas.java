package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Index;
import cloud.somersault.circuits.language.Expression.One;
import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Expression.Operator;
import cloud.somersault.circuits.language.Expression.Range;
import cloud.somersault.circuits.language.Expression.Selection;
import cloud.somersault.circuits.language.Expression.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses formulas and operands, by precedence climbing. The languages differ in one sign: to
 * OpenQASM 2 and OriginIR, {@code ^} is a power.
 */
final class Formulas {
    /**
     * Everything that walks a formula recurses, and a chain of operators is as deep as it is long.
     */
    private static final int DEPTH_MAX = 200;

    /**
     * A name, and a comparison of a name with a number, which is how a condition is written out.
     */
    private static final int LEAF_DEPTH = 2;

    private static final int UNARY_STRENGTH = 11;

    private final Words words;
    private final Lexer lexer;
    private final boolean caretIsPower;

    /** How deep the formula is that was parsed last. */
    private int depth;

    Formulas(Words words, boolean caretIsPower) {
        this.words = words;
        this.lexer = words.lexer();
        this.caretIsPower = caretIsPower;
    }

    Expression formula() {
        return binary(0);
    }

    /** Formulas between commas, up to the closing sign, which is passed. */
    List<Expression> formulasUntil(Token closing) {
        var list = new ArrayList<Expression>(3);
        while (!words.accept(closing)) {
            if (!list.isEmpty()) {
                words.expect(Token.COMMA, "or " + closing.description());
                if (words.accept(closing)) {
                    break;
                }
            }
            list.add(formula());
        }
        return list;
    }

    private Expression binary(int weakest) {
        Expression left = unary();
        int leftDepth = depth;
        while (true) {
            Operator operator = operator();
            if (operator == null || operator.strength() <= weakest) {
                depth = leftDepth;
                return left;
            }
            int at = words.at();
            lexer.advance();
            Expression right =
                    operator == Operator.POWER
                            ? words.nested(this::unary)
                            : binary(operator.strength());
            left = new Expression.Binary(operator, left, right, at);
            int deeper = Math.max(leftDepth, depth);
            leftDepth = isComparison(operator) && deeper <= LEAF_DEPTH ? LEAF_DEPTH : deeper + 1;
            if (leftDepth > DEPTH_MAX) {
                throw ProgramError.limit(
                        "formula-too-long",
                        at,
                        "more than " + DEPTH_MAX + " operations that wait for each other",
                        "name parts of the formula with const and use the names");
            }
        }
    }

    private @org.jspecify.annotations.Nullable Operator operator() {
        return switch (lexer.token()) {
            case OR -> Operator.OR;
            case AND -> Operator.AND;
            case PIPE -> Operator.BIT_OR;
            case CARET -> caretIsPower ? Operator.POWER : Operator.BIT_XOR;
            case AMPERSAND -> Operator.BIT_AND;
            case EQUAL -> Operator.EQUAL;
            case NOT_EQUAL -> Operator.NOT_EQUAL;
            case LESS -> Operator.LESS;
            case LESS_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            case GREATER -> Operator.GREATER;
            case GREATER_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case SHIFT_LEFT -> Operator.SHIFT_LEFT;
            case SHIFT_RIGHT -> Operator.SHIFT_RIGHT;
            case PLUS -> Operator.PLUS;
            case MINUS -> Operator.MINUS;
            case STAR -> Operator.TIMES;
            case SLASH -> Operator.DIVIDED;
            case PERCENT -> Operator.MODULO;
            case STAR_STAR -> Operator.POWER;
            default -> null;
        };
    }

    private static boolean isComparison(Operator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            default -> false;
        };
    }

    private Expression unary() {
        int at = words.at();
        return switch (lexer.token()) {
            case MINUS -> new Expression.Negative(signed(), at);
            case PLUS -> signed();
            case BANG -> new Expression.Not(signed(), at);
            case TILDE -> new Expression.Complement(signed(), at);
            default -> primary(at);
        };
    }

    private Expression signed() {
        lexer.advance();
        Expression operand = words.nested(() -> binary(UNARY_STRENGTH));
        depth++;
        return operand;
    }

    private Expression primary(int at) {
        depth = 1;
        return switch (lexer.token()) {
            case INTEGER -> {
                long value = lexer.integer();
                if (value < 0) {
                    throw new ProgramError(
                            "number-too-large", at, words.found() + " needs more than 63 bits");
                }
                lexer.advance();
                yield new Expression.Whole(value, at);
            }
            case REAL -> {
                double value = lexer.real();
                lexer.advance();
                yield new Expression.Real(value, at);
            }
            case DURATION -> duration(at);
            case IMAGINARY -> {
                char[] digits = words.take().toCharArray();
                int end = Numerals.end(digits, 0);
                yield new Expression.Imaginary(Numerals.real(digits, 0, end), at);
            }
            case PHYSICAL -> new Expression.Indexed(operand("a qubit"), at);
            case STRING -> bitstring(at);
            case LEFT_PARENTHESIS -> {
                lexer.advance();
                Expression inner = words.nested(() -> binary(0));
                words.expect(Token.RIGHT_PARENTHESIS, "to close the '(' before");
                yield inner;
            }
            case IDENTIFIER -> named(at);
            default -> throw words.unexpected("a number, a name or '('");
        };
    }

    private Expression duration(int at) {
        double seconds = Durations.seconds(words.take());
        if (Double.isNaN(seconds)) {
            throw new ProgramError(
                    "unsupported-unit",
                    at,
                    "the length of 'dt' depends on the chip's electronics and is not known here",
                    "write the duration in ns, us, ms or s");
        }
        return new Expression.Duration(seconds, at);
    }

    private Expression bitstring(int at) {
        String digits = words.string("a bit string").replace("_", "");
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c == '0' || c == '1')) {
            throw new ProgramError(
                    "malformed-bitstring", at, "a bit string has only the digits 0 and 1");
        }
        return new Expression.Bitstring(digits, at);
    }

    private Expression named(int at) {
        Optional<Type> type = type();
        if (type.isPresent()) {
            words.expect(Token.LEFT_PARENTHESIS, "after the type of a conversion");
            Expression operand = words.nested(() -> binary(0));
            words.expect(Token.RIGHT_PARENTHESIS, "to close the conversion");
            depth++;
            return new Expression.Cast(type.get(), operand, at);
        }
        String name = words.take();
        if (name.equals("durationof")) {
            passBrackets();
            throw new ProgramError(
                    "unsupported-durationof",
                    at,
                    "how long something takes is known only when it is compiled",
                    "write the duration itself, such as 40ns");
        }
        switch (lexer.token()) {
            case LEFT_PARENTHESIS -> {
                lexer.advance();
                return words.nested(() -> {
                    int most = 0;
                    var arguments = new ArrayList<Expression>(2);
                    while (!words.accept(Token.RIGHT_PARENTHESIS)) {
                        if (!arguments.isEmpty()) {
                            words.expect(Token.COMMA, "or ')' after an argument");
                        }
                        arguments.add(binary(0));
                        most = Math.max(most, depth);
                    }
                    depth = most + 1;
                    return new Expression.Call(name, arguments, at);
                });
            }
            case LEFT_BRACKET -> {
                var operand = new Operand(name, indices(), at);
                depth = Math.max(depth + 1, LEAF_DEPTH);
                return new Expression.Indexed(operand, at);
            }
            default -> {
                depth = LEAF_DEPTH;
                return switch (name) {
                    case "true" -> new Expression.Truth(true, at);
                    case "false" -> new Expression.Truth(false, at);
                    default -> new Expression.Name(name, at);
                };
            }
        }
    }

    /** To behind the bracket that closes the present one, or to the end of the statement. */
    private void passBrackets() {
        int open = 0;
        while (!words.is(Token.END)) {
            open += words.is(Token.LEFT_PARENTHESIS) ? 1 : 0;
            open -= words.is(Token.RIGHT_PARENTHESIS) ? 1 : 0;
            if (open <= 0 && !words.is(Token.RIGHT_PARENTHESIS)) {
                return;
            }
            lexer.advance();
            if (open <= 0) {
                return;
            }
        }
    }

    /** A type, if the present word begins one; in the older languages no word does. */
    Optional<Type> type() {
        if (caretIsPower || !words.is(Token.IDENTIFIER)) {
            return Optional.empty();
        }
        int at = words.at();
        Type.Kind kind =
                switch (lexer.word()) {
                    case "bit" -> Type.Kind.BIT;
                    case "bool" -> Type.Kind.BOOL;
                    case "int" -> Type.Kind.INT;
                    case "uint" -> Type.Kind.UINT;
                    case "float" -> Type.Kind.FLOAT;
                    case "angle" -> Type.Kind.ANGLE;
                    case "complex" -> Type.Kind.COMPLEX;
                    case "duration" -> Type.Kind.DURATION;
                    default -> null;
                };
        if (kind == null) {
            return Optional.empty();
        }
        lexer.advance();
        return Optional.of(new Type(kind, kind == Type.Kind.COMPLEX ? ofFloats() : size(), at));
    }

    /** The width in {@code complex[float[64]]}, which changes nothing here. */
    private Optional<Expression> ofFloats() {
        if (words.accept(Token.LEFT_BRACKET)) {
            if (!words.accept("float")) {
                throw words.unexpected("'float'");
            }
            size();
            words.expect(Token.RIGHT_BRACKET, "after the type of the parts");
        }
        return Optional.empty();
    }

    /** What an array begins with: formulas in braces, which may stand in braces again. */
    Expression elements() {
        int at = words.at();
        words.expect(Token.LEFT_BRACE, "and the elements");
        return words.nested(() -> {
            var elements = new ArrayList<Expression>();
            while (!words.accept(Token.RIGHT_BRACE)) {
                if (!elements.isEmpty()) {
                    words.expect(Token.COMMA, "or '}' after an element");
                }
                elements.add(words.is(Token.LEFT_BRACE) ? elements() : formula());
            }
            return new Expression.Elements(elements, at);
        });
    }

    /** A formula in brackets, if there is one. */
    Optional<Expression> size() {
        if (!words.accept(Token.LEFT_BRACKET)) {
            return Optional.empty();
        }
        Expression size = words.nested(() -> binary(0));
        words.expect(Token.RIGHT_BRACKET, "after the size");
        return Optional.of(size);
    }

    Operand operand(String what) {
        int at = words.at();
        if (!words.is(Token.IDENTIFIER) && !words.is(Token.PHYSICAL)) {
            throw words.unexpected(what);
        }
        String name = words.take();
        return new Operand(name, words.is(Token.LEFT_BRACKET) ? indices() : List.of(), at);
    }

    /** Operands between commas, at least one. */
    List<Operand> operands(String what) {
        var first = operand(what);
        if (!words.is(Token.COMMA)) {
            return List.of(first);
        }
        var list = new ArrayList<Operand>(3);
        list.add(first);
        while (words.accept(Token.COMMA)) {
            list.add(operand(what));
        }
        return list;
    }

    private List<Index> indices() {
        int most = 0;
        var indices = new ArrayList<Index>(1);
        while (words.is(Token.LEFT_BRACKET)) {
            int at = words.at();
            lexer.advance();
            boolean set = words.accept(Token.LEFT_BRACE);
            var selections = selections(set ? Token.RIGHT_BRACE : Token.RIGHT_BRACKET);
            if (set) {
                words.expect(Token.RIGHT_BRACKET, "after the index set");
            }
            indices.add(new Index(selections, set, at));
            most = Math.max(most, depth);
        }
        depth = most;
        return indices;
    }

    /** Numbers and ranges between commas, up to the closing sign, which is passed. */
    List<Selection> selections(Token closing) {
        return words.nested(() -> {
            int most = 0;
            var selections = new ArrayList<Selection>(1);
            do {
                selections.add(selection());
                most = Math.max(most, depth);
            } while (words.accept(Token.COMMA));
            words.expect(closing, "after the index");
            depth = most;
            return selections;
        });
    }

    private Selection selection() {
        int at = words.at();
        depth = 0;
        Optional<Expression> first = bound();
        if (!words.accept(Token.COLON)) {
            return new One(first.orElseThrow(() -> words.unexpected("an index")));
        }
        Optional<Expression> second = bound();
        if (!words.accept(Token.COLON)) {
            return new Range(first, Optional.empty(), second, at);
        }
        return new Range(first, second, bound(), at);
    }

    private Optional<Expression> bound() {
        return switch (lexer.token()) {
            case COLON, RIGHT_BRACKET, RIGHT_BRACE, COMMA -> Optional.empty();
            default -> {
                int before = depth;
                Expression bound = binary(0);
                depth = Math.max(depth, before);
                yield Optional.of(bound);
            }
        };
    }
}
