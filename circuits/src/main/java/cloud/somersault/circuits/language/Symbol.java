package cloud.somersault.circuits.language;

import java.util.List;

/** What a name stands for. */
sealed interface Symbol {
    /**
     * @param single declared without a size, so that it is no register
     */
    record Qubits(List<Integer> indices, boolean single) implements Symbol {}

    record Bits(List<Integer> indices, boolean single) implements Symbol {}

    /**
     * A number. Its value is known when the program is read, or lies in classical bits from where
     * the program first gives it a value that is not.
     */
    final class Variable implements Symbol {
        private final Expression.Type.Kind kind;
        private final boolean constant;
        private final int width;
        private final String name;
        private final int at;
        private Value value;
        private List<Integer> bits = List.of();

        Variable(
                Expression.Type.Kind kind,
                int width,
                boolean constant,
                String name,
                int at,
                Value value) {
            this.kind = kind;
            this.width = width;
            this.name = name;
            this.at = at;
            this.constant = constant;
            this.value = value;
        }

        /** A name for a value that does not change. */
        static Variable fixed(Expression.Type.Kind kind, Value value) {
            return new Variable(kind, 0, true, "", 0, value);
        }

        static Variable real(double value) {
            return fixed(Expression.Type.Kind.FLOAT, new Value.Real(value));
        }

        Expression.Type.Kind kind() {
            return kind;
        }

        boolean constant() {
            return constant;
        }

        Value value() {
            return value;
        }

        /** The declared width in bits, 0 when none was declared. */
        int width() {
            return width;
        }

        String name() {
            return name;
        }

        /** Where it was declared. */
        int at() {
            return at;
        }

        /** The bits that hold its value, least significant first; none while it is known. */
        List<Integer> bits() {
            return bits;
        }

        /** From now on the value lies in these bits. */
        void keepIn(List<Integer> chosen, Value read) {
            bits = chosen;
            value = read;
        }

        void set(Value next) {
            value = next;
        }
    }

    /**
     * Values under one name, or a part of them: writing to the part writes to the whole.
     *
     * @param branches how many branches on measured values it was declared in
     * @param sizes of each dimension; none when it is a single element
     * @param store the values of the whole
     * @param places where this part's elements lie in the store, in order
     */
    record Array(
            Expression.Type.Kind kind,
            int width,
            boolean constant,
            int branches,
            List<Integer> sizes,
            Value[] store,
            int[] places)
            implements Symbol {
        /** The element at this index of the first dimension, or the part. */
        Array at(int index) {
            int each = sizes.isEmpty() ? 1 : places.length / sizes.getFirst();
            int[] inner = java.util.Arrays.copyOfRange(places, index * each, (index + 1) * each);
            return new Array(
                    kind, width, constant, branches, sizes.subList(1, sizes.size()), store, inner);
        }

        Value element(int place) {
            return store[places[place]];
        }
    }

    /** Declared outside of a subroutine, in which it cannot be seen. */
    record Hidden() implements Symbol {}

    /** Declared wrongly; what uses it is not wrong for that reason alone. */
    record Broken() implements Symbol {}
}
