package cloud.somersault.chip.published;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDurations;
import cloud.somersault.chip.ChipLimits;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Lattice;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitFigures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The chip file of Origin's operating system for quantum computers, PilotOS. Times in microseconds
 * and clocks of a nanosecond, frequencies in MHz; a part that is out of service is not listed. A T1
 * or T2 of 0 was not measured: the median of the others stands in for it, and the notes say so.
 */
public final class PilotConfig {

    private static final int WIDTH = 6;
    private static final double READOUT_SECONDS = 1e-6;
    private static final double SHOT_SECONDS = 200e-6;
    private static final int LAYERS_MAX = 500;
    private static final int CIRCUITS_MAX = 200;

    private PilotConfig() {}

    /**
     * Reads a chip file.
     *
     * @param json the text
     * @param name how errors name it
     * @param chip the chip's name in lower case
     * @param source where the text is from, with its licence
     * @throws cloud.somersault.chip.ChipDataException naming the place that is wrong
     */
    public static ChipData read(String json, String name, String chip, String source) {
        var root = Tree.of(json, name);
        int count = root.get("QubitCount").whole();
        if (count < 1 || count > ChipForms.QUBITS_MAX) {
            throw root.wrong(
                    "has " + count + " qubits; 1 to " + ChipForms.QUBITS_MAX + " are read");
        }
        var available = new HashSet<Integer>();
        root.get("AvailableQubits").node().forEach(id -> available.add(id.asInt()));
        var notes = new ArrayList<String>();
        notes.add("Read from the operating system's chip file.");
        notes.add("A qubit or coupler that is not listed as usable is out of service.");
        notes.add("Ts2 is not in this form; T2 stands in for it, and nothing uses it.");
        notes.add("Not in this form: readout of 1 us, 200 us a shot, at most 500 layers.");
        var times = new Times(root, available, notes);
        var qubits =
                IntStream.range(0, count)
                        .mapToObj(id -> qubit(root, id, available, times))
                        .toList();
        var fidelities = fidelities(root.get("AdjMatrix"));
        var clock = root.get("QGateClock");
        return new ChipData(
                ChipData.FORM,
                chip,
                "A chip of " + count + " qubits, as its operating system's file has it",
                source,
                Instant.ofEpochMilli((long) root.get("LastUpdateTime").number()),
                notes,
                new Lattice(WIDTH, (count + WIDTH - 1) / WIDTH),
                new ChipDurations(
                        Tree.scaled(clock.get("RPhi").number(), -9),
                        Tree.scaled(clock.get("CZ").number(), -9),
                        READOUT_SECONDS,
                        SHOT_SECONDS),
                new ChipLimits(LAYERS_MAX, root.get("MaxShots").whole(), CIRCUITS_MAX),
                qubits,
                ChipForms.neighbours(count, WIDTH).stream()
                        .map(pair -> coupler(pair, fidelities, qubits))
                        .toList());
    }

    /** T1 and T2, with the medians where they were not measured. */
    private record Times(Map<String, Double> medians) {
        Times(Tree root, Set<Integer> available, List<String> notes) {
            this(new HashMap<>());
            for (var which : List.of("T1", "T2")) {
                var missing = new TreeSet<Integer>();
                var measured = new ArrayList<Double>();
                for (int id : available) {
                    root.get("QubitParams")
                            .get("" + id)
                            .figure(which)
                            .ifPresentOrElse(measured::add, () -> missing.add(id));
                }
                if (measured.isEmpty()) {
                    throw root.wrong("has no " + which + " at all");
                }
                measured.sort(null);
                medians.put(which, measured.get(measured.size() / 2));
                if (!missing.isEmpty()) {
                    notes.add(
                            "%s was not measured of the qubits %s; the median, %s us, stands in."
                                    .formatted(which, missing, medians.get(which)));
                }
            }
        }

        double seconds(Tree qubit, String which) {
            return Tree.scaled(
                    qubit.figure(which).orElseGet(() -> medians.getOrDefault(which, 0.0)), -6);
        }
    }

    private static ChipQubit qubit(Tree root, int id, Set<Integer> available, Times times) {
        int row = id / WIDTH;
        int column = id % WIDTH;
        if (!available.contains(id)) {
            return new ChipQubit.OutOfService(id, row, column, ChipForms.NOT_LISTED);
        }
        var qubit = root.get("QubitParams").get("" + id);
        var matrix = qubit.get("FidelityMat").node();
        if (matrix.size() != 2 || matrix.get(0).size() != 2 || matrix.get(1).size() != 2) {
            throw qubit.wrong("has no FidelityMat of two by two");
        }
        double t2 = times.seconds(qubit, "T2");
        return new ChipQubit.InService(
                id,
                row,
                column,
                new QubitFigures(
                        Tree.scaled(qubit.get("Frequency").number(), 6),
                        times.seconds(qubit, "T1"),
                        t2,
                        t2,
                        qubit.get("SingleGateFidelity").number(),
                        matrix.get(0).get(0).asDouble(),
                        matrix.get(1).get(1).asDouble()));
    }

