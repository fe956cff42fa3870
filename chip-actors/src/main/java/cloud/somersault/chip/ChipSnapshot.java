package cloud.somersault.chip;

import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitFigures;
import cloud.somersault.circuits.compiler.Device;
import cloud.somersault.circuits.compiler.DeviceCoupler;
import cloud.somersault.circuits.compiler.DeviceQubit;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.QubitNoise;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that was known of a chip at one moment: a numbered calibration version. A run names
 * the snapshot it used, so it can be run again. Immutable, and whole: a snapshot whose parts
 * contradict each other cannot be made.
 *
 * @param chip the chip's name, for example {@code wukong}
 * @param version the calibration version, from 1
 * @param measuredAt when the figures were measured
 * @param source where the figures come from, in words
 * @param lattice the grid of the qubits' rows and columns
 * @param durations how long pulses, CZs, readout and shots take
 * @param limits what the chip accepts
 * @param qubits every qubit, qubit i at place i
 * @param couplers every coupler, in the order of (first, second)
 * @param controls what the chip's controls are set to since this calibration; absent: to what the
 *     chip's first figures say
 */
public record ChipSnapshot(
        String chip,
        long version,
        Instant measuredAt,
        String source,
        Lattice lattice,
        ChipDurations durations,
        ChipLimits limits,
        List<ChipQubit> qubits,
        List<ChipCoupler> couplers,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Controls> controls) {

    public ChipSnapshot {
        qubits = List.copyOf(qubits);
        couplers = List.copyOf(couplers);
        check(version >= 1, "calibration versions count from 1, not " + version);
        check(!qubits.isEmpty(), "a chip has at least one qubit");
        checkQubits(lattice, qubits);
        checkCouplers(qubits, couplers);
        checkControls(qubits, couplers, controls);
    }

    /** With the controls as the chip's first figures say. */
    public ChipSnapshot(
            String chip,
            long version,
            Instant measuredAt,
            String source,
            Lattice lattice,
            ChipDurations durations,
            ChipLimits limits,
            List<ChipQubit> qubits,
            List<ChipCoupler> couplers) {
        this(
                chip,
                version,
                measuredAt,
                source,
                lattice,
                durations,
                limits,
                qubits,
                couplers,
                Optional.empty());
    }

    private static void checkQubits(Lattice lattice, List<ChipQubit> qubits) {
        var places = new HashSet<List<Integer>>();
        for (int place = 0; place < qubits.size(); place++) {
            var qubit = qubits.get(place);
            check(
                    qubit.id() == place,
                    "qubits are listed by id from 0: at place %d stands %d"
                            .formatted(place, qubit.id()));
            check(
                    lattice.holds(qubit.row(), qubit.column()),
                    "qubit %d lies outside the lattice, at row %d, column %d"
                            .formatted(qubit.id(), qubit.row(), qubit.column()));
            check(
                    places.add(List.of(qubit.row(), qubit.column())),
                    "two qubits lie at row %d, column %d".formatted(qubit.row(), qubit.column()));
        }
    }

    private static void checkCouplers(List<ChipQubit> qubits, List<ChipCoupler> couplers) {
        var before = -1L;
        for (var coupler : couplers) {
            int first = coupler.first();
            int second = coupler.second();
            var name = "coupler " + first + "-" + second;
            check(first >= 0 && first < second, name + " must name the smaller qubit first");
            check(second < qubits.size(), name + " names a qubit that the chip does not have");
            long order = (long) first * qubits.size() + second;
            check(order > before, name + " stands out of order or twice");
            before = order;
            check(
                    !coupler.inService()
                            || (qubits.get(first).inService() && qubits.get(second).inService()),
                    name + " is in service although one of its qubits is not");
        }
    }

    private static void checkControls(
            List<ChipQubit> qubits, List<ChipCoupler> couplers, Optional<Controls> controls) {
        controls.ifPresent(set -> {
            check(
                    set.qubits().size() == qubits.size(),
                    "controls are set for every qubit, and only those");
            check(
                    set.couplers().size() == couplers.size(),
                    "controls are set for every coupler, and only those");
        });
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The figures of this qubit; empty when it is out of service or the chip has none such. */
    public Optional<QubitFigures> qubitFigures(int id) {
        return id < 0 || id >= qubits.size() ? Optional.empty() : qubits.get(id).known();
    }

    /** The coupler between these two qubits, in either order; empty when the chip has none. */
    public Optional<ChipCoupler> coupler(int a, int b) {
        int first = Math.min(a, b);
        int second = Math.max(a, b);
        return couplers.stream()
                .filter(coupler -> coupler.first() == first && coupler.second() == second)
                .findFirst();
    }

    /** The figures of the coupler between these qubits; empty when it is out or not there. */
    public Optional<CouplerFigures> couplerFigures(int a, int b) {
        return coupler(a, b).flatMap(ChipCoupler::known);
    }

    /** The chip as the compiler sees it: what works, how well, and how long it takes. */
    public Device device() {
        return new Device(
                chip,
                qubits.stream().map(ChipSnapshot::deviceQubit).toList(),
                couplers.stream().map(ChipSnapshot::deviceCoupler).toList(),
                durations.oneQubitGateSeconds(),
                durations.twoQubitGateSeconds(),
                durations.readoutSeconds(),
                limits.layersMax());
    }

    private static DeviceQubit deviceQubit(ChipQubit qubit) {
        return switch (qubit) {
            case ChipQubit.InService(var id, _, _, var figures, _) ->
                    new DeviceQubit(
                            id,
                            true,
                            figures.gateError(),
                            figures.readoutError(),
                            figures.t1Seconds(),
                            figures.t2Seconds());
            case ChipQubit.OutOfService out -> new DeviceQubit(out.id(), false, 0, 0, 0, 0);
        };
    }

    private static DeviceCoupler deviceCoupler(ChipCoupler coupler) {
        return switch (coupler) {
            case ChipCoupler.InService(var first, var second, var figures, _) ->
                    new DeviceCoupler(first, second, true, figures.czError());
            case ChipCoupler.OutOfService out ->
                    new DeviceCoupler(out.first(), out.second(), false, 0);
        };
    }

    /** The chip as the engines see it by the first rule. */
    public NoiseModel noise() {
        return noise(NoiseRule.FIRST);
    }

    /**
     * The chip as the engines see it, by one rule for all parts. Waiting decays by T1 and T2. Parts
     * that are out of service have no noise: nothing may run on them.
     */
    public NoiseModel noise(NoiseRule rule) {
        var ofQubits = new TreeMap<Integer, QubitNoise>();
        for (var qubit : qubits) {
            qubit.known().ifPresent(figures -> ofQubits.put(qubit.id(), noise(rule, figures)));
        }
        return new NoiseModel(
                ofQubits,
                couplers.stream().flatMap(coupler -> noise(rule, coupler).stream()).toList());
    }

    private static QubitNoise noise(NoiseRule rule, QubitFigures figures) {
        return rule.qubit(
                figures.gateError(),
                figures.t1Seconds(),
                figures.t2Seconds(),
                figures.readZeroGivenZero(),
                figures.readOneGivenOne());
    }

    private Optional<CouplerNoise> noise(NoiseRule rule, ChipCoupler coupler) {
        return coupler.known()
                .map(figures ->
                        rule.coupler(
                                coupler.first(),
                                coupler.second(),
                                figures.czError(),
                                t1Seconds(coupler.first()),
                                t1Seconds(coupler.second()),
                                durations.twoQubitGateSeconds()));
    }

    private double t1Seconds(int qubit) {
        return qubits.get(qubit)
                .known()
                .map(QubitFigures::t1Seconds)
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The same figures under another version number. */
    public ChipSnapshot withVersion(long other) {
        return new ChipSnapshot(
                chip,
                other,
                measuredAt,
                source,
                lattice,
                durations,
                limits,
                qubits,
                couplers,
                controls);
    }

    /**
     * SHA-256, in lower-case hex, of the canonical form of what was measured: see {@link
     * SnapshotDigest}. The version number is no part of it: the same figures published twice have
     * the same digest.
     */
    public String digest() {
        return SnapshotDigest.of(this);
    }

    /** As JSON, the same form in which events and HTTP show it. */
    public String toJson() {
        return ChipJson.write(this);
    }

    /**
     * From what {@link #toJson} wrote.
     *
     * @throws ChipDataException naming the place, when the text is not such a snapshot
     */
    public static ChipSnapshot fromJson(String json) {
        return ChipJson.read(json, ChipSnapshot.class, "chip snapshot");
    }

    /** For example {@code wukong version 1: 63 of 72 qubits, 54 of 126 couplers in service}. */
    @Override
    public String toString() {
        return "%s version %d: %d of %d qubits, %d of %d couplers in service"
                .formatted(
                        chip,
                        version,
                        qubits.stream().filter(ChipQubit::inService).count(),
                        qubits.size(),
                        couplers.stream().filter(ChipCoupler::inService).count(),
                        couplers.size());
    }
}
