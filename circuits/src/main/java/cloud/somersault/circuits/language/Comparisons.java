package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Condition.Compare;
import cloud.somersault.circuits.Condition.Comparison;
import cloud.somersault.circuits.language.Expression.Operator;
import java.util.List;

/** Comparisons and logic, of what is known now and of what is measured later. */
final class Comparisons {
    private Comparisons() {}

    /** As the condition of an if: a truth known now, or a test of measured bits. */
    static Value condition(Value value, int at) {
        return switch (value) {
            case Value.Truth _, Value.Test _ -> value;
            case Value.Whole(var whole) -> new Value.Truth(whole != 0);
            case Value.Real(var real) -> new Value.Truth(real != 0);
            case Value.Bits(var digits) -> new Value.Truth(digits.contains("1"));
            case Value.Measured(var bits, var single) ->
                    new Value.Test(
                            single
                                    ? Condition.bit(bits.getFirst())
                                    : wide(bits, Operator.NOT_EQUAL, 0, at));
            case Value.Word word -> MeasuredNumbers.nonZero(word, at);
            case Value.Duration _,
                    Value.Complex _,
                    Value.Elements _,
                    Value.Nothing _,
                    Value.Pending _ ->
                    throw Evaluator.mismatch("a condition", value, at);
        };
    }

    static Value not(Value value, int at) {
        return switch (condition(value, at)) {
            case Value.Truth(var truth) -> new Value.Truth(!truth);
            case Value.Test(var condition) -> new Value.Test(new Condition.Not(condition));
            default -> throw new IllegalStateException("a condition is a truth or a test");
        };
    }

    /** And, or. */
    static Value joined(Operator operator, Value left, Value right, int at) {
        boolean and = operator == Operator.AND;
        Value first = condition(left, at);
        Value second = condition(right, at);
        if (first instanceof Value.Truth(var truth)) {
            return truth == and ? second : first;
        }
        if (second instanceof Value.Truth(var truth)) {
            return truth == and ? first : second;
        }
        Condition a = ((Value.Test) first).condition();
        Condition b = ((Value.Test) second).condition();
        return new Value.Test(and ? new Condition.And(a, b) : new Condition.Or(a, b));
    }

    static Value compared(Operator operator, Value left, Value right, int at) {
        if (MeasuredNumbers.isMeasured(left) || MeasuredNumbers.isMeasured(right)) {
            return measured(operator, left, right, at);
        }
        if (left instanceof Value.Complex || right instanceof Value.Complex) {
            return complex(operator, left, right, at);
        }
        if (left instanceof Value.Duration(var a) && right instanceof Value.Duration(var b)) {
            return new Value.Truth(holds(operator, Double.compare(a, b)));
        }
        Value a = left instanceof Value.Bits(var digits) ? unsigned(digits, at) : left;
        Value b = right instanceof Value.Bits(var digits) ? unsigned(digits, at) : right;
        int order =
                a instanceof Value.Whole(var m) && b instanceof Value.Whole(var n)
                        ? Long.compare(m, n)
                        : Double.compare(
                                Evaluator.asReal(a, at) + 0.0, Evaluator.asReal(b, at) + 0.0);
        return new Value.Truth(holds(operator, order));
    }

