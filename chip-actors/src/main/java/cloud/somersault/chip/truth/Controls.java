package cloud.somersault.chip.truth;

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
     * Of one qubit.
     *
     * @param driveHz frequency of its pulses
     * @param pulseGain what the amplitude of its pulses makes up for
     */
    public record OfQubit(double driveHz, double pulseGain) {

        /** Of a qubit that is broken. */
        static final OfQubit UNSET = new OfQubit(0, 1);
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

        /** Of a coupler that is broken. */
        static final OfCoupler UNSET = new OfCoupler(0, 0, 0);
    }
}
