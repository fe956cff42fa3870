package cloud.somersault.circuits.compiler;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The part of a chip that a program may use, so that several run side by side.
 *
 * @param allowed the chip qubits that may be used; empty: all
 * @param occupied chip qubits of other programs: neither they nor their neighbours, over couplers
 *     in service or not, are used, since CZ next to each other disturb each other
 */
public record Region(SortedSet<Integer> allowed, SortedSet<Integer> occupied) {
    /** The whole chip. */
    public static final Region ANYWHERE =
            new Region(Collections.emptySortedSet(), Collections.emptySortedSet());

    public Region {
        allowed = Collections.unmodifiableSortedSet(new TreeSet<>(allowed));
        occupied = Collections.unmodifiableSortedSet(new TreeSet<>(occupied));
    }

    /** Whether it is the whole chip. */
    public boolean isAnywhere() {
        return allowed.isEmpty() && occupied.isEmpty();
    }

    /** The qubits outside of it. */
    SortedSet<Integer> forbidden(Device device) {
        var forbidden = new TreeSet<>(occupied);
        for (var coupler : device.couplers()) {
            if (occupied.contains(coupler.first())) {
                forbidden.add(coupler.second());
            }
            if (occupied.contains(coupler.second())) {
                forbidden.add(coupler.first());
            }
        }
        if (!allowed.isEmpty()) {
            for (var qubit : device.qubits()) {
                if (!allowed.contains(qubit.id())) {
                    forbidden.add(qubit.id());
                }
            }
        }
        return forbidden;
    }

    /** The chip as if only this region of it were in service. */
    Device of(Device device) {
        if (isAnywhere()) {
            return device;
        }
        var forbidden = forbidden(device);
        return new Device(
                device.name(),
                device.qubits().stream()
                        .map(qubit ->
                                forbidden.contains(qubit.id())
                                        ? new DeviceQubit(qubit.id(), false, 0, 0, 0, 0)
                                        : qubit)
                        .toList(),
                device.couplers(),
                device.oneQubitGateSeconds(),
                device.twoQubitGateSeconds(),
                device.readoutSeconds(),
                device.layersMax());
    }
}
