package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Index;
import cloud.somersault.circuits.language.Expression.One;
import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Expression.Range;
import cloud.somersault.circuits.language.Expression.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the qubits and bits that a program names. */
final class Operands {
    private final Declared declared;
    private final Budget budget;
    private final Evaluator evaluator = new Evaluator(this);

    Operands(Declared declared, Budget budget) {
        this.declared = declared;
        this.budget = budget;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** A list of so many elements is kept. */
    void count(int elements, int at) {
        budget.operands(elements, at);
    }

    /**
     * @param single one element, rather than a list that happens to have one
     */
    record Picked(List<Integer> indices, boolean single) {}

    Picked qubits(Operand operand, Names names) {
        if (operand.name().charAt(0) == '$') {
            return physical(operand);
        }
        return switch (names.find(operand.name())) {
            case Symbol.Qubits(var indices, var single) -> picked(indices, single, operand, names);
            case Symbol.Broken _ -> throw ProgramError.consequence(operand.at());
            case null -> throw unknown(operand, names);
            case Symbol.Bits _, Symbol.Variable _ ->
                    throw new ProgramError(
                            "not-a-qubit",
                            operand.at(),
                            "expected a qubit, found "
                                    + Source.quoted(operand.name())
                                    + ", which is classical");
        };
    }

    Picked bits(Operand operand, Names names) {
        Symbol symbol = operand.name().charAt(0) == '$' ? null : names.find(operand.name());
        return switch (symbol) {
            case Symbol.Bits(var indices, var single) -> picked(indices, single, operand, names);
            case Symbol.Broken _ -> throw ProgramError.consequence(operand.at());
            case null -> throw unknown(operand, names);
            case Symbol.Qubits _, Symbol.Variable _ ->
                    throw new ProgramError(
                            "not-a-bit",
                            operand.at(),
                            "expected a classical bit, found " + Source.quoted(operand.name()));
        };
    }

    private static ProgramError unknown(Operand operand, Names names) {
        return new ProgramError(
                "unknown-name",
                operand.at(),
                Source.quoted(operand.name()) + " is not declared",
                Suggestions.question(operand.name(), names.all()));
    }

    private Picked physical(Operand operand) {
        char[] digits = operand.name().substring(1).toCharArray();
        long qubit = Numerals.integer(digits, 0, digits.length);
        if (!operand.indices().isEmpty()) {
            throw new ProgramError(
                    "not-indexable", operand.at(), operand.name() + " is a single qubit");
        }
        return new Picked(List.of(declared.physical(qubit, operand.at())), true);
    }

    private Picked picked(List<Integer> all, boolean single, Operand operand, Names names) {
        var picked = new Picked(all, single);
        for (var index : operand.indices()) {
            if (picked.single()) {
                throw new ProgramError(
                        "not-indexable",
                        index.at(),
                        Source.quoted(operand.name()) + " is no register here");
            }
            picked = picked(picked.indices(), index, operand, names);
        }
        return picked;
    }

    private Picked picked(List<Integer> all, Index index, Operand operand, Names names) {
        if (!index.set() && index.selections().size() > 1) {
            throw new ProgramError(
                    "too-many-indices",
                    index.at(),
                    Source.quoted(operand.name()) + " has one dimension",
                    "write a set in braces to pick several: [{0, 2}]");
        }
        if (!index.set() && index.selections().getFirst() instanceof One(var expression)) {
            return new Picked(List.of(all.get(position(expression, all, operand, names))), true);
        }
        var chosen = new ArrayList<Integer>();
        for (var selection : index.selections()) {
            for (long position : positions(selection, all.size(), names)) {
                chosen.add(all.get(checked(position, all, operand, index.at())));
            }
            if (chosen.size() > all.size()) {
                throw new ProgramError(
                        "repeated-qubit", index.at(), "an element is selected twice");
            }
        }
        budget.steps(chosen.size(), index.at());
        if (chosen.isEmpty()) {
            throw new ProgramError("empty-range", index.at(), "this selects nothing");
        }
        return new Picked(List.copyOf(chosen), false);
    }

    private int position(Expression expression, List<Integer> all, Operand operand, Names names) {
        long position =
                expression instanceof Expression.Whole(var value, _)
                        ? value
                        : evaluator.whole(expression, names, "an index");
        return checked(position, all, operand, expression.at());
    }

    private static int checked(long position, List<Integer> all, Operand operand, int at) {
        int size = all.size();
        if (!(position >= -size && position < size)) {
            throw new ProgramError(
                    "index-out-of-range",
                    at,
                    "index " + position + " is outside of " + Source.quoted(operand.name()),
                    "its elements are 0 to " + (size - 1));
        }
        return (int) (position < 0 ? position + size : position);
    }

    /** The positions that a selection of a register names; negative ones count from its end. */
    private List<Long> positions(Selection selection, int size, Names names) {
        return switch (selection) {
            case One(var expression) -> List.of(evaluator.whole(expression, names, "an index"));
            case Range range -> {
                long step = bound(range.step(), 1, names);
                long from = bound(range.from(), step > 0 ? 0 : size - 1, names);
                long to = bound(range.to(), step > 0 ? size - 1 : 0, names);
                from = from < 0 ? from + size : from;
                to = to < 0 ? to + size : to;
                var run = Run.of(from, step, to, range.at());
                if (run.count() > size) {
                    throw new ProgramError(
                            "index-out-of-range",
                            range.at(),
                            "this range is longer than the register",
                            "its elements are 0 to " + (size - 1));
                }
                var positions = new ArrayList<Long>();
                run.forEach(positions::add);
                yield positions;
            }
        };
    }

    private long bound(Optional<Expression> bound, long otherwise, Names names) {
        return bound.isEmpty() ? otherwise : evaluator.whole(bound.get(), names, "a range");
    }

    /** The numbers of a loop's range, whose ends have to be stated. */
    Run run(Range range, Names names) {
        if (range.from().isEmpty() || range.to().isEmpty()) {
            throw new ProgramError(
                    "unbounded-range", range.at(), "a loop's range needs both of its ends");
        }
        return Run.of(
                bound(range.from(), 0, names),
                bound(range.step(), 1, names),
                bound(range.to(), 0, names),
                range.at());
    }

    /** Evenly spaced whole numbers, both ends included. */
    record Run(long from, long step, long count) {
        static Run of(long from, long step, long to, int at) {
            if (step == 0) {
                throw new ProgramError("malformed-range", at, "a range's step is not 0");
            }
            if (step > 0 ? from > to : from < to) {
                return new Run(from, step, 0);
            }
            double wide = Math.floor(((double) to - from) / step) + 1;
            return new Run(from, step, wide > 1e15 ? Long.MAX_VALUE : (to - from) / step + 1);
        }

        void forEach(java.util.function.LongConsumer action) {
            for (long i = 0; i < count; i++) {
                action.accept(from + i * step);
            }
        }
    }
}
