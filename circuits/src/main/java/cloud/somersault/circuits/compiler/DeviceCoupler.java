package cloud.somersault.circuits.compiler;

/**
 * A coupler between two qubits of a chip, as calibrated. Its CZ has no direction.
 *
 * @param first one qubit
 * @param second the other
 * @param inService whether programs may use it
 * @param czError average infidelity of one CZ; 0 when out of service
 */
public record DeviceCoupler(int first, int second, boolean inService, double czError) {
    public DeviceCoupler {
        DeviceQubit.requireProbability(czError);
        if (first == second) {
            throw new IllegalArgumentException("a coupler joins two qubits, not " + first);
        }
    }
}
