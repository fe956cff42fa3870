package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.language.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calculates with numbers that are known only while the program runs, bit by bit. A result is as
 * wide as the wider operand and overflows as on a machine; a constant takes the other's width, if
 * it fits.
 */
final class MeasuredNumbers {
    private MeasuredNumbers() {}

    static boolean isMeasured(Value value) {
        return value instanceof Value.Measured
                || value instanceof Value.Test
                || value instanceof Value.Word;
    }

    /** Its bits, least significant first. */
    static Value.Word word(Value value, int at) {
        return switch (value) {
            case Value.Word word -> word;
            case Value.Measured(var bits, _) ->
                    new Value.Word(bits.stream().map(Condition::bit).toList(), false);
            case Value.Test(var condition) -> new Value.Word(List.of(condition), false);
            case Value.Whole(long whole) -> constant(whole, Math.max(1, width(whole)), whole < 0);
            case Value.Truth(boolean truth) -> new Value.Word(List.of(Logic.of(truth)), false);
            case Value.Bits(var digits) ->
                    new Value.Word(
                            new StringBuilder(digits)
                                    .reverse()
                                    .chars()
                                    .mapToObj(digit -> (Condition) Logic.of(digit == '1'))
                                    .toList(),
                            false);
            default -> throw Evaluator.mismatch("a whole number or bits", value, at);
        };
    }

    private static int width(long whole) {
        return whole < 0
                ? Long.SIZE - Long.numberOfLeadingZeros(~whole) + 1
                : Long.SIZE - Long.numberOfLeadingZeros(whole);
    }

    private static Value.Word constant(long whole, int width, boolean signed) {
        var bits = new ArrayList<Condition>(width);
        for (int i = 0; i < width; i++) {
            bits.add(
                    Logic.of(
                            (i < Long.SIZE ? whole >> i : whole >> 63 & 1 & (signed ? 1 : 0)) % 2
                                    != 0));
        }
        return new Value.Word(bits, signed);
    }

    /** So many bits of it, the sign or zeros repeated above its own. */
    static List<Condition> bits(Value.Word word, int width) {
        var bits = new ArrayList<Condition>(width);
        int own = word.bits().size();
        for (int i = 0; i < width; i++) {
            bits.add(
                    i < own
                            ? word.bits().get(i)
                            : word.signed() ? word.bits().getLast() : Logic.FALSE);
        }
        return bits;
    }

    static Value binary(Operator operator, Value left, Value right, int at) {
        if (operator == Operator.SHIFT_LEFT || operator == Operator.SHIFT_RIGHT) {
            return shifted(operator, word(left, at), Evaluator.asWhole(right, at, "a shift"), at);
        }
        if (isTruth(left) && isTruth(right)) {
            switch (operator) {
                case BIT_XOR -> {
                    return Comparisons.compared(Operator.NOT_EQUAL, truth(left, at), right, at);
                }
                case BIT_AND -> {
                    return Comparisons.joined(Operator.AND, left, right, at);
                }
                case BIT_OR -> {
                    return Comparisons.joined(Operator.OR, left, right, at);
                }
                default -> {}
            }
        }
        var a = word(left, at);
        var b = word(right, at);
        int width = Math.max(a.bits().size(), b.bits().size());
        boolean signed = a.signed() || b.signed();
        var x = bits(a, width);
        var y = bits(b, width);
        return switch (operator) {
            case BIT_AND -> each(x, y, Logic::and, signed, at);
            case BIT_OR -> each(x, y, Logic::or, signed, at);
            case BIT_XOR -> each(x, y, Logic::xor, signed, at);
            case PLUS -> result(sum(x, y, Logic.FALSE, at), signed, at);
            case MINUS -> result(difference(x, y, at), signed, at);
            case TIMES -> result(product(x, y, at), signed, at);
            default ->
                    throw new ProgramError(
                            "unsupported-calculation",
                            at,
                            "'" + operator.symbol() + "' of measured values is not supported",
                            "use + - * & | ^ ~ << >> and comparisons of them");
        };
    }

    private static boolean isTruth(Value value) {
        return value instanceof Value.Test
                || value instanceof Value.Truth
                || value instanceof Value.Measured(_, var single) && single
                || value instanceof Value.Whole(long whole) && (whole == 0 || whole == 1);
    }

    private static Value truth(Value value, int at) {
        return Comparisons.condition(value, at);
    }

    private interface Gate {
        Condition of(Condition a, Condition b);
    }

    private static Value each(
            List<Condition> x, List<Condition> y, Gate gate, boolean signed, int at) {
        var bits = new ArrayList<Condition>(x.size());
        for (int i = 0; i < x.size(); i++) {
            bits.add(gate.of(x.get(i), y.get(i)));
        }
        return result(bits, signed, at);
    }

    private static List<Condition> sum(
            List<Condition> x, List<Condition> y, Condition carryIn, int at) {
        var bits = new ArrayList<Condition>(x.size());
        Condition carry = carryIn;
        for (int i = 0; i < x.size(); i++) {
            bits.add(Logic.xor(carry, Logic.xor(x.get(i), y.get(i))));
            carry = Logic.requireSmall(Logic.majority(carry, x.get(i), y.get(i)), at);
        }
        return bits;
    }

    private static List<Condition> difference(List<Condition> x, List<Condition> y, int at) {
        return sum(x, y.stream().map(Logic::not).toList(), Logic.TRUE, at);
    }

