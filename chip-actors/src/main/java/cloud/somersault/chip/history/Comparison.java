package cloud.somersault.chip.history;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one calibration version knows that another does not: every figure that is not the same, and
 * every part that is in service in one only. What is the same is left out.
 *
 * @param chip figures of the chip as a whole
 * @param qubits by number
 * @param couplers by (first, second)
 */
public record Comparison(
        List<FigureChange> chip, List<QubitChange> qubits, List<CouplerChange> couplers) {

    public Comparison {
        chip = List.copyOf(chip);
        qubits = List.copyOf(qubits);
        couplers = List.copyOf(couplers);
    }

    /** What happened to a part. */
    public enum Change {
        /** In service in both, with other figures. */
        MEASURED("measured"),
        /** In service in the earlier one only. */
        TAKEN_OUT("taken-out"),
        /** In service in the later one only. */
        RETURNED("returned"),
        /** Out of service in both, for another reason. */
        STILL_OUT("still-out");

        private final String id;

        Change(String id) {
            this.id = id;
        }

        /** Stable, in kebab-case. */
        public String id() {
            return id;
        }
    }

    /** A figure before and after; one of them is absent when the part was out of service. */
    public record FigureChange(String figure, Optional<Double> from, Optional<Double> to) {}

    /**
     * A part that is not as it was.
     *
     * @param figures those that are not the same
     * @param reason why it is out of service afterwards, if it is
     */
    public record PartChange(Change change, List<FigureChange> figures, Optional<String> reason) {
        public PartChange {
            figures = List.copyOf(figures);
        }
    }

    /** A qubit that is not as it was. */
    public record QubitChange(int id, PartChange change) {}

    /** A coupler that is not as it was. */
    public record CouplerChange(int first, int second, PartChange change) {}

    /**
     * Compares two versions of one chip, or of two chips of one shape.
     *
     * @throws IllegalArgumentException when they have other qubits or other couplers
     */
    public static Comparison of(ChipSnapshot from, ChipSnapshot to) {
        if (from.qubits().size() != to.qubits().size()
                || from.couplers().size() != to.couplers().size()) {
            throw new IllegalArgumentException("chips of two shapes can't be compared");
        }
        var qubits = new ArrayList<QubitChange>();
        for (int id = 0; id < from.qubits().size(); id++) {
            int number = id;
            change(known(from.qubits().get(id)), known(to.qubits().get(id)))
                    .ifPresent(change -> qubits.add(new QubitChange(number, change)));
        }
        var couplers = new ArrayList<CouplerChange>();
        for (int place = 0; place < from.couplers().size(); place++) {
            var before = from.couplers().get(place);
            var after = to.couplers().get(place);
            if (before.first() != after.first() || before.second() != after.second()) {
                throw new IllegalArgumentException("chips of two shapes can't be compared");
            }
            change(known(before), known(after))
                    .ifPresent(change ->
                            couplers.add(new CouplerChange(after.first(), after.second(), change)));
        }
        return new Comparison(changes(Figures.of(from), Figures.of(to)), qubits, couplers);
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return chip.isEmpty() && qubits.isEmpty() && couplers.isEmpty();
    }

    /** What is known of a part: figures, or why there are none. */
    private record Known(Map<String, Double> figures, Optional<String> reason) {}

    private static Known known(ChipQubit qubit) {
        return switch (qubit) {
            case ChipQubit.InService in -> new Known(Figures.of(in.figures()), Optional.empty());
            case ChipQubit.OutOfService out -> new Known(Map.of(), Optional.of(out.reason()));
        };
    }

    private static Known known(ChipCoupler coupler) {
        return switch (coupler) {
            case ChipCoupler.InService in -> new Known(Figures.of(in.figures()), Optional.empty());
            case ChipCoupler.OutOfService out -> new Known(Map.of(), Optional.of(out.reason()));
        };
    }

    private static Optional<PartChange> change(Known from, Known to) {
        if (from.equals(to)) {
            return Optional.empty();
        }
        var change =
                from.reason().isEmpty()
                        ? to.reason().isEmpty() ? Change.MEASURED : Change.TAKEN_OUT
                        : to.reason().isEmpty() ? Change.RETURNED : Change.STILL_OUT;
        return Optional.of(
                new PartChange(change, changes(from.figures(), to.figures()), to.reason()));
    }

    private static List<FigureChange> changes(Map<String, Double> from, Map<String, Double> to) {
        var names = new LinkedHashSet<>(from.keySet());
        names.addAll(to.keySet());
        var changes = new ArrayList<FigureChange>();
        for (var name : names) {
            var before = Optional.ofNullable(from.get(name));
            var after = Optional.ofNullable(to.get(name));
            if (!before.equals(after)) {
                changes.add(new FigureChange(name, before, after));
            }
        }
        return changes;
    }
}