    private static Value complex(Operator operator, Value left, Value right, int at) {
        if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
            throw new ProgramError(
                    "type-mismatch", at, "complex numbers are only compared with == and !=");
        }
        boolean same = ComplexNumbers.of(left, at).equals(ComplexNumbers.of(right, at));
        return new Value.Truth(same == (operator == Operator.EQUAL));
    }

    private static Value measured(Operator operator, Value left, Value right, int at) {
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        if (equality && isTest(left) && isTest(right)) {
            var differ = new Condition.Xor(test(left, at), test(right, at));
            return new Value.Test(
                    operator == Operator.NOT_EQUAL ? differ : new Condition.Not(differ));
        }
        Value test = left instanceof Value.Test ? left : right;
        Value other = test == left ? right : left;
        if (equality && test instanceof Value.Test && other instanceof Value.Truth(var truth)) {
            return truth == (operator == Operator.EQUAL) ? test : not(test, at);
        }
        var a = MeasuredNumbers.plain(left);
        var b = MeasuredNumbers.plain(right);
        if (a.isPresent() && b.isPresent() && isShort(a.get()) && isShort(b.get())) {
            return new Value.Test(
                    new Condition.CompareBits(a.get(), comparison(operator), b.get()));
        }
        if (a.isPresent() && !MeasuredNumbers.isMeasured(right)) {
            return measured(a.get(), operator, right, at);
        }
        if (b.isPresent() && !MeasuredNumbers.isMeasured(left)) {
            return measured(b.get(), mirrored(operator), left, at);
        }
        return MeasuredNumbers.compared(operator, left, right, at);
    }

    private static boolean isTest(Value value) {
        return value instanceof Value.Test || value instanceof Value.Measured(_, var one) && one;
    }

    private static Condition test(Value value, int at) {
        return ((Value.Test) condition(value, at)).condition();
    }

    private static boolean isShort(List<Integer> bits) {
        return bits.size() <= Long.SIZE;
    }

    /** Bits with something known. */
    private static Value measured(List<Integer> bits, Operator operator, Value other, int at) {
        if (other instanceof Value.Bits(var digits)) {
            return new Value.Test(wide(bits, operator, unsignedBits(digits, at), at));
        }
        double exact = Evaluator.asReal(other, at);
        long value = other instanceof Value.Whole(var whole) ? whole : (long) Math.rint(exact);
        if (value != exact && !(other instanceof Value.Whole)) {
            throw new ProgramError(
                    "type-mismatch", at, "measured bits are compared with whole numbers only");
        }
        if (value < 0) {
            return new Value.Truth(holds(operator, 1));
        }
        return new Value.Test(wide(bits, operator, value, at));
    }

    /** More than 64 bits can only be asked for equality: the upper ones have to be 0. */
    private static Condition wide(List<Integer> bits, Operator operator, long value, int at) {
        if (bits.size() <= Long.SIZE) {
            return new Compare(bits, comparison(operator), value);
        }
        if (operator == Operator.NOT_EQUAL) {
            return new Condition.Not(wide(bits, Operator.EQUAL, value, at));
        }
        if (operator != Operator.EQUAL) {
            throw new ProgramError(
                    "unsupported-condition",
                    at,
                    "more than 64 bits can only be compared with == and !=",
                    "compare a part of the register, such as c[0:63]");
        }
        Condition all = new Compare(bits.subList(0, Long.SIZE), Comparison.EQUAL, value);
        for (int from = Long.SIZE; from < bits.size(); from += Long.SIZE) {
            var part = bits.subList(from, Math.min(bits.size(), from + Long.SIZE));
            all = new Condition.And(all, new Compare(part, Comparison.EQUAL, 0));
        }
        return all;
    }

    private static Value unsigned(String digits, int at) {
        long value = unsignedBits(digits, at);
        if (value < 0) {
            throw new ProgramError("number-too-large", at, "the bits do not fit into 63 bits");
        }
        return new Value.Whole(value);
    }

    private static long unsignedBits(String digits, int at) {
        if (digits.length() > Long.SIZE) {
            throw new ProgramError(
                    "number-too-large", at, "at most 64 bits can be compared with a bit string");
        }
        return Long.parseUnsignedLong(digits, 2);
    }

    private static boolean holds(Operator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    private static Operator mirrored(Operator operator) {
        return switch (operator) {
            case LESS -> Operator.GREATER;
            case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case GREATER -> Operator.LESS;
            case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            default -> operator;
        };
    }

    private static Comparison comparison(Operator operator) {
        return switch (operator) {
            case EQUAL -> Comparison.EQUAL;
            case NOT_EQUAL -> Comparison.NOT_EQUAL;
            case LESS -> Comparison.LESS;
            case LESS_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
            case GREATER -> Comparison.GREATER;
            default -> Comparison.GREATER_OR_EQUAL;
        };
    }
}
