package cloud.somersault.chip.calibration;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.CouplerErrors;
import cloud.somersault.chip.QubitErrors;
import java.time.Duration;
import java.util.Optional;

/** Makes a calibration version of what is known. */
public final class Assembly {
    private static final String BROKEN = "it never worked";

    private static final QubitErrors NO_ERRORS =
            new QubitErrors(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private Assembly() {}

    /**
     * The version; the chip gives it its number. Its moment is that of the first version and the
     * virtual time since, so that the same calibration at the same virtual moment makes the same
     * version.
     *
     * @param first the chip's first version: its lattice, durations and limits
     * @param source where the figures come from, in words
     * @param seconds virtual time
     */
    public static ChipSnapshot snapshot(
            ChipSnapshot first, Knowledge known, String source, double seconds) {
        return new ChipSnapshot(
                first.chip(),
                first.version() + 1,
                first.measuredAt().plus(Duration.ofMillis(Math.round(1e3 * seconds))),
                source,
                first.lattice(),
                first.durations(),
                first.limits(),
                first.qubits().stream().map(qubit -> qubit(qubit, known)).toList(),
                first.couplers().stream().map(coupler -> coupler(coupler, known)).toList(),
                Optional.of(known.controls()));
    }

    private static ChipQubit qubit(ChipQubit first, Knowledge known) {
        var out = Optional.ofNullable(known.out().get(Part.qubit(first.id())));
        var figures = Optional.ofNullable(known.qubits().get(first.id()));
        if (out.isEmpty() && figures.isPresent()) {
            return new ChipQubit.InService(
                    first.id(),
                    first.row(),
                    first.column(),
                    figures.get(),
                    errors(Part.qubit(first.id()), known));
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

    private static Optional<QubitErrors> errors(Part qubit, Knowledge known) {
        var errors =
                new QubitErrors(
                        known.precision(Node.FREQUENCY, qubit, Figure.DETUNING_HZ),
                        known.precision(Node.RELAXATION, qubit, Figure.T1_SECONDS),
                        known.precision(Node.COHERENCE, qubit, Figure.T2_SECONDS),
                        known.precision(Node.PULSE_ERROR, qubit, Figure.PULSE_ERROR),
                        known.precision(Node.READOUT, qubit, Figure.READ_ZERO_GIVEN_ZERO),
                        known.precision(Node.READOUT, qubit, Figure.READ_ONE_GIVEN_ONE));
        return Optional.of(errors).filter(some -> !some.equals(NO_ERRORS));
    }

    private static ChipCoupler coupler(ChipCoupler first, Knowledge known) {
        var part = Part.coupler(first.first(), first.second());
        var out = Optional.ofNullable(known.out().get(part));
        var figures = Optional.ofNullable(known.couplers().get(part));
        if (out.isEmpty() && figures.isPresent()) {
            return new ChipCoupler.InService(
                    first.first(),
                    first.second(),
                    figures.get(),
                    known.precision(Node.CZ_ERROR, part, Figure.CZ_ERROR)
                            .map(precision -> new CouplerErrors(Optional.of(precision))));
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
