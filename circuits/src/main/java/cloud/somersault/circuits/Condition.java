package cloud.somersault.circuits;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * What an {@link Operation.If} or {@link Operation.While} asks of the classical bits written so
 * far, and what an {@link Operation.Assign} writes.
 */
public sealed interface Condition {

    /** Whether it holds, given each bit's present value. Bits not yet written are 0. */
    boolean holds(IntPredicate bit);

    /** Every bit that it looks at, one by one, those named twice twice. */
    default void eachBit(IntConsumer reader) {
        switch (this) {
            case Constant _ -> {}
            case Compare(var bits, _, _) -> bits.forEach(reader::accept);
            case CompareBits(var left, _, var right) -> {
                left.forEach(reader::accept);
                right.forEach(reader::accept);
            }
            case Not(var inner) -> inner.eachBit(reader);
            case And(var left, var right) -> {
                left.eachBit(reader);
                right.eachBit(reader);
            }
            case Or(var left, var right) -> {
                left.eachBit(reader);
                right.eachBit(reader);
            }
            case Xor(var left, var right) -> {
                left.eachBit(reader);
                right.eachBit(reader);
            }
        }
    }

    /** How two numbers are compared. */
    enum Comparison {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String symbol;

        Comparison(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        boolean test(long left, long right) {
            int order = Long.compareUnsigned(left, right);
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }

    /**
     * Compares bits, read as an unsigned number, with a constant.
     *
     * @param bits least significant first, at most 64
     * @param comparison how
     * @param value with what
     */
    record Compare(List<Integer> bits, Comparison comparison, long value) implements Condition {
        public Compare {
            bits = List.copyOf(bits);
            if (bits.isEmpty() || bits.size() > Long.SIZE) {
                throw new IllegalArgumentException("a comparison takes 1 to 64 bits");
            }
        }

        @Override
        public boolean holds(IntPredicate bit) {
            return comparison.test(read(bits, bit), value);
        }
    }

    /**
     * Compares bits with bits, both read as unsigned numbers.
     *
     * @param left least significant first, 1 to 64
     * @param right likewise; the widths may differ
     */
    record CompareBits(List<Integer> left, Comparison comparison, List<Integer> right)
            implements Condition {
        public CompareBits {
            left = List.copyOf(left);
            right = List.copyOf(right);
            if (left.isEmpty()
                    || right.isEmpty()
                    || left.size() > Long.SIZE
                    || right.size() > Long.SIZE) {
                throw new IllegalArgumentException("a comparison takes 1 to 64 bits");
            }
        }

        @Override
        public boolean holds(IntPredicate bit) {
            return comparison.test(read(left, bit), read(right, bit));
        }
    }

    /** Always the same. It stands alone, as the value of an {@link Operation.Assign}. */
    record Constant(boolean value) implements Condition {
        @Override
        public boolean holds(IntPredicate bit) {
            return value;
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {
        public Not {
            requireOpen(condition);
        }

        @Override
        public boolean holds(IntPredicate bit) {
            return !condition.holds(bit);
        }
    }

    /** Both. */
    record And(Condition left, Condition right) implements Condition {
        public And {
            requireOpen(left);
            requireOpen(right);
        }

        @Override
        public boolean holds(IntPredicate bit) {
            return left.holds(bit) && right.holds(bit);
        }
    }

    /** At least one. */
    record Or(Condition left, Condition right) implements Condition {
        public Or {
            requireOpen(left);
            requireOpen(right);
        }

        @Override
        public boolean holds(IntPredicate bit) {
            return left.holds(bit) || right.holds(bit);
        }
    }

    /** Exactly one: the parity of two. */
    record Xor(Condition left, Condition right) implements Condition {
        public Xor {
            requireOpen(left);
            requireOpen(right);
        }

        @Override
        public boolean holds(IntPredicate bit) {
            return left.holds(bit) != right.holds(bit);
        }
    }

    private static void requireOpen(Condition part) {
        if (part instanceof Constant) {
            throw new IllegalArgumentException("a constant is no part of another condition");
        }
    }

    private static long read(List<Integer> bits, IntPredicate bit) {
        long read = 0;
        for (int i = 0; i < bits.size(); i++) {
            if (bit.test(bits.get(i))) {
                read |= 1L << i;
            }
        }
        return read;
    }

    /** A single bit is 1. */
    static Condition bit(int bit) {
        return new Compare(List.of(bit), Comparison.EQUAL, 1);
    }
}
