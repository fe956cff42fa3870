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
            case Symbol.Hidden _ -> throw Evaluator.hidden(operand.name(), operand.at());
            case Symbol.Bits _, Symbol.Variable _, Symbol.Array _ ->
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
            case Symbol.Hidden _ -> throw Evaluator.hidden(operand.name(), operand.at());
            case Symbol.Variable variable when !variable.bits().isEmpty() ->
                    picked(
                            variable.bits(),
                            variable.kind() == Expression.Type.Kind.BOOL,
                            operand,
                            names);
            case Symbol.Qubits _, Symbol.Variable _, Symbol.Array _ ->
                    throw new ProgramError(
                            "not-a-bit",
                            operand.at(),
                            "expected a classical bit, found " + Source.quoted(operand.name()));
        };
    }

    /** Part of a register, of an array, or of the bits of a number. */
    Value value(Operand operand, Names names) {
        Symbol symbol = operand.name().charAt(0) == '$' ? null : names.find(operand.name());
        switch (symbol) {
            case Symbol.Array array -> {
                var part = element(array, operand, names);
                return part.sizes().isEmpty() ? part.element(0) : new Value.Elements(part);
            }
            case Symbol.Variable variable when variable.bits().isEmpty() -> {
                return digits(variable, operand, names);
            }
            case Symbol.Qubits _ ->
                    throw new ProgramError(
                            "qubit-in-formula",
                            operand.at(),
                            Source.quoted(operand.name())
                                    + " is a qubit and has no value to calculate with",
                            "measure it into a bit first");
            case null, default -> {}
        }
        var bits = bits(operand, names);
        return new Value.Measured(bits.indices(), bits.single());
    }

    /** The bits of a number, or of what a parameter has from its caller. */
    private Value digits(Symbol.Variable variable, Operand operand, Names names) {
        int at = operand.at();
        if (variable.value() instanceof Value.Measured(var bits, var single)) {
            var picked = picked(bits, single, operand, names);
            return new Value.Measured(picked.indices(), picked.single());
        }
        int width = Storage.width(variable, at);
        var word = MeasuredNumbers.bits(MeasuredNumbers.word(variable.value(), at), width);
        var all = java.util.stream.IntStream.range(0, width).boxed().toList();
        var picked = picked(all, false, operand, names);
        if (MeasuredNumbers.isMeasured(variable.value())) {
            return new Value.Word(picked.indices().stream().map(word::get).toList(), false);
        }
        var digits = new StringBuilder();
        for (int place : picked.indices().reversed()) {
            digits.append(word.get(place).equals(Logic.TRUE) ? '1' : '0');
        }
        return picked.single()
                ? new Value.Whole(digits.charAt(0) - '0')
                : new Value.Bits(digits.toString());
    }

    /** The part of an array that the indices pick, dimension by dimension. */
    Symbol.Array element(Symbol.Array array, Operand operand, Names names) {
        var part = array;
        for (var index : operand.indices()) {
            if (index.set()) {
                part = selected(part, index.selections(), operand, index.at(), names);
                continue;
            }
            for (var selection : index.selections()) {
                if (part.sizes().isEmpty()) {
                    throw new ProgramError(
                            "too-many-indices",
                            index.at(),
                            Source.quoted(operand.name())
                                    + " has "
                                    + array.sizes().size()
                                    + (array.sizes().size() == 1 ? " dimension" : " dimensions"));
                }
                part =
                        selection instanceof One(var expression)
                                ? part.at(
                                        checked(
                                                evaluator.whole(expression, names, "an index"),
                                                part.sizes().getFirst(),
                                                operand,
                                                expression.at()))
                                : selected(part, List.of(selection), operand, index.at(), names);
            }
        }
        return part;
    }

    /** Some elements of the first dimension. */
    private Symbol.Array selected(
            Symbol.Array part, List<Selection> selections, Operand operand, int at, Names names) {
        if (part.sizes().isEmpty()) {
            throw new ProgramError(
                    "too-many-indices",
                    at,
                    Source.quoted(operand.name()) + " has no further index");
        }
        int size = part.sizes().getFirst();
        var places = new ArrayList<Integer>();
        int count = 0;
        for (var selection : selections) {
            for (long position : positions(selection, size, names)) {
                budget.steps(1 + part.places().length / size, at);
                for (int place : part.at(checked(position, size, operand, at)).places()) {
                    places.add(place);
                }
                count++;
            }
        }
        var sizes = new ArrayList<>(part.sizes());
        sizes.set(0, count);
        return new Symbol.Array(
                part.kind(),
                part.width(),
                part.constant(),
                part.branches(),
                List.copyOf(sizes),
                part.store(),
                places.stream().mapToInt(Integer::intValue).toArray());
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
                chosen.add(all.get(checked(position, all.size(), operand, index.at())));
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
        return checked(position, all.size(), operand, expression.at());
    }

    private static int checked(long position, int size, Operand operand, int at) {
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
