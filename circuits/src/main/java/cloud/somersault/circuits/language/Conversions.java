package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Type.Kind;

/** From one type to another, said or unsaid. */
final class Conversions {
    private Conversions() {}

    /** As the program asks for it: {@code int(x)}. Measured bits stay what they are. */
    static Value cast(Value value, Kind kind, int width, int at) {
        if (MeasuredNumbers.isMeasured(value)) {
            return measured(value, kind, width, at);
        }
        Value number = value instanceof Value.Bits(var digits) ? unsigned(digits, at) : value;
        if (number instanceof Value.Real(var real) && (kind == Kind.INT || kind == Kind.UINT)) {
            if (!(Math.abs(real) < 0x1p62)) {
                throw outOfRange(kind, width, at);
            }
            number = new Value.Whole((long) real);
        }
        return implicit(number, kind, width, at);
    }

    private static Value measured(Value value, Kind kind, int width, int at) {
        return switch (kind) {
            case BOOL -> Comparisons.condition(value, at);
            case FLOAT, ANGLE, COMPLEX, DURATION -> throw Evaluator.mismatch("a number", value, at);
            case INT, UINT, BIT -> {
                boolean signed = kind == Kind.INT && width > 0;
                var word = MeasuredNumbers.word(value, at);
                int own = word.bits().size();
                int wanted = width == 0 ? own : width;
                if (wanted == own && signed == word.signed()) {
                    yield value;
                }
                yield new Value.Word(MeasuredNumbers.bits(word, wanted), signed);
            }
        };
    }

    /** As an assignment does it: to a type that can hold the value. */
    static Value implicit(Value value, Kind kind, int width, int at) {
        return switch (kind) {
            case BOOL ->
                    switch (Comparisons.condition(value, at)) {
                        case Value.Truth truth -> truth;
                        default -> throw Evaluator.mismatch("a truth value", value, at);
                    };
            case FLOAT, ANGLE -> new Value.Real(Evaluator.asReal(value, at));
            case INT, UINT -> {
                Value number =
                        value instanceof Value.Bits(var digits) ? unsigned(digits, at) : value;
                long whole = Evaluator.asWhole(number, at, "a whole number");
                boolean fits =
                        kind == Kind.UINT
                                ? whole >= 0 && (width == 0 || width > 62 || whole < 1L << width)
                                : width == 0
                                        || width > 63
                                        || whole >= -(1L << width - 1) && whole < 1L << width - 1;
                if (!fits) {
                    throw outOfRange(kind, width, at);
                }
                yield new Value.Whole(whole);
            }
            case COMPLEX -> ComplexNumbers.of(value, at);
            case DURATION -> new Value.Duration(Arithmetic.seconds(value, at));
            case BIT -> bits(value, width, at);
        };
    }

    private static Value bits(Value value, int width, int at) {
        int wanted = Math.max(1, width);
        if (value instanceof Value.Bits(var digits)) {
            if (digits.length() != wanted) {
                throw new ProgramError(
                        "size-mismatch",
                        at,
                        "expected " + wanted + " bits, found " + digits.length());
            }
            return value;
        }
        long whole = Evaluator.asWhole(value, at, "bits");
        boolean fits = whole >= 0 && (wanted > 62 || whole < 1L << wanted);
        if (!fits) {
            throw outOfRange(Kind.BIT, width, at);
        }
        var digits = new StringBuilder(Long.toBinaryString(whole));
        digits.insert(0, "0".repeat(Math.max(0, wanted - digits.length())));
        return new Value.Bits(digits.toString());
    }

    private static Value unsigned(String digits, int at) {
        if (digits.length() > 63) {
            throw new ProgramError("number-too-large", at, "the bits do not fit into 63 bits");
        }
        return new Value.Whole(Long.parseLong(digits, 2));
    }

    private static ProgramError outOfRange(Kind kind, int width, int at) {
        String type = kind.name().toLowerCase(java.util.Locale.ROOT);
        return new ProgramError(
                "number-out-of-range",
                at,
                "the value does not fit into " + type + (width > 0 ? "[" + width + "]" : ""));
    }

    static String described(Value value) {
        return switch (value) {
            case Value.Whole(var whole) -> "the integer " + whole;
            case Value.Real(var real) -> "the number " + real;
            case Value.Truth(var truth) -> "the truth value " + truth;
            case Value.Duration _ -> "a duration";
            case Value.Bits _ -> "a bit string";
            case Value.Complex _ -> "a complex number";
            case Value.Elements _ -> "an array";
            case Value.Nothing _ -> "no value";
            case Value.Measured _, Value.Test _, Value.Word _, Value.Pending _ -> "measured bits";
        };
    }
}
