package cloud.somersault.circuits.language;

import java.util.List;

/** What a name stands for. */
sealed interface Symbol {
    /**
     * @param single declared without a size, so that it is no register
     */
    record Qubits(List<Integer> indices, boolean single) implements Symbol {}

    record Bits(List<Integer> indices, boolean single) implements Symbol {}

    /** A number whose value is known when the program is read. */
    final class Variable implements Symbol {
        private final Expression.Type.Kind kind;
        private final boolean constant;
        private Value value;

        Variable(Expression.Type.Kind kind, boolean constant, Value value) {
            this.kind = kind;
            this.constant = constant;
            this.value = value;
        }

        static Variable real(double value) {
            return new Variable(Expression.Type.Kind.FLOAT, true, new Value.Real(value));
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

        void set(Value next) {
            value = next;
        }
    }

    /** Declared wrongly; what uses it is not wrong for that reason alone. */
    record Broken() implements Symbol {}
}
