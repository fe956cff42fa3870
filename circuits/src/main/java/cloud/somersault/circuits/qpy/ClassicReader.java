package cloud.somersault.circuits.qpy;

import java.math.BigInteger;
import java.util.List;

/** Reads expressions of measured values. */
final class ClassicReader {
    private static final int DEPTH_MAX = 100;
    private static final int BITS_MAX = 10_000;
    private static final List<String> UNARY = List.of("", "~", "!");
    private static final List<String> BINARY =
            List.of(
                    "", "&", "|", "^", "&&", "||", "==", "!=", "<", "<=", ">", ">=", "<<", ">>",
                    "+", "-", "*", "/");

    private ClassicReader() {}

    /** The expression that comes next. */
    static Classic expression(QpyInput in) {
        return expression(in, 0);
    }

    private static Classic expression(QpyInput in, int depth) {
        if (depth > DEPTH_MAX) {
            throw in.wrong("An expression is more than " + DEPTH_MAX + " deep.");
        }
        char kind = in.letter();
        var type = type(in);
        return switch (kind) {
            case 'x' -> variable(in);
            case 'v' -> literal(in);
            case 'c' -> {
                in.skip(1);
                yield new Classic.Cast(type, expression(in, depth + 1));
            }
            case 'u' -> new Classic.Unary(operator(in, UNARY), expression(in, depth + 1));
            case 'b' ->
                    new Classic.Binary(
                            operator(in, BINARY),
                            expression(in, depth + 1),
                            expression(in, depth + 1));
            case 'i' -> new Classic.Index(expression(in, depth + 1), expression(in, depth + 1));
            default -> throw in.wrong("There is an expression of a kind that is not read.");
        };
    }

    private static String operator(QpyInput in, List<String> operators) {
        int code = in.u8();
        if (code == 0 || code >= operators.size()) {
            throw in.wrong("There is no operator " + code + " for measured values.");
        }
        return operators.get(code);
    }

    private static Classic variable(QpyInput in) {
        return switch (in.letter()) {
            case 'C' -> bit(in, in.u32());
            case 'R' -> new Classic.Register(in.text(in.u16()));
            case 'U' -> new Classic.Variable(in.u16());
            default -> throw in.wrong("There is a variable of a kind that is not read.");
        };
    }

    private static Classic bit(QpyInput in, long index) {
        if (index > Integer.MAX_VALUE) {
            throw in.wrong("There is no such classical bit.");
        }
        return new Classic.Bit((int) index);
    }

    private static Classic literal(QpyInput in) {
        return switch (in.letter()) {
            case 'b' -> new Classic.Literal(in.truth() ? "true" : "false");
            case 'i' -> {
                int length = in.u8();
                var value = length == 0 ? BigInteger.ZERO : new BigInteger(in.bytes(length));
                if (value.signum() < 0) {
                    throw in.wrong("An expression has a negative number in it.");
                }
                yield new Classic.Literal(value.toString());
            }
            default -> throw in.wrong("Expressions have truths and whole numbers in them.");
        };
    }

    /** A type, in the words of OpenQASM 3. */
    static String type(QpyInput in) {
        return switch (in.letter()) {
            case 'b' -> "bool";
            case 'u' -> {
                long bits = in.u32();
                if (bits == 0 || bits > BITS_MAX) {
                    throw in.wrong("A number has " + bits + " bits.");
                }
                yield "uint[" + bits + "]";
            }
            case 'f' -> "float[64]";
            default -> throw in.wrong("Values are truths and whole numbers.");
        };
    }

    /** All of the bytes: the name of a register, or after a zero the index of a bit in decimals. */
    static Classic registerOrBit(QpyInput in) {
        var text = in.text();
        if (!text.startsWith("\0")) {
            return new Classic.Register(text);
        }
        if (!text.substring(1).matches("[0-9]{1,9}")) {
            throw in.wrong("There is no such classical bit.");
        }
        return new Classic.Bit(Integer.parseInt(text.substring(1)));
    }
}
