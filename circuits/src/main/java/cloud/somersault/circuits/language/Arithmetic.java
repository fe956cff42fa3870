package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operator;

/** The operators between numbers and durations. */
final class Arithmetic {
    private Arithmetic() {}

    static Value negative(Value value, int at) {
        return switch (value) {
            case Value.Measured _, Value.Test _, Value.Word _ ->
                    MeasuredNumbers.negative(value, at);
            case Value.Complex complex -> ComplexNumbers.negative(complex);
            case Value.Whole(var whole) -> new Value.Whole(-whole);
            case Value.Duration(var seconds) -> new Value.Duration(-seconds);
            default -> new Value.Real(-Evaluator.asReal(value, at));
        };
    }

    static Value complement(Value value, int at) {
        if (MeasuredNumbers.isMeasured(value)) {
            return MeasuredNumbers.complement(value, at);
        }
        if (value instanceof Value.Bits(var digits)) {
            var flipped = new StringBuilder();
            digits.chars().forEach(digit -> flipped.append(digit == '0' ? '1' : '0'));
            return new Value.Bits(flipped.toString());
        }
        return new Value.Whole(~Evaluator.asWhole(value, at, "'~'"));
    }

    static Value binary(Operator operator, Value left, Value right, int at) {
        if (left instanceof Value.Duration || right instanceof Value.Duration) {
            return durations(operator, left, right, at);
        }
        if (MeasuredNumbers.isMeasured(left) || MeasuredNumbers.isMeasured(right)) {
            return MeasuredNumbers.binary(operator, left, right, at);
        }
        if (left instanceof Value.Complex || right instanceof Value.Complex) {
            return ComplexNumbers.binary(operator, left, right, at);
        }
        if (left instanceof Value.Bits(var a)) {
            return bits(operator, a, right, at);
        }
        return switch (operator) {
            case PLUS, MINUS, TIMES, DIVIDED, MODULO, POWER ->
                    left instanceof Value.Whole(var a) && right instanceof Value.Whole(var b)
                            ? whole(operator, a, b, at)
                            : new Value.Real(
                                    real(
                                            operator,
                                            Evaluator.asReal(left, at),
                                            Evaluator.asReal(right, at),
                                            at));
            default ->
                    new Value.Whole(
                            bitwise(
                                    operator,
                                    Evaluator.asWhole(left, at, symbol(operator)),
                                    Evaluator.asWhole(right, at, symbol(operator)),
                                    at));
        };
    }

    private static String symbol(Operator operator) {
        return "'" + operator.symbol() + "'";
    }

    private static Value whole(Operator operator, long a, long b, int at) {
        if ((operator == Operator.DIVIDED || operator == Operator.MODULO) && b == 0) {
            throw divisionByZero(at);
        }
        try {
            return switch (operator) {
                case PLUS -> new Value.Whole(Math.addExact(a, b));
                case MINUS -> new Value.Whole(Math.subtractExact(a, b));
                case TIMES -> new Value.Whole(Math.multiplyExact(a, b));
                case DIVIDED -> new Value.Whole(a / b);
                case MODULO -> new Value.Whole(a % b);
                default ->
                        b < 0
                                ? new Value.Real(Math.pow(a, b))
                                : new Value.Whole(Math.powExact(a, (int) Math.min(b, 1 << 20)));
            };
        } catch (ArithmeticException overflow) {
            throw new ProgramError("number-too-large", at, "the result does not fit into 64 bits");
        }
    }

    private static double real(Operator operator, double a, double b, int at) {
        if (b == 0 && (operator == Operator.DIVIDED || operator == Operator.MODULO)) {
            throw divisionByZero(at);
        }
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDED -> a / b;
            case MODULO -> a % b;
            default -> Math.pow(a, b);
        };
    }

    private static long bitwise(Operator operator, long a, long b, int at) {
        return switch (operator) {
            case BIT_OR -> a | b;
            case BIT_XOR -> a ^ b;
            case BIT_AND -> a & b;
            default -> {
                if (!(b >= 0 && b < Long.SIZE)) {
                    throw new ProgramError(
                            "number-too-large", at, "a shift is by 0 to 63 places, not by " + b);
                }
                yield operator == Operator.SHIFT_LEFT ? a << b : a >> b;
            }
        };
    }

    /** Of a bit string with another one or, when it is shifted, with a number. */
    private static Value bits(Operator operator, String digits, Value right, int at) {
        int width = digits.length();
        switch (operator) {
            case SHIFT_LEFT, SHIFT_RIGHT -> {
                long by = bitwise(Operator.BIT_OR, 0, Evaluator.asWhole(right, at, "a shift"), at);
                if (by < 0) {
                    throw new ProgramError(
                            "number-too-large", at, "a shift is by 0 or more places, not by " + by);
                }
                String zeros = "0".repeat((int) Math.min(by, width));
                return new Value.Bits(
                        operator == Operator.SHIFT_LEFT
                                ? digits.substring(zeros.length()) + zeros
                                : zeros + digits.substring(0, width - zeros.length()));
            }
            case BIT_AND, BIT_OR, BIT_XOR -> {
                if (!(right instanceof Value.Bits(var others)) || others.length() != width) {
                    throw Evaluator.mismatch("a bit string of the same length", right, at);
                }
                var result = new StringBuilder(width);
                for (int i = 0; i < width; i++) {
                    long a = digits.charAt(i) - '0';
                    long b = others.charAt(i) - '0';
                    result.append(bitwise(operator, a, b, at));
                }
                return new Value.Bits(result.toString());
            }
            default ->
                    throw new ProgramError(
                            "type-mismatch",
                            at,
                            symbol(operator) + " does not take bit strings",
                            "convert them first: uint[n](...)");
        }
    }

    private static Value durations(Operator operator, Value left, Value right, int at) {
        return switch (operator) {
            case PLUS -> new Value.Duration(seconds(left, at) + seconds(right, at));
            case MINUS -> new Value.Duration(seconds(left, at) - seconds(right, at));
            case TIMES ->
                    left instanceof Value.Duration(var length)
                            ? new Value.Duration(length * Evaluator.asReal(right, at))
                            : new Value.Duration(Evaluator.asReal(left, at) * seconds(right, at));
            case DIVIDED ->
                    right instanceof Value.Duration(var length)
                            ? new Value.Real(real(operator, seconds(left, at), length, at))
                            : new Value.Duration(
                                    real(
                                            operator,
                                            seconds(left, at),
                                            Evaluator.asReal(right, at),
                                            at));
            default ->
                    throw new ProgramError(
                            "type-mismatch", at, symbol(operator) + " does not take durations");
        };
    }

    static double seconds(Value value, int at) {
        if (value instanceof Value.Duration(var seconds)) {
            return seconds;
        }
        throw Evaluator.mismatch("a duration, such as 40ns", value, at);
    }

    static ProgramError divisionByZero(int at) {
        return new ProgramError("division-by-zero", at, "this divides by zero");
    }
}
