package cloud.somersault.simulators.density;

import cloud.somersault.simulators.plan.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * Channels that wait: at most one per qubit, or one for a pair of qubits. What comes to a waiting
 * pair joins it; a step that ties one of its qubits to a third sends it off.
 */
final class ChannelFusion {
    private static final int NOBODY = -1;

    private final PauliVector values;
    private final double[] @Nullable [] alone;
    private final int[] partner;

    /** The channel of a pair, kept at its lower qubit, which is its first. */
    private final double[] @Nullable [] ofPair;

    ChannelFusion(int qubits, PauliVector values) {
        this.values = values;
        this.alone = new double[qubits] @Nullable [];
        this.ofPair = new double[qubits] @Nullable [];
        this.partner = new int[qubits];
        java.util.Arrays.fill(partner, NOBODY);
    }

    void one(int qubit, double[] channel, Checkpoint checkpoint) {
        int other = partner[qubit];
        if (other == NOBODY) {
            var before = alone[qubit];
            alone[qubit] = before == null ? channel : PauliTransfer.product(channel, before);
            return;
        }
        var idle = PauliTransfer.identity(4);
        two(
                Math.min(qubit, other),
                Math.max(qubit, other),
                qubit < other
                        ? PauliTransfer.both(channel, idle)
                        : PauliTransfer.both(idle, channel),
                checkpoint);
    }

    void two(int first, int second, double[] channel, Checkpoint checkpoint) {
        if (first > second) {
            two(second, first, PauliTransfer.exchanged(channel), checkpoint);
            return;
        }
        var before = partner[first] == second ? ofPair[first] : null;
        if (before == null) {
            sendOff(first, checkpoint);
            sendOff(second, checkpoint);
            before = PauliTransfer.both(takeAlone(first), takeAlone(second));
            partner[first] = second;
            partner[second] = first;
        }
        ofPair[first] = PauliTransfer.product(channel, before);
    }

    /** Leaves nothing waiting on this qubit. */
    void settle(int qubit, Checkpoint checkpoint) {
        sendOff(qubit, checkpoint);
        var channel = alone[qubit];
        if (channel != null) {
            alone[qubit] = null;
            values.one(qubit, channel, checkpoint);
        }
    }

    void settleAll(Checkpoint checkpoint) {
        for (int qubit = 0; qubit < alone.length; qubit++) {
            settle(qubit, checkpoint);
        }
    }

    private void sendOff(int qubit, Checkpoint checkpoint) {
        int other = partner[qubit];
        if (other != NOBODY) {
            int low = Math.min(qubit, other);
            int high = Math.max(qubit, other);
            var channel = ofPair[low];
            ofPair[low] = null;
            partner[low] = NOBODY;
            partner[high] = NOBODY;
            if (channel != null) {
                values.two(low, high, channel, checkpoint);
            }
        }
    }

    private double[] takeAlone(int qubit) {
        var channel = alone[qubit];
        alone[qubit] = null;
        return channel == null ? PauliTransfer.identity(4) : channel;
    }
}
