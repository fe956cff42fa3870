package cloud.somersault.circuits.qpy;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** An angle: a number, or a formula of parameters. */
sealed interface Formula {

    /** How many parts it has, counting shared ones wherever they stand. */
    int size();

    record Constant(double value) implements Formula {
        @Override
        public int size() {
            return 1;
        }
    }

    record Symbol(QpyParameter parameter) implements Formula {
        @Override
        public int size() {
            return 1;
        }
    }

    /**
     * A function of one argument.
     *
     * @param function as OpenQASM 3 calls it
     */
    record Call(String function, Formula of, int size) implements Formula {}

    /**
     * Two operands.
     *
     * @param operator {@code + - * /}, or {@code ^} for a power
     */
    record Operation(char operator, Formula left, Formula right, int size) implements Formula {}

    static Formula call(String function, Formula of) {
        return new Call(function, of, 1 + of.size());
    }

    static Formula operation(char operator, Formula left, Formula right) {
        return new Operation(operator, left, right, 1 + left.size() + right.size());
    }

    /** Tells each parameter that is named in it. */
    default void symbols(Consumer<QpyParameter> to) {
        switch (this) {
            case Constant _ -> {}
            case Symbol(var parameter) -> to.accept(parameter);
            case Call(_, var of, _) -> of.symbols(to);
            case Operation(_, var left, var right, _) -> {
                left.symbols(to);
                right.symbols(to);
            }
        }
    }

    /** The same with other formulas for some parameters. */
    default Formula with(Map<QpyParameter, Formula> others) {
        return switch (this) {
            case Constant _ -> this;
            case Symbol(var parameter) -> others.getOrDefault(parameter, this);
            case Call(var function, var of, _) -> call(function, of.with(others));
            case Operation(var operator, var left, var right, _) ->
                    operation(operator, left.with(others), right.with(others));
        };
    }

    /**
     * In the words of OpenQASM 3, with no more brackets than it takes.
     *
     * @param names how the text calls each parameter
     */
    default String text(Function<QpyParameter, String> names) {
        return switch (this) {
            case Constant(double value) -> Double.toString(value);
            case Symbol(var parameter) -> names.apply(parameter);
            case Call(var function, var of, _) -> function + "(" + of.text(names) + ")";
            case Operation(var operator, var left, var right, _) -> {
                if (operator == '^') {
                    yield "(" + left.text(names) + ") ** (" + right.text(names) + ")";
                }
                int own = rank();
                yield bracketed(left, left.rank() < own, names)
                        + " "
                        + operator
                        + " "
                        + bracketed(right, right.rank() <= own, names);
            }
        };
    }

    private static String bracketed(
            Formula formula, boolean needed, Function<QpyParameter, String> names) {
        var text = formula.text(names);
        return needed ? "(" + text + ")" : text;
    }

    private int rank() {
        return switch (this) {
            case Operation(var operator, _, _, _) -> operator == '+' || operator == '-' ? 1 : 2;
            case Constant(double value) -> value < 0 || 1 / value < 0 ? 0 : 3;
            case Symbol _, Call _ -> 3;
        };
    }
}
