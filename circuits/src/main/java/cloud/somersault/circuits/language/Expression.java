package cloud.somersault.circuits.language;

import java.util.List;
import java.util.Optional;

/** A formula of a program. Every node knows its offset in the text. */
sealed interface Expression {
    int at();

    record Whole(long value, int at) implements Expression {}

    record Real(double value, int at) implements Expression {}

    record Truth(boolean value, int at) implements Expression {}

    /**
     * @param digits most significant first, only 0 and 1
     */
    record Bitstring(String digits, int at) implements Expression {}

    record Duration(double seconds, int at) implements Expression {}

    /** That many times the imaginary unit: {@code 2im}. */
    record Imaginary(double value, int at) implements Expression {}

    /** The elements of an array, between braces. */
    record Elements(List<Expression> elements, int at) implements Expression {}

    record Name(String name, int at) implements Expression {}

    record Negative(Expression operand, int at) implements Expression {}

    record Not(Expression operand, int at) implements Expression {}

    record Complement(Expression operand, int at) implements Expression {}

    /**
     * @param at of the operator
     */
    record Binary(Operator operator, Expression left, Expression right, int at)
            implements Expression {}

    record Call(String function, List<Expression> arguments, int at) implements Expression {}

    record Cast(Type type, Expression operand, int at) implements Expression {}

    record Indexed(Operand operand, int at) implements Expression {}

    /** Operators between two operands, with how strongly they bind. */
    enum Operator {
        OR("||", 1),
        AND("&&", 2),
        BIT_OR("|", 3),
        BIT_XOR("^", 4),
        BIT_AND("&", 5),
        EQUAL("==", 6),
        NOT_EQUAL("!=", 6),
        LESS("<", 7),
        LESS_OR_EQUAL("<=", 7),
        GREATER(">", 7),
        GREATER_OR_EQUAL(">=", 7),
        SHIFT_LEFT("<<", 8),
        SHIFT_RIGHT(">>", 8),
        PLUS("+", 9),
        MINUS("-", 9),
        TIMES("*", 10),
        DIVIDED("/", 10),
        MODULO("%", 10),
        POWER("**", 12);

        private final String symbol;
        private final int strength;

        Operator(String symbol, int strength) {
            this.symbol = symbol;
            this.strength = strength;
        }

        String symbol() {
            return symbol;
        }

        int strength() {
            return strength;
        }
    }

    /** What a name was declared to be. */
    record Type(Kind kind, Optional<Expression> width, int at) {
        enum Kind {
            BIT,
            BOOL,
            INT,
            UINT,
            FLOAT,
            ANGLE,
            COMPLEX,
            DURATION
        }
    }

    /**
     * A register, part of one, a loop's name, or a physical qubit ({@code $3}).
     *
     * @param indices applied one after the other
     */
    record Operand(String name, List<Index> indices, int at) {}

    /** What stands between brackets: one or several selections, or a set. */
    record Index(List<Selection> selections, boolean set, int at) {
        /** Whether this picks a single element rather than a list of them. */
        boolean isSingle() {
            return !set && selections.size() == 1 && selections.getFirst() instanceof One;
        }
    }

    /** One element, or a range of them. */
    sealed interface Selection {}

    record One(Expression index) implements Selection {}

    /** From, in steps of, up to and including; what is left out is the natural end. */
    record Range(
            Optional<Expression> from, Optional<Expression> step, Optional<Expression> to, int at)
            implements Selection {}
}
