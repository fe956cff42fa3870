package cloud.somersault.chip.published;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDurations;
import cloud.somersault.chip.ChipLimits;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Lattice;
import cloud.somersault.chip.coupler.CouplerFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the published forms leave to be known: where the qubits lie, which of them are coupled, and
 * what a form says nothing of.
 *
 * @param places of the qubits, in order
 * @param pairs of coupled qubits, in the order of (first, second)
 * @param known the chip that the text is about, when there is one already
 */
record Shape(
        Lattice lattice,
        List<Place> places,
        List<Pair> pairs,
        ChipDurations durations,
        ChipLimits limits,
        Optional<ChipSnapshot> known) {

    static final String NO_FIGURES = "no figures published";
    static final String NOT_LISTED = "not listed as usable";
    private static final int WIDTH = 6;

    record Place(int row, int column) {}

    record Pair(int first, int second) {}

    /** That of a chip which there is already. */
    static Shape of(ChipSnapshot chip) {
        return new Shape(
                chip.lattice(),
                chip.qubits().stream().map(one -> new Place(one.row(), one.column())).toList(),
                chip.couplers().stream().map(one -> new Pair(one.first(), one.second())).toList(),
                chip.durations(),
                chip.limits(),
                Optional.of(chip));
    }

    /** Nearest neighbours on six columns, like the chip that the forms were made for. */
    static Shape sixWide(int qubits) {
        return new Shape(
                new Lattice(WIDTH, (qubits + WIDTH - 1) / WIDTH),
                IntStream.range(0, qubits)
                        .mapToObj(id -> new Place(id / WIDTH, id % WIDTH))
                        .toList(),
                neighbours(qubits, WIDTH),
                new ChipDurations(30e-9, 40e-9, 1e-6, 200e-6),
                new ChipLimits(500, 10_000, 200),
                Optional.empty());
    }

    /** Nearest neighbours, row by row, in the order of (first, second). */
    static List<Pair> neighbours(int qubits, int width) {
        var pairs = new ArrayList<Pair>();
        for (int qubit = 0; qubit < qubits; qubit++) {
            if (qubit % width + 1 < width && qubit + 1 < qubits) {
                pairs.add(new Pair(qubit, qubit + 1));
            }
            if (qubit + width < qubits) {
                pairs.add(new Pair(qubit, qubit + width));
            }
        }
        return pairs;
    }

    /** That of the known chip, which must have so many qubits, or the six wide one. */
    static Shape of(Optional<ChipSnapshot> known, Tree qubits) {
        int count = qubits.whole(1, ChipData.QUBITS_MAX);
        if (known.isEmpty()) {
            return sixWide(count);
        }
        var chip = known.get();
        if (count != chip.qubits().size()) {
            throw qubits.wrong(
                    "says %d qubits, and chip %s has %d"
                            .formatted(count, chip.chip(), chip.qubits().size()));
        }
        return of(chip);
    }

    /** The coupler between two qubits, in either order. */
    Pair pair(Tree where, int one, int other) {
        var pair = new Pair(Math.min(one, other), Math.max(one, other));
        if (!pairs.contains(pair)) {
            throw where.wrong("the qubits %d and %d are not coupled".formatted(one, other));
        }
        return pair;
    }

    /** A qubit that the text has no figures of; one that was out already is so for its reason. */
    ChipQubit outOfService(int id, String reason) {
        var place = places.get(id);
        return known.map(chip -> chip.qubits().get(id))
                .filter(qubit -> !qubit.inService())
                .orElseGet(
                        () -> new ChipQubit.OutOfService(id, place.row(), place.column(), reason));
    }

    /** Every coupler; in service are those with a fidelity of which both qubits are in service. */
    List<ChipCoupler> couplers(Map<Pair, Double> fidelities, boolean[] works) {
        var couplers = new ArrayList<ChipCoupler>();
        for (var pair : pairs) {
            var fidelity = fidelities.get(pair);
            couplers.add(
                    fidelity == null || !works[pair.first()] || !works[pair.second()]
                            ? outOfService(pair, couplers.size())
                            : new ChipCoupler.InService(
                                    pair.first(), pair.second(), new CouplerFigures(fidelity)));
        }
        return couplers;
    }

    private ChipCoupler outOfService(Pair pair, int index) {
        return known.map(chip -> chip.couplers().get(index))
                .filter(coupler -> !coupler.inService())
                .orElseGet(() ->
                        new ChipCoupler.OutOfService(pair.first(), pair.second(), NOT_LISTED));
    }
}
