package cloud.somersault.circuits;

import java.util.List;
import java.util.function.IntPredicate;

/** What an {@link Operation.If} asks of the classical bits measured so far. */
public sealed interface Condition {

    /** Whether it holds, given each bit's present value. Bits not yet written are 0. */
    boolean holds(IntPredicate bit);

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
            long read = 0;
            for (int i = 0; i < bits.size(); i++) {
                if (bit.test(bits.get(i))) {
                    read |= 1L << i;
                }
            }
            return comparison.test(read, value);
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(IntPredicate bit) {
            return !condition.holds(bit);
        }
    }

    /** Both. */
    record And(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(IntPredicate bit) {
            return left.holds(bit) && right.holds(bit);
        }
    }

    /** At least one. */
    record Or(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(IntPredicate bit) {
            return left.holds(bit) || right.holds(bit);
        }
    }

    /** A single bit is 1. */
    static Condition bit(int bit) {
        return new Compare(List.of(bit), Comparison.EQUAL, 1);
    }
}