    private static Map<List<Integer>, Double> fidelities(Tree adjacent) {
        var fidelities = new HashMap<List<Integer>, Double>();
        adjacent.node()
                .fieldNames()
                .forEachRemaining(id -> {
                    int from = Integer.parseInt(id);
                    for (var edge : adjacent.get(id).node()) {
                        int to = edge.path("v").asInt();
                        double fidelity = edge.path("w").asDouble();
                        fidelities.put(List.of(Math.min(from, to), Math.max(from, to)), fidelity);
                    }
                });
        return fidelities;
    }

    private static ChipCoupler coupler(
            List<Integer> pair, Map<List<Integer>, Double> fidelities, List<ChipQubit> qubits) {
        int first = pair.getFirst();
        int second = pair.getLast();
        var fidelity = fidelities.get(pair);
        boolean both = qubits.get(first).inService() && qubits.get(second).inService();
        return fidelity == null || !both
                ? new ChipCoupler.OutOfService(first, second, ChipForms.NOT_LISTED)
                : new ChipCoupler.InService(first, second, new CouplerFigures(fidelity));
    }

    /**
     * Writes a calibration in this form. The twin's CZ is kept free of single-qubit phases, so the
     * compensation angles are 0.
     */
    public static String write(ChipSnapshot chip) {
        var root = Tree.object();
        root.put("QubitCount", chip.qubits().size()).put("CLOPS", 370);
        var high = root.putArray("HighFrequencyQubit");
        chip.qubits().stream()
                .filter(qubit -> isHigh(chip, qubit))
                .forEach(qubit -> high.add(qubit.id()));
        var angles = root.putObject("CompensateAngle");
        var adjacent = root.putObject("AdjMatrix");
        for (var qubit : chip.qubits()) {
            if (qubit.inService()) {
                adjacent.putArray("" + qubit.id());
            }
        }
        for (var coupler : chip.couplers()) {
            coupler.known()
                    .ifPresent(figures -> {
                        int first = coupler.first();
                        int second = coupler.second();
                        angles.putObject("CZ(" + first + "," + second + ")")
                                .put("" + first, 0.0)
                                .put("" + second, 0.0);
                        double fidelity = Tree.rounded(figures.czFidelity(), 0, 4);
                        adjacent.withArray("/" + first)
                                .addObject()
                                .put("v", second)
                                .put("w", fidelity);
                        adjacent.withArray("/" + second)
                                .addObject()
                                .put("v", first)
                                .put("w", fidelity);
                    });
        }
        var each = root.putObject("QubitParams");
        var available = root.putArray("AvailableQubits");
        for (var qubit : chip.qubits()) {
            qubit.known()
                    .ifPresent(figures -> {
                        write(each.putObject("" + qubit.id()), figures);
                        available.add(qubit.id());
                    });
        }
        root.putObject("QGateClock")
                .put("CZ", nanoseconds(chip.durations().twoQubitGateSeconds()))
                .put("RPhi", nanoseconds(chip.durations().oneQubitGateSeconds()))
                .put("ECHO", 0)
                .put("IDLE", 0)
                .put("BARRIER", 0);
        root.putArray("BasicQGate").add("RPhi").add("CZ");
        root.put("LastUpdateTime", chip.measuredAt().toEpochMilli());
        root.put("MaxClockCycle", 1_000_000).put("MaxShots", chip.limits().shotsMax());
        root.put("calc_method", 0);
        return Tree.text(root);
    }

    private static int nanoseconds(double seconds) {
        return (int) Math.round(seconds * 1e9);
    }

    private static void write(ObjectNode node, QubitFigures figures) {
        double f0 = Tree.rounded(figures.readZeroGivenZero(), 0, 4);
        double f1 = Tree.rounded(figures.readOneGivenOne(), 0, 4);
        node.put("Frequency", Tree.rounded(figures.frequencyHz(), -6, 3));
        node.put("T1", Tree.rounded(figures.t1Seconds(), 6, 3));
        node.put("T2", Tree.rounded(figures.t2Seconds(), 6, 3));
        node.put("ReadoutFidelity", Tree.rounded(1 - figures.readoutError(), 0, 4));
        node.put("SingleGateFidelity", Tree.rounded(figures.gateFidelity(), 0, 4));
        var matrix = node.putArray("FidelityMat");
        matrix.addArray().add(f0).add(Tree.rounded(1 - f1, 0, 4));
        matrix.addArray().add(Tree.rounded(1 - f0, 0, 4)).add(f1);
    }

    /**
     * Whether it is faster than its neighbours on average: the lattice is a checkerboard of both.
     */
    private static boolean isHigh(ChipSnapshot chip, ChipQubit qubit) {
        var own = qubit.known();
        if (own.isEmpty()) {
            return false;
        }
        var near =
                chip.couplers().stream()
                        .filter(one -> one.first() == qubit.id() || one.second() == qubit.id())
                        .map(one -> one.first() == qubit.id() ? one.second() : one.first())
                        .flatMap(other -> chip.qubitFigures(other).stream())
                        .mapToDouble(QubitFigures::frequencyHz)
                        .average();
        return near.isPresent() && own.get().frequencyHz() > near.getAsDouble();
    }
}
