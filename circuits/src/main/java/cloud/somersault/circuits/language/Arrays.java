package cloud.somersault.circuits.language;

import java.util.ArrayList;
import java.util.List;

/** Arrays: their values are known when the program is read. */
final class Arrays {
    private static final int DIMENSIONS_MAX = 7;

    private final Operands operands;
    private final Evaluator evaluator;

    Arrays(Operands operands) {
        this.operands = operands;
        this.evaluator = operands.evaluator();
    }

    Symbol.Array declare(Statement.Array array, Names names, int branches) {
        int at = array.at();
        if (array.sizes().size() > DIMENSIONS_MAX) {
            throw new ProgramError("too-many-dimensions", at, "an array has at most 7 dimensions");
        }
        var sizes = new ArrayList<Integer>();
        long total = 1;
        for (var expression : array.sizes()) {
            long size = evaluator.whole(expression, names, "the size of an array");
            if (!(size >= 1)) {
                throw new ProgramError(
                        "empty-register", expression.at(), "an array has at least one element");
            }
            total =
                    size > Integer.MAX_VALUE
                            ? Integer.MAX_VALUE
                            : Math.min(Integer.MAX_VALUE, total * size);
            sizes.add((int) Math.min(size, Integer.MAX_VALUE));
        }
        operands.count((int) total, at);
        int width = evaluator.width(array.element(), names);
        var kind = array.element().kind();
        var store = new Value[(int) total];
        java.util.Arrays.fill(store, Declarations.zero(kind, width, at));
        var places = new int[store.length];
        java.util.Arrays.setAll(places, i -> i);
        var whole =
                new Symbol.Array(
                        kind, width, array.constant(), branches, List.copyOf(sizes), store, places);
        if (array.value().isPresent()) {
            fill(whole, array.value().get(), names);
        } else if (array.constant()) {
            throw new ProgramError(
                    "missing-value",
                    at,
                    "the constant " + Source.quoted(array.name()) + " has no value");
        }
        return whole;
    }

    private void fill(Symbol.Array part, Expression value, Names names) {
        if (!(value instanceof Expression.Elements(var elements, int at))) {
            set(part, evaluator.value(value, names), value.at());
            return;
        }
        if (part.sizes().isEmpty()) {
            throw new ProgramError(
                    "size-mismatch", at, "expected a single value, found elements in braces");
        }
        if (elements.size() != part.sizes().getFirst()) {
            throw new ProgramError(
                    "size-mismatch",
                    at,
                    "expected " + part.sizes().getFirst() + " elements, found " + elements.size());
        }
        for (int i = 0; i < elements.size(); i++) {
            fill(part.at(i), elements.get(i), names);
        }
    }

    void assign(Symbol.Array array, Statement.Assign assign, Names names, int branches) {
        var target = assign.target();
        if (array.constant()) {
            throw new ProgramError(
                    "assignment-to-constant",
                    target.at(),
                    Source.quoted(target.name()) + " cannot be changed");
        }
        if (array.branches() != branches) {
            throw new ProgramError(
                    "unsupported-assignment",
                    target.at(),
                    "an array does not change in a branch on measured values",
                    "use bit, bool, int or uint variables");
        }
        var part = operands.element(array, target, names);
        Value value = evaluator.value(assign.value(), names);
        String sign = assign.operator().substring(0, assign.operator().length() - 1);
        for (var operator : Expression.Operator.values()) {
            if (operator.symbol().equals(sign)) {
                if (!part.sizes().isEmpty()) {
                    throw Evaluator.mismatch(
                            "a single element", new Value.Elements(part), target.at());
                }
                value = Arithmetic.binary(operator, part.element(0), value, assign.at());
            }
        }
        set(part, value, assign.value().at());
    }

    private static void set(Symbol.Array part, Value value, int at) {
        if (value instanceof Value.Elements(var from)) {
            if (!from.sizes().equals(part.sizes())) {
                throw new ProgramError(
                        "size-mismatch",
                        at,
                        "expected elements as " + part.sizes() + ", found " + from.sizes());
            }
            var values = new Value[from.places().length];
            java.util.Arrays.setAll(values, from::element);
            for (int i = 0; i < values.length; i++) {
                put(part, i, values[i], at);
            }
            return;
        }
        if (!part.sizes().isEmpty()) {
            throw Evaluator.mismatch("an array", value, at);
        }
        put(part, 0, value, at);
    }

    private static void put(Symbol.Array part, int place, Value value, int at) {
        if (MeasuredNumbers.isMeasured(value)) {
            throw new ProgramError(
                    "known-only-at-run-time",
                    at,
                    "the elements of an array are known beforehand",
                    "keep what is measured in bits: bit[n] c;");
        }
        part.store()[part.places()[place]] =
                Conversions.implicit(value, part.kind(), part.width(), at);
    }

    /** The caller's array as a subroutine's parameter. */
    Symbol.Array bind(Statement.ArrayParameter parameter, Value argument, Names names, int at) {
        if (!(argument instanceof Value.Elements(var given))) {
            throw Evaluator.mismatch("an array", argument, at);
        }
        boolean sameType = given.kind() == parameter.element().kind();
        if (!sameType) {
            throw new ProgramError(
                    "type-mismatch", at, "the elements of this array have another type");
        }
        if (parameter.dimensions().isPresent()) {
            long wanted =
                    evaluator.whole(parameter.dimensions().get(), names, "a number of dimensions");
            if (wanted != given.sizes().size()) {
                throw new ProgramError(
                        "size-mismatch",
                        at,
                        "expected " + wanted + " dimensions, found " + given.sizes().size());
            }
        } else {
            var wanted = new ArrayList<Integer>();
            for (var size : parameter.sizes()) {
                wanted.add((int) evaluator.whole(size, names, "the size of an array"));
            }
            if (!wanted.equals(given.sizes())) {
                throw new ProgramError(
                        "size-mismatch",
                        at,
                        "expected an array of " + wanted + ", found " + given.sizes());
            }
        }
        if (parameter.mutable() && given.constant()) {
            throw new ProgramError(
                    "assignment-to-constant", at, "a constant array cannot be changed");
        }
        return new Symbol.Array(
                given.kind(),
                given.width(),
                !parameter.mutable(),
                given.branches(),
                given.sizes(),
                given.store(),
                given.places());
    }
}
