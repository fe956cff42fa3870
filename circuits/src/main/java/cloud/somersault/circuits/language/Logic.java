package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Condition.Constant;
import java.util.List;

/** Calculates with conditions, one for each bit; what is known beforehand is folded. */
final class Logic {
    static final Constant TRUE = new Constant(true);
    static final Constant FALSE = new Constant(false);

    /** More parts than this nobody meant, and every shot would work them out. */
    private static final int PARTS_MAX = 2_000;

    /** Written out and read again, a condition stays below the depth that formulas may have. */
    private static final int DEPTH_MAX = 150;

    private Logic() {}

    static Condition of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Condition not(Condition a) {
        return switch (a) {
            case Constant(var value) -> of(!value);
            case Condition.Not(var inner) -> inner;
            default -> new Condition.Not(a);
        };
    }

    static Condition and(Condition a, Condition b) {
        if (a instanceof Constant(var value)) {
            return value ? b : FALSE;
        }
        if (b instanceof Constant(var value)) {
            return value ? a : FALSE;
        }
        return a.equals(b) ? a : new Condition.And(a, b);
    }

    static Condition or(Condition a, Condition b) {
        if (a instanceof Constant(var value)) {
            return value ? TRUE : b;
        }
        if (b instanceof Constant(var value)) {
            return value ? TRUE : a;
        }
        return a.equals(b) ? a : new Condition.Or(a, b);
    }

    static Condition xor(Condition a, Condition b) {
        if (a instanceof Constant(var value)) {
            return value ? not(b) : b;
        }
        if (b instanceof Constant(var value)) {
            return value ? not(a) : a;
        }
        return new Condition.Xor(a, b);
    }

    /** All bits are the same; the lists are equally long. */
    static Condition equal(List<Condition> a, List<Condition> b) {
        Condition equal = TRUE;
        for (int i = 0; i < a.size(); i++) {
            equal = and(equal, not(xor(a.get(i), b.get(i))));
        }
        return equal;
    }

    /** As unsigned numbers, least significant bit first; the lists are equally long. */
    static Condition less(List<Condition> a, List<Condition> b) {
        Condition less = FALSE;
        for (int i = 0; i < a.size(); i++) {
            // Above, only an equal bit leaves the decision to those below.
            less = or(and(less, or(not(a.get(i)), b.get(i))), and(not(a.get(i)), b.get(i)));
        }
        return less;
    }

    /** At least two of three; the first may be large, for it is taken once. */
    static Condition majority(Condition carry, Condition a, Condition b) {
        return or(and(carry, or(a, b)), and(a, b));
    }

    /** The condition itself, unless it has become too large. */
    static Condition requireSmall(Condition condition, int at) {
        if (parts(condition, 0, PARTS_MAX) > PARTS_MAX || depth(condition) > DEPTH_MAX) {
            throw new ProgramError(
                    "condition-too-complex",
                    at,
                    "what is calculated here from measured bits has more than "
                            + PARTS_MAX
                            + " parts, or more than "
                            + DEPTH_MAX
                            + " that wait for each other",
                    "assign a part of it to bits of its own first");
        }
        return condition;
    }

    private static int parts(Condition condition, int before, int most) {
        int count = before + 1;
        if (count > most) {
            return count;
        }
        return switch (condition) {
            case Constant _, Condition.Compare _, Condition.CompareBits _ -> count;
            case Condition.Not(var inner) -> parts(inner, count, most);
            case Condition.And(var left, var right) -> both(left, right, count, most);
            case Condition.Or(var left, var right) -> both(left, right, count, most);
            case Condition.Xor(var left, var right) -> both(left, right, count, most);
        };
    }

    private static int both(Condition left, Condition right, int before, int most) {
        int count = parts(left, before, most);
        return count > most ? count : parts(right, count, most);
    }

    /** Only of conditions that have few parts. */
    private static int depth(Condition condition) {
        return switch (condition) {
            case Constant _, Condition.Compare _, Condition.CompareBits _ -> 1;
            case Condition.Not(var inner) -> 1 + depth(inner);
            case Condition.And(var left, var right) -> 1 + Math.max(depth(left), depth(right));
            case Condition.Or(var left, var right) -> 1 + Math.max(depth(left), depth(right));
            case Condition.Xor(var left, var right) -> 1 + Math.max(depth(left), depth(right));
        };
    }
}
