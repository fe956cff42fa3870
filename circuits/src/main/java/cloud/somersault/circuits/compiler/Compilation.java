package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import java.util.List;

/** What became of a program on its way to a chip. */
public sealed interface Compilation {

    /**
     * A program that the chip can run as it stands.
     *
     * @param circuit over all qubits of the chip; U3 (a pulse), RZ (virtual) and CZ, measurements,
     *     resets, barriers, delays and {@code if}; terminal measurements last, together
     * @param initialLayout the chip qubit on which each program qubit starts, -1 when untouched
     * @param finalLayout where it ends
     * @param durationSeconds from the first pulse to the final readout, readout excluded; an {@code
     *     if} counts its longer branch
     * @param layers the depth in pulses, CZ, and measurements and resets before the final readout
     * @param pulses the U3 in the program, both branches of an {@code if} counted
     * @param czGates the CZ in the program, counted likewise
     * @param estimatedSuccess the product of (1 - error) over pulses, CZ and readouts, and of
     *     exp(-t (1/(6 T1) + 1/(3 T2))) over delays of t seconds (the average gate fidelity of
     *     waiting, to first order); of an {@code if} the worse branch counts
     */
    record Compiled(
            Circuit circuit,
            List<Integer> initialLayout,
            List<Integer> finalLayout,
            double durationSeconds,
            int layers,
            int pulses,
            int czGates,
            double estimatedSuccess)
            implements Compilation {
        public Compiled {
            initialLayout = List.copyOf(initialLayout);
            finalLayout = List.copyOf(finalLayout);
        }
    }

    /**
     * The chip as it is can't run the program.
     *
     * @param code stable: too-many-qubits, qubit-out-of-service, coupler-out-of-service,
     *     no-region-large-enough, too-many-layers
     * @param message one sentence
     * @param hint what to do next
     */
    record Refused(String code, String message, String hint) implements Compilation {}
}
