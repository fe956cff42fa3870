package cloud.somersault.chip.published;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDurations;
import cloud.somersault.chip.ChipLimits;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.qubit.QubitFigures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The chip file of Origin's operating system for quantum computers, PilotOS. Times in microseconds
 * and clocks of a nanosecond, frequencies in MHz; a part that is out of service is not listed. A T1
 * or T2 of 0 was not measured: the median of the others stands in for it, and the notes say so.
 */
public final class PilotConfig {

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
        return read(json, name, chip, source, Optional.empty());
    }

    /** The same for a chip that is known: what the form does not say is as it was. */
    static ChipData read(String json, String name, ChipSnapshot known, String source) {
        return read(json, name, known.chip(), source, Optional.of(known));
    }

    private static ChipData read(
            String json, String name, String chip, String source, Optional<ChipSnapshot> known) {
        var root = Tree.of(json, name);
        var shape = Shape.of(known, root.get("QubitCount"));
        int count = shape.places().size();
        var works = new boolean[count];
        for (var id : root.get("AvailableQubits").elements()) {
            works[id.whole(0, count - 1)] = true;
        }
        var notes = new ArrayList<String>();
        notes.add("Read from the operating system's chip file.");
        notes.add("A qubit or coupler that is not listed as usable is out of service.");
        notes.add("Ts2 is not in this form; T2 stands in for it, and nothing uses it.");
        notes.add(
                known.isPresent()
                        ? "Not in this form: readout, shot period and layers; they stay as they were."
                        : "Not in this form: readout of 1 us, 200 us a shot, at most 500 layers.");
        var times = new Times(root, works, notes);
        var qubits =
                IntStream.range(0, count)
                        .mapToObj(id -> qubit(root, id, shape, works, times))
                        .toList();
        var clock = root.get("QGateClock");
        return new ChipData(
                ChipData.FORM,
                chip,
                "A chip of " + count + " qubits, as its operating system's file has it",
                source,
                Instant.ofEpochMilli((long) root.get("LastUpdateTime").within(0, 1e14)),
                notes,
                shape.lattice(),
                new ChipDurations(
                        clock.get("RPhi").positive(-9),
                        clock.get("CZ").positive(-9),
                        shape.durations().readoutSeconds(),
                        shape.durations().shotPeriodSeconds()),
                new ChipLimits(
                        shape.limits().layersMax(),
                        root.get("MaxShots").whole(1, Integer.MAX_VALUE),
                        shape.limits().circuitsMax()),
                qubits,
                shape.couplers(fidelities(root.get("AdjMatrix"), shape), works));
    }

    /** T1 and T2, with the medians where they were not measured. */
    private record Times(Map<String, Double> medians) {
        Times(Tree root, boolean[] works, List<String> notes) {
            this(new HashMap<>());
            for (var which : List.of("T1", "T2")) {
                var missing = new TreeSet<Integer>();
                var measured = new ArrayList<Double>();
                for (int id = 0; id < works.length; id++) {
                    if (!works[id]) {
                        continue;
                    }
                    int number = id;
                    root.get("QubitParams")
                            .get("" + id)
                            .figure(which)
                            .ifPresentOrElse(measured::add, () -> missing.add(number));
                }
                if (measured.isEmpty()) {
                    throw root.get("QubitParams").wrong("has no " + which + " at all");
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
            return qubit.figure(which).isPresent()
                    ? qubit.get(which).positive(-6)
                    : Tree.scaled(medians.getOrDefault(which, 0.0), -6);
        }
    }

    private static ChipQubit qubit(Tree root, int id, Shape shape, boolean[] works, Times times) {
        var place = shape.places().get(id);
        if (!works[id]) {
            return shape.outOfService(id, Shape.NOT_LISTED);
        }
        var qubit = root.get("QubitParams").get("" + id);
        double t2 = times.seconds(qubit, "T2");
        return new ChipQubit.InService(
                id,
                place.row(),
                place.column(),
                new QubitFigures(
                        qubit.get("Frequency").positive(6),
                        times.seconds(qubit, "T1"),
                        t2,
                        t2,
                        qubit.get("SingleGateFidelity").within(0.5, 1),
                        diagonal(qubit.get("FidelityMat"), 0),
                        diagonal(qubit.get("FidelityMat"), 1)));
    }

    /** F0 or F1, from a matrix of two by two. */
    private static double diagonal(Tree matrix, int place) {
        var rows = matrix.elements();
        if (rows.size() != 2 || rows.stream().anyMatch(row -> row.elements().size() != 2)) {
            throw matrix.wrong("is not two by two");
        }
        return rows.get(place).elements().get(place).within(0, 1);
    }

    private static Map<Shape.Pair, Double> fidelities(Tree adjacent, Shape shape) {
        int last = shape.places().size() - 1;
        var fidelities = new HashMap<Shape.Pair, Double>();
        for (var qubit : adjacent.fields()) {
            if (!qubit.getKey().matches("[0-9]{1,4}")) {
                throw qubit.getValue().wrong("a qubit is a number, not " + qubit.getKey());
            }
            for (var edge : qubit.getValue().elements()) {
                int other = edge.get("v").whole(0, last);
                fidelities.put(
                        shape.pair(edge, Integer.parseInt(qubit.getKey()), other),
                        edge.get("w").within(0.25, 1));
            }
        }
        return fidelities;
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
