package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Equal rings of n qubits as the circuits of a target: one each on the ideal target, as many as fit
 * side by side on a chip. Qubit i of the ring at place s is measured into bit n s + i.
 */
final class SideBySide {
    private final int qubits;
    private final int declared;
    private final List<List<Integer>> places;

    private SideBySide(int qubits, int declared, List<List<Integer>> places) {
        this.qubits = qubits;
        this.declared = declared;
        this.places = places;
    }

    /**
     * @throws QuantumBatchException if the chip has no such ring that works
     */
    static SideBySide on(Optional<Device> device, int qubits) {
        if (device.isEmpty()) {
            var alone = java.util.stream.IntStream.range(0, qubits).boxed().toList();
            return new SideBySide(qubits, qubits, List.of(alone));
        }
        var chip = device.get();
        var places = RingPacking.of(chip, qubits);
        if (places.isEmpty()) {
            throw new QuantumBatchException(
                    "%s has no working ring of %d qubits; choose rank 4, or another target."
                            .formatted(chip.name(), qubits));
        }
        return new SideBySide(qubits, chip.qubits().size(), places);
    }

    int places() {
        return places.size();
    }

    /** The circuits that run these, measured. */
    List<Circuit> packed(List<Circuit> rings) {
        var packed = new ArrayList<Circuit>();
        for (int first = 0; first < rings.size(); first += places.size()) {
            packed.add(
                    together(rings.subList(first, Math.min(first + places.size(), rings.size()))));
        }
        return packed;
    }

    private Circuit together(List<Circuit> rings) {
        var operations = new ArrayList<Operation>();
        var measurements = new ArrayList<Operation>();
        for (int s = 0; s < rings.size(); s++) {
            var place = places.get(s);
            for (var operation : rings.get(s).operations()) {
                if (!(operation instanceof Operation.Apply(var gate, var angles, var on))) {
                    throw new IllegalArgumentException("a ring is made of gates: " + operation);
                }
                operations.add(
                        new Operation.Apply(gate, angles, on.stream().map(place::get).toList()));
            }
            for (int i = 0; i < qubits; i++) {
                measurements.add(new Operation.Measure(place.get(i), s * qubits + i));
            }
        }
        operations.addAll(measurements);
        var register = new ClassicalRegister("z", 0, rings.size() * qubits);
        return new Circuit(declared, List.of(register), operations);
    }

    /**
     * Mean values of Z, 1 for every 0 read and -1 for every 1.
     *
     * @param counts of the packed circuits
     * @param rings how many there were
     * @return [rings, qubits]
     */
    double[] values(List<Counts> counts, int rings) {
        var values = new double[rings * qubits];
        for (int packed = 0; packed < counts.size(); packed++) {
            var of = counts.get(packed);
            int from = packed * places.size() * qubits;
            long shots = of.shots();
            var ones = new long[of.bits()];
            of.byBitstring()
                    .forEach((bitstring, count) -> {
                        for (int bit = 0; bit < ones.length; bit++) {
                            if (bitstring.charAt(ones.length - 1 - bit) == '1') {
                                ones[bit] += count;
                            }
                        }
                    });
            for (int bit = 0; bit < ones.length; bit++) {
                values[from + bit] = 1 - 2.0 * ones[bit] / shots;
            }
        }
        return values;
    }
}
