package cloud.somersault.circuits.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The part of a chip that works: qubits in service, couplers in service between them, and what each
 * costs in -log(1 - error).
 */
final class WorkingChip {
    /** Of two qubits that no chain of working couplers joins. */
    static final int UNREACHABLE = 1 << 20;

    /** An error of 1 costs this, so that sums stay finite. */
    private static final double COST_MAX = 50;

    private final Device device;
    private final BitSet qubits = new BitSet();
    private final int[][] neighbours;
    private final double[][] czCost;
    private final int[][] hops;
    private final double[] idleCost;
    private final double[][] stepCost;
    private final double meanStepCost;
    private final double[][] hopDistances;
    private final double[][] weightedDistances;

    /** The last one: program after program is compiled for the same calibration. */
    private static volatile Optional<WorkingChip> last = Optional.empty();

    /** What works of this device. */
    static WorkingChip of(Device device) {
        var known = last.filter(chip -> chip.device.equals(device));
        if (known.isPresent()) {
            return known.get();
        }
        var chip = new WorkingChip(device);
        last = Optional.of(chip);
        return chip;
    }

    private WorkingChip(Device device) {
        this.device = device;
        int size = device.qubits().size();
        device.qubits().stream().filter(DeviceQubit::inService).forEach(q -> qubits.set(q.id()));
        czCost = new double[size][size];
        for (var row : czCost) {
            Arrays.fill(row, -1);
        }
        for (var coupler : device.couplers()) {
            int a = coupler.first();
            int b = coupler.second();
            if (coupler.inService() && qubits.get(a) && qubits.get(b)) {
                czCost[a][b] = cost(coupler.czError());
                czCost[b][a] = czCost[a][b];
            }
        }
        neighbours = new int[size][];
        for (int a = 0; a < size; a++) {
            var found = new BitSet();
            for (int b = 0; b < size; b++) {
                if (czCost[a][b] >= 0) {
                    found.set(b);
                }
            }
            neighbours[a] = found.stream().toArray();
        }
        hops = new int[size][];
        Arrays.setAll(hops, this::hopsFrom);
        idleCost = new double[size];
        Arrays.setAll(idleCost, q -> device.qubits().get(q).decayPerSecond());
        stepCost = new double[size][size];
        double sum = 0;
        int count = 0;
        for (int a = 0; a < size; a++) {
            for (int b : neighbours[a]) {
                stepCost[a][b] = czCost[a][b] + pulseCost(a) + pulseCost(b);
                sum += stepCost[a][b];
                count++;
            }
        }
        meanStepCost = count == 0 ? 0 : sum / count;
        hopDistances = Distances.hops(this);
        weightedDistances = Distances.weighted(this);
    }

    /** What an error rate takes from the logarithm of the success. */
    static double cost(double error) {
        return Math.min(COST_MAX, -StrictMath.log1p(-error));
    }

    /**
     * The chip as a search shall see it: where nothing is known to err, all steps count alike,
     * instead of not at all.
     */
    static WorkingChip toSearch(Device device) {
        boolean known =
                device.qubits().stream()
                                .anyMatch(q ->
                                        q.gateError() > 0
                                                || q.readoutError() > 0
                                                || q.decayPerSecond() > 0)
                        || device.couplers().stream().anyMatch(c -> c.czError() > 0);
        if (known) {
            return of(device);
        }
        return of(
                new Device(
                        device.name(),
                        device.qubits().stream()
                                .map(q ->
                                        q.inService()
                                                ? new DeviceQubit(q.id(), true, 1e-3, 1e-2, 0, 0)
                                                : q)
                                .toList(),
                        device.couplers().stream()
                                .map(c ->
                                        new DeviceCoupler(
                                                c.first(), c.second(), c.inService(), 1e-2))
                                .toList(),
                        device.oneQubitGateSeconds(),
                        device.twoQubitGateSeconds(),
                        device.readoutSeconds(),
                        device.layersMax()));
    }

    private int[] hopsFrom(int start) {
        var distance = new int[neighbours.length];
        Arrays.fill(distance, UNREACHABLE);
        distance[start] = 0;
        var queue = new ArrayDeque<Integer>(List.of(start));
        while (!queue.isEmpty()) {
            int at = queue.remove();
            for (int next : neighbours[at]) {
                if (distance[next] == UNREACHABLE) {
                    distance[next] = distance[at] + 1;
                    queue.add(next);
                }
            }
        }
        return distance;
    }

    Device device() {
        return device;
    }

    /** How many qubits the chip has, working or not. */
    int size() {
        return neighbours.length;
    }

    /** Those in service; not to be changed. */
    BitSet qubits() {
        return qubits;
    }

    boolean areCoupled(int first, int second) {
        return czCost[first][second] >= 0;
    }

    int[] neighboursOf(int qubit) {
        return neighbours[qubit];
    }

    BitSet neighbours(int qubit) {
        var set = new BitSet();
        for (int next : neighbours[qubit]) {
            set.set(next);
        }
        return set;
    }

    /** -log(1 - error) of a CZ on a working coupler. */
    double czCost(int first, int second) {
        return czCost[first][second];
    }

    /** What a CZ costs with a pulse on either side. */
    double stepCost(int first, int second) {
        return stepCost[first][second];
    }

    /** The mean of {@link #stepCost} over the working couplers. */
    double meanStepCost() {
        return meanStepCost;
    }

    /** Whether all that works is equally good, so that only the number of steps counts. */
    boolean isUniform() {
        var figures =
                device.qubits().stream()
                        .filter(DeviceQubit::inService)
                        .map(q ->
                                List.of(
                                        q.gateError(),
                                        q.readoutError(),
                                        q.t1Seconds(),
                                        q.t2Seconds()))
                        .distinct();
        var czErrors =
                device.couplers().stream()
                        .filter(DeviceCoupler::inService)
                        .map(DeviceCoupler::czError)
                        .distinct();
        return figures.count() <= 1 && czErrors.count() <= 1;
    }

    /** -log(1 - error) of a pulse. */
    double pulseCost(int qubit) {
        return cost(device.qubits().get(qubit).gateError());
    }

    /** -log(1 - error) of a readout. */
    double readoutCost(int qubit) {
        return cost(device.qubits().get(qubit).readoutError());
    }

    /** -log of what is left after one second of waiting. */
    double idleCost(int qubit) {
        return idleCost[qubit];
    }

    /** Couplers between two qubits along the shortest working chain. */
    int hops(int first, int second) {
        return hops[first][second];
    }

    /** {@link #hops} of all pairs, as a search reads them; not to be changed. */
    double[][] hopDistances() {
        return hopDistances;
    }

    /** {@link Distances#weighted}; not to be changed. */
    double[][] weightedDistances() {
        return weightedDistances;
    }

    /** The connected parts of the working chip, the largest first, then by their lowest qubit. */
    List<BitSet> regions() {
        var regions = new ArrayList<BitSet>();
        var seen = new BitSet();
        for (int q = qubits.nextSetBit(0); q >= 0; q = qubits.nextSetBit(q + 1)) {
            if (!seen.get(q)) {
                var region = new BitSet();
                for (int other = 0; other < size(); other++) {
                    if (hops(q, other) < UNREACHABLE) {
                        region.set(other);
                    }
                }
                seen.or(region);
                regions.add(region);
            }
        }
        regions.sort((a, b) -> Integer.compare(b.cardinality(), a.cardinality()));
        return regions;
    }
}
