package cloud.somersault.circuits.compiler;

import java.util.HashSet;
import java.util.List;

/**
 * A chip as the compiler sees it: what works, how well, and how long each operation takes.
 *
 * @param name of the chip
 * @param qubits all of them, qubit i at index i
 * @param couplers all of them, each pair at most once
 * @param oneQubitGateSeconds one pulse
 * @param twoQubitGateSeconds one CZ
 * @param readoutSeconds one measurement or reset in the middle of a program
 * @param layersMax the deepest program that the chip takes
 */
public record Device(
        String name,
        List<DeviceQubit> qubits,
        List<DeviceCoupler> couplers,
        double oneQubitGateSeconds,
        double twoQubitGateSeconds,
        double readoutSeconds,
        int layersMax) {

    public Device {
        qubits = List.copyOf(qubits);
        couplers = List.copyOf(couplers);
        for (int i = 0; i < qubits.size(); i++) {
            if (qubits.get(i).id() != i) {
                throw new IllegalArgumentException("qubit " + qubits.get(i).id() + " is at " + i);
            }
        }
        var pairs = new HashSet<Long>();
        for (var coupler : couplers) {
            int low = Math.min(coupler.first(), coupler.second());
            int high = Math.max(coupler.first(), coupler.second());
            if (low < 0 || high >= qubits.size() || !pairs.add((long) low * qubits.size() + high)) {
                throw new IllegalArgumentException(
                        "coupler " + low + "-" + high + " is doubled or names no qubit");
            }
        }
        if (!(oneQubitGateSeconds >= 0)
                || !(twoQubitGateSeconds >= 0)
                || !(readoutSeconds >= 0)
                || layersMax < 1) {
            throw new IllegalArgumentException("durations and the layer limit are positive");
        }
    }
}
