package cloud.somersault.chip.published;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipLimits;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitFigures;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The answer of Origin's cloud service to {@code getFullConfig}: the object {@code obj} in it, or
 * that object alone. Times in microseconds, frequencies in MHz, mostly as texts; a part that is out
 * of service has empty ones. The form says nothing of the lattice: nearest neighbours on six
 * columns, unless the chip is known.
 */
public final class CloudConfig {

    private static final int SITE_STEP = 90;
    private static final int SITE_X = 100;
    private static final int SITE_Y = 50;
    private static final ZoneId ZONE = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private CloudConfig() {}

    /**
     * Reads an answer.
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
        var whole = Tree.of(json, name);
        var root = whole.there("obj").orElse(whole);
        var shape = Shape.of(known, root.get("qubitNum"));
        int count = shape.places().size();
        var each = root.get("adjJSON");
        var qubits = new ArrayList<ChipQubit>();
        var works = new boolean[count];
        for (int id = 0; id < count; id++) {
            qubits.add(qubit(each.get(Integer.toString(id)), id, shape));
            works[id] = qubits.get(id).inService();
        }
        var fidelities = new HashMap<Shape.Pair, Double>();
        for (var gate : root.get("gateJSON").fields()) {
            var pair = pair(gate.getKey(), gate.getValue(), shape);
            if (gate.getValue().figure("fidelity").isPresent()) {
                fidelities.put(pair, gate.getValue().get("fidelity").within(0.25, 1));
            }
        }
        return new ChipData(
                ChipData.FORM,
                chip,
                "A chip of " + count + " qubits, as its cloud service published it",
                source,
                updated(root.get("updateTime")),
                List.of(
                        "Read from the cloud service's own form; its times are taken as UTC+08:00.",
                        "A qubit without figures and a coupler that is not listed are out of"
                                + " service.",
                        known.isPresent()
                                ? "Durations are not in this form; they stay as they were."
                                : "Durations are not in this form: 30 ns a pulse, 40 ns a CZ, 1 us"
                                        + " readout, 200 us a shot."),
                shape.lattice(),
                shape.durations(),
                new ChipLimits(
                        root.get("maximumLayers").whole(1, Integer.MAX_VALUE),
                        root.get("maximumNumberRuns").whole(1, Integer.MAX_VALUE),
                        shape.limits().circuitsMax()),
                qubits,
                shape.couplers(fidelities, works));
    }

    private static Shape.Pair pair(String name, Tree gate, Shape shape) {
        if (!name.matches("[0-9]{1,4}_[0-9]{1,4}")) {
            throw gate.wrong("a coupler is named by its qubits, like 4_5, not " + name);
        }
        int mark = name.indexOf('_');
        return shape.pair(
                gate,
                Integer.parseInt(name.substring(0, mark)),
                Integer.parseInt(name.substring(mark + 1)));
    }

    private static ChipQubit qubit(Tree tree, int id, Shape shape) {
        var place = shape.places().get(id);
        var reading = tree.there("readFidelity");
        if (reading.isEmpty()) {
            return shape.outOfService(id, Shape.NO_FIGURES);
        }
        var both = reading.get().node().asText().split("/", -1);
        if (both.length != 2) {
            throw reading.get().wrong("is not F0/F1: " + reading.get().node());
        }
        return new ChipQubit.InService(
                id,
                place.row(),
                place.column(),
                new QubitFigures(
                        tree.get("frequency").positive(6),
                        tree.get("T1").positive(-6),
                        tree.get("T2").positive(-6),
                        tree.get("Ts2").positive(-6),
                        tree.get("averageFidelity").within(0.5, 1),
                        probability(reading.get(), both[0]),
                        probability(reading.get(), both[1])));
    }

    private static double probability(Tree reading, String text) {
        try {
            double probability = Double.parseDouble(text);
            if (probability >= 0 && probability <= 1) {
                return probability;
            }
        } catch (NumberFormatException none) {
            throw reading.wrong("is not F0/F1: " + reading.node());
        }
        throw reading.wrong("has a probability that is none: " + reading.node());
    }

    private static Instant updated(Tree tree) {
        try {
            return LocalDateTime.parse(tree.node().asText(), TIME).atZone(ZONE).toInstant();
        } catch (DateTimeParseException other) {
            throw tree.wrong("is no time like 2026-03-06 15:41:31: " + tree.node());
        }
    }

    /**
     * Writes a calibration in this form, without the envelope around {@code obj}.
     *
     * @param waitingTasks jobs in the chip's queue
     */
    public static String write(ChipSnapshot chip, int waitingTasks) {
        var time = TIME.format(chip.measuredAt().atZone(ZONE));
        var root = Tree.object();
        var gates = root.putObject("gateJSON");
        for (var coupler : chip.couplers()) {
            coupler.known()
                    .ifPresent(figures ->
                            gates.putObject(coupler.first() + "_" + coupler.second())
                                    .put("changeTime", time)
                                    .put("fidelity", Tree.written(figures.czFidelity(), 0, 4)));
        }
        var cz = chip.couplers().stream().flatMap(one -> one.known().stream()).toList();
        range(root, "gate", cz, CouplerFigures::czFidelity);
        var each = root.putObject("adjJSON");
        chip.qubits().forEach(qubit -> write(each.putObject("" + qubit.id()), qubit));
        var known = chip.qubits().stream().flatMap(one -> one.known().stream()).toList();
        range(root, "adj", known, QubitFigures::gateFidelity);
        root.put("temperature", "-273.14 ℃");
        root.put("status", "Online").put("onlineFlag", true).put("fidelityFlag", false);
        root.put("waitingTask", waitingTasks);
        root.put("qubitNum", chip.qubits().size()).putNull("coupledBit");
        root.put("basicLogicGate", "U3、CZ");
        root.put("maximumNumberRuns", chip.limits().shotsMax());
        root.put("maximumTiming", 2000).put("maximumLayers", chip.limits().layersMax());
        root.put("avgT1", mean(known, QubitFigures::t1Seconds));
        root.put("avgT2", mean(known, QubitFigures::t2Seconds));
        root.put("avgTs2", mean(known, QubitFigures::ts2Seconds)).putNull("avgTc2");
        root.put("clops", "370").putNull("avgFidelity").put("updateTime", time);
        root.putNull("download").putNull("vip");
        return Tree.text(root);
    }

