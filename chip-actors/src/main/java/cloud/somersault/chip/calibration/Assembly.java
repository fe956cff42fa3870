package cloud.somersault.chip.calibration;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import java.time.Duration;
import java.util.Optional;

/** Makes a calibration version of what is known. */
final class Assembly {
    private static final String BROKEN = "it never worked";

    private Assembly() {}

    /**
     * The version. Its moment is that of the first version and the virtual time since, so that the
     * same calibration at the same virtual moment makes the same version.
     *
     * @param first the chip's first version: its lattice, durations and limits
     * @param source where the figures come from, in words
     * @param seconds virtual time
     */
    static ChipSnapshot snapshot(
            ChipSnapshot first, Knowledge known, long version, String source, double seconds) {
        return new ChipSnapshot(
                first.chip(),
                version,
                first.measuredAt().plus(Duration.ofMillis(Math.round(1e3 * seconds))),
                source,
                first.lattice(),
                first.durations(),
                first.limits(),
                first.qubits().stream().map(qubit -> qubit(qubit, known)).toList(),
                first.couplers().stream().map(coupler -> coupler(coupler, known)).toList());
    }

    private static ChipQubit qubit(ChipQubit first, Knowledge known) {
        var out = Optional.ofNullable(known.out().get(Part.qubit(first.id())));
        var figures = Optional.ofNullable(known.qubits().get(first.id()));
        if (out.isEmpty() && figures.isPresent()) {
            return new ChipQubit.InService(
                    first.id(), first.row(), first.column(), figures.get());
        }
        return new ChipQubit.OutOfService(
                first.id(),
                first.row(),
                first.column(),
                out.orElseGet(() ->
                        switch (first) {
                            case ChipQubit.OutOfService broken -> broken.reason();
                            case ChipQubit.InService _ -> BROKEN;
                        }));
    }

    private static ChipCoupler coupler(ChipCoupler first, Knowledge known) {
        var part = Part.coupler(first.first(), first.second());
        var out = Optional.ofNullable(known.out().get(part));
        var figures = Optional.ofNullable(known.couplers().get(part));
        if (out.isEmpty() && figures.isPresent()) {
            return new ChipCoupler.InService(first.first(), first.second(), figures.get());
        }
        return new ChipCoupler.OutOfService(
                first.first(),
                first.second(),
                out.orElseGet(() ->
                        switch (first) {
                            case ChipCoupler.OutOfService broken -> broken.reason();
                            case ChipCoupler.InService _ -> BROKEN;
                        }));
    }
}