    private static List<Condition> product(List<Condition> x, List<Condition> y, int at) {
        int width = x.size();
        List<Condition> product = java.util.Collections.nCopies(width, Logic.FALSE);
        for (int shift = 0; shift < width; shift++) {
            var part = new ArrayList<Condition>(width);
            for (int i = 0; i < width; i++) {
                part.add(i < shift ? Logic.FALSE : Logic.and(y.get(shift), x.get(i - shift)));
            }
            product = sum(product, part, Logic.FALSE, at);
            product.forEach(bit -> Logic.requireSmall(bit, at));
        }
        return product;
    }

    private static Value shifted(Operator operator, Value.Word word, long by, int at) {
        if (!(by >= 0 && by < Long.SIZE)) {
            throw new ProgramError(
                    "number-too-large", at, "a shift is by 0 to 63 places, not by " + by);
        }
        int width = word.bits().size();
        var bits = new ArrayList<Condition>(width);
        var wide = bits(word, width + Long.SIZE);
        for (int i = 0; i < width; i++) {
            int from = operator == Operator.SHIFT_LEFT ? i - (int) by : i + (int) by;
            bits.add(from < 0 ? Logic.FALSE : wide.get(from));
        }
        return result(bits, word.signed(), at);
    }

    /** Turned around by so many places towards the more significant end. */
    static Value rotated(Value value, long by, int at) {
        var word = word(value, at);
        int width = word.bits().size();
        var bits = new ArrayList<Condition>(width);
        for (int i = 0; i < width; i++) {
            bits.add(word.bits().get((int) Math.floorMod(i - by, (long) width)));
        }
        return result(bits, word.signed(), at);
    }

    static Value negative(Value value, int at) {
        var word = word(value, at);
        int width = word.bits().size();
        return result(
                difference(java.util.Collections.nCopies(width, Logic.FALSE), word.bits(), at),
                word.signed(),
                at);
    }

    static Value complement(Value value, int at) {
        if (value instanceof Value.Test || value instanceof Value.Measured(_, var one) && one) {
            return Comparisons.not(value, at);
        }
        var word = word(value, at);
        return result(word.bits().stream().map(Logic::not).toList(), word.signed(), at);
    }

    /** How many of its bits are 1. */
    static Value popcount(Value value, int at) {
        var word = word(value, at);
        int width = width(word.bits().size());
        List<Condition> count = java.util.Collections.nCopies(width, Logic.FALSE);
        for (var bit : word.bits()) {
            count = sum(count, bits(new Value.Word(List.of(bit), false), width), Logic.FALSE, at);
            count.forEach(sum -> Logic.requireSmall(sum, at));
        }
        return result(count, false, at);
    }

    private static Value result(List<Condition> bits, boolean signed, int at) {
        bits.forEach(bit -> Logic.requireSmall(bit, at));
        boolean known = bits.stream().allMatch(Condition.Constant.class::isInstance);
        if (known && bits.size() < Long.SIZE) {
            long value = 0;
            for (int i = 0; i < bits.size(); i++) {
                boolean one = ((Condition.Constant) bits.get(i)).value();
                value |= one ? 1L << i : 0;
            }
            boolean negative = signed && value >> bits.size() - 1 != 0;
            return new Value.Whole(negative ? value - (1L << bits.size()) : value);
        }
        return new Value.Word(bits, signed);
    }

    /** The bits that it simply consists of, when it does and is unsigned. */
    static Optional<List<Integer>> plain(Value value) {
        if (value instanceof Value.Measured(var bits, _)) {
            return Optional.of(bits);
        }
        if (!(value instanceof Value.Word(var bits, boolean signed)) || signed) {
            return Optional.empty();
        }
        var plain = new ArrayList<Integer>(bits.size());
        for (var bit : bits) {
            if (!(bit instanceof Condition.Compare(var one, var comparison, long compared))
                    || one.size() != 1
                    || comparison != Condition.Comparison.EQUAL
                    || compared != 1) {
                return Optional.empty();
            }
            plain.add(one.getFirst());
        }
        return Optional.of(plain);
    }

    /** A comparison, as a truth or a test. */
    static Value compared(Operator operator, Value left, Value right, int at) {
        var a = word(left, at);
        var b = word(right, at);
        boolean signed = a.signed() || b.signed();
        int width = Math.max(a.bits().size(), b.bits().size()) + (signed ? 1 : 0);
        var x = bits(a, width);
        var y = bits(b, width);
        if (signed) {
            x.set(width - 1, Logic.not(x.getLast()));
            y.set(width - 1, Logic.not(y.getLast()));
        }
        Condition holds =
                switch (operator) {
                    case EQUAL -> Logic.equal(x, y);
                    case NOT_EQUAL -> Logic.not(Logic.equal(x, y));
                    case LESS -> Logic.less(x, y);
                    case GREATER -> Logic.less(y, x);
                    case LESS_OR_EQUAL -> Logic.not(Logic.less(y, x));
                    default -> Logic.not(Logic.less(x, y));
                };
        return test(holds, at);
    }

    /** Whether any bit is 1. */
    static Value nonZero(Value.Word word, int at) {
        Condition any = Logic.FALSE;
        for (var bit : word.bits()) {
            any = Logic.or(any, bit);
        }
        return test(any, at);
    }

    private static Value test(Condition condition, int at) {
        return Logic.requireSmall(condition, at) instanceof Condition.Constant(var truth)
                ? new Value.Truth(truth)
                : new Value.Test(condition);
    }
}