    private static void write(ObjectNode node, ChipQubit qubit) {
        var figures = qubit.known();
        node.put(
                "readFidelity",
                figures.map(one ->
                                Tree.written(one.readZeroGivenZero(), 0, 4)
                                        + "/"
                                        + Tree.written(one.readOneGivenOne(), 0, 4))
                        .orElse(""));
        node.put("Ts2", text(qubit, QubitFigures::ts2Seconds, 6, 2));
        node.put("Tc2", figures.isPresent() ? "0.00" : "");
        node.putObject("site")
                .put("x", SITE_X + SITE_STEP * qubit.column())
                .put("y", SITE_Y + SITE_STEP * qubit.row());
        node.put("averageFidelity", text(qubit, QubitFigures::gateFidelity, 0, 4));
        node.put("name", qubit.id());
        node.put("ReadoutFidelity", text(qubit, one -> 1 - one.readoutError(), 0, 4));
        node.put("T1", text(qubit, QubitFigures::t1Seconds, 6, 2));
        node.put("T2", text(qubit, QubitFigures::t2Seconds, 6, 2));
        node.put("frequency", text(qubit, QubitFigures::frequencyHz, -6, 3));
    }

    private static String text(
            ChipQubit qubit, ToDoubleFunction<QubitFigures> figure, int power, int digits) {
        return qubit.known()
                .map(one -> Tree.written(figure.applyAsDouble(one), power, digits))
                .orElse("");
    }

    private static <F> void range(
            ObjectNode root, String prefix, List<F> all, ToDoubleFunction<F> figure) {
        var range = all.stream().mapToDouble(figure).summaryStatistics();
        put(root, prefix + "MaxFidelity", all.isEmpty(), range.getMax());
        put(root, prefix + "MinFidelity", all.isEmpty(), range.getMin());
        put(root, prefix + "AvgFidelity", all.isEmpty(), range.getAverage());
    }

    private static void put(ObjectNode root, String name, boolean none, double value) {
        if (none) {
            root.putNull(name);
        } else {
            root.put(name, Tree.rounded(value, 0, 4));
        }
    }

    private static String mean(List<QubitFigures> all, ToDoubleFunction<QubitFigures> figure) {
        OptionalDouble mean = all.stream().mapToDouble(figure).average();
        return mean.isPresent() ? Tree.written(mean.getAsDouble(), 6, 2) + " μs" : "";
    }
}
