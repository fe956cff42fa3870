package cloud.somersault.chip;

import java.util.List;

/**
 * What the control electronics are set to: calibration sets them to what it found.
 *
 * @param qubits one for each qubit, in order
 * @param couplers one for each coupler, in the chip's order
 */
public record Controls(List<OfQubit> qubits, List<OfCoupler> couplers) {

    public Controls {
        qubits = List.copyOf(qubits);
        couplers = List.copyOf(couplers);
    }

    /**
     * What they are set to when nobody has tuned anything yet: every drive at its qubit's frequency
     * as the figures say, and nothing to make up for.
     */
    public static Controls untuned(ChipSnapshot figures) {
        return new Controls(
                figures.qubits().stream()
                        .map(qubit ->
                                qubit.known()
                                        .map(known -> new OfQubit(known.frequencyHz(), 1))
                                        .orElse(OfQubit.UNSET))
                        .toList(),
                figures.couplers().stream().map(_ -> OfCoupler.UNSET).toList());
    }

    /** From what {@link #toJson} wrote. */
    public static Controls fromJson(String json) {
        return ChipJson.read(json, Controls.class, "controls");
    }

    /** As JSON, the form in which events and jobs keep it. */
    public String toJson() {
        return ChipJson.write(this);
    }

    /**
     * Of one qubit.
     *
     * @param driveHz frequency of its pulses
     * @param pulseGain what the amplitude of its pulses makes up for
     */
    public record OfQubit(double driveHz, double pulseGain) {

        /** Of a qubit that is broken. */
        public static final OfQubit UNSET = new OfQubit(0, 1);

        public OfQubit {
            if (!(driveHz >= 0 && driveHz < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a drive has a frequency, not " + driveHz);
            }
            if (!(pulseGain > 0 && pulseGain < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a pulse's gain is positive, not " + pulseGain);
            }
        }
    }

    /**
     * Of one coupler: the angles that are taken from what its CZ gives.
     *
     * @param czPhaseRadians conditional phase
     * @param firstPhaseRadians phase of the first qubit
     * @param secondPhaseRadians phase of the second qubit
     */
    public record OfCoupler(
            double czPhaseRadians, double firstPhaseRadians, double secondPhaseRadians) {

        /** Of a coupler that is broken, or that nobody has tuned. */
        public static final OfCoupler UNSET = new OfCoupler(0, 0, 0);

        public OfCoupler {
            if (!Double.isFinite(czPhaseRadians)
                    || !Double.isFinite(firstPhaseRadians)
                    || !Double.isFinite(secondPhaseRadians)) {
                throw new IllegalArgumentException("phases are numbers");
            }
        }
    }
}
