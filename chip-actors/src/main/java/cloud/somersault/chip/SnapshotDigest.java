package cloud.somersault.chip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The canonical form of a snapshot, and its SHA-256. One line for each fact, every line ended by a
 * line feed, words separated by one space, numbers as {@link Double#toString} prints them:
 *
 * <pre>
 * somersault-chip-snapshot-1
 * chip wukong
 * measured 2026-03-06T07:41:31Z
 * source ...
 * lattice WIDTH HEIGHT
 * durations ONE-QUBIT-GATE TWO-QUBIT-GATE READOUT SHOT-PERIOD
 * limits LAYERS SHOTS CIRCUITS
 * qubit ID ROW COLUMN in FREQUENCY T1 T2 TS2 GATE-FIDELITY F0 F1
 * qubit ID ROW COLUMN out REASON
 * coupler FIRST SECOND in CZ-FIDELITY
 * coupler FIRST SECOND out REASON
 * </pre>
 *
 * <p>What came later has lines of its own after these, only where it is there, so that the digests
 * from before stay as they are:
 *
 * <pre>
 * qubit-error ID FIGURE STANDARD-ERROR MEASURED-AT-SECONDS
 * coupler-error FIRST SECOND FIGURE STANDARD-ERROR MEASURED-AT-SECONDS
 * qubit-control ID DRIVE GAIN
 * coupler-control INDEX CZ-PHASE FIRST-PHASE SECOND-PHASE
 * </pre>
 *
 * It is written out here, and not taken from JSON, because a digest is for ever and a JSON form may
 * gain a field.
 */
final class SnapshotDigest {

    private SnapshotDigest() {}

    static String of(ChipSnapshot snapshot) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(canonical(snapshot).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static String canonical(ChipSnapshot snapshot) {
        var durations = snapshot.durations();
        var limits = snapshot.limits();
        var head =
                Stream.of(
                        "somersault-chip-snapshot-1",
                        "chip " + snapshot.chip(),
                        "measured " + snapshot.measuredAt(),
                        "source " + snapshot.source(),
                        words("lattice", snapshot.lattice().width(), snapshot.lattice().height()),
                        words(
                                "durations",
                                durations.oneQubitGateSeconds(),
                                durations.twoQubitGateSeconds(),
                                durations.readoutSeconds(),
                                durations.shotPeriodSeconds()),
                        words(
                                "limits",
                                limits.layersMax(),
                                limits.shotsMax(),
                                limits.circuitsMax()));
        var parts =
                Stream.concat(
                        snapshot.qubits().stream().map(SnapshotDigest::line),
                        snapshot.couplers().stream().map(SnapshotDigest::line));
        return Stream.of(head, parts, errors(snapshot), controls(snapshot))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<String> errors(ChipSnapshot snapshot) {
        var lines = new ArrayList<String>();
        for (var qubit : snapshot.qubits()) {
            if (qubit instanceof ChipQubit.InService in && in.errors().isPresent()) {
                var part = words("qubit-error", in.id());
                var errors = in.errors().get();
                error(part, "frequency", errors.frequencyHz(), lines);
                error(part, "t1", errors.t1Seconds(), lines);
                error(part, "t2", errors.t2Seconds(), lines);
                error(part, "gate-fidelity", errors.gateFidelity(), lines);
                error(part, "f0", errors.readZeroGivenZero(), lines);
                error(part, "f1", errors.readOneGivenOne(), lines);
            }
        }
        for (var coupler : snapshot.couplers()) {
            if (coupler instanceof ChipCoupler.InService in && in.errors().isPresent()) {
                var part = words("coupler-error", in.first(), in.second());
                error(part, "cz-fidelity", in.errors().get().czFidelity(), lines);
            }
        }
        return lines.stream();
    }

    private static void error(
            String part, String figure, Optional<Precision> known, List<String> lines) {
        known.ifPresent(one ->
                lines.add(words(part, figure, one.standardError(), one.measuredAtSeconds())));
    }

    private static Stream<String> controls(ChipSnapshot snapshot) {
        var lines = new ArrayList<String>();
        snapshot.controls()
                .ifPresent(set -> {
                    for (int id = 0; id < set.qubits().size(); id++) {
                        var one = set.qubits().get(id);
                        lines.add(words("qubit-control", id, one.driveHz(), one.pulseGain()));
                    }
                    for (int index = 0; index < set.couplers().size(); index++) {
                        var one = set.couplers().get(index);
                        lines.add(
                                words(
                                        "coupler-control",
                                        index,
                                        one.czPhaseRadians(),
                                        one.firstPhaseRadians(),
                                        one.secondPhaseRadians()));
                    }
                });
        return lines.stream();
    }

    private static String line(ChipQubit qubit) {
        return switch (qubit) {
            case ChipQubit.InService(var id, var row, var column, var figures, _) ->
                    words(
                            "qubit",
                            id,
                            row,
                            column,
                            "in",
                            figures.frequencyHz(),
                            figures.t1Seconds(),
                            figures.t2Seconds(),
                            figures.ts2Seconds(),
                            figures.gateFidelity(),
                            figures.readZeroGivenZero(),
                            figures.readOneGivenOne());
            case ChipQubit.OutOfService(var id, var row, var column, var reason) ->
                    words("qubit", id, row, column, "out", reason);
        };
    }

    private static String line(ChipCoupler coupler) {
        return switch (coupler) {
            case ChipCoupler.InService(var first, var second, var figures, _) ->
                    words("coupler", first, second, "in", figures.czFidelity());
            case ChipCoupler.OutOfService(var first, var second, var reason) ->
                    words("coupler", first, second, "out", reason);
        };
    }

    private static String words(Object... words) {
        return Stream.of(words).map(String::valueOf).collect(Collectors.joining(" "));
    }
}
