package cloud.somersault.simulators.statevector.fused;

import java.util.List;

/**
 * A run of unitary steps as {@link Fusing} left it. The stored index of a basis state has its bits
 * permuted and some of them flipped: SWAP and X cost nothing.
 *
 * @param qubits how many
 * @param start for each stored qubit the amplitudes (re, im) of 0 and 1 that it starts with, or
 *     empty if the run starts from any state
 * @param nodes in order
 * @param place which stored qubit holds a qubit of the circuit
 * @param flips the stored qubits that are 1 where the circuit's qubit is 0
 * @param phaseRe a global factor, which is not part of the nodes
 * @param phaseIm its imaginary part
 */
record FusedCircuit(
        int qubits,
        List<double[]> start,
        List<Node> nodes,
        int[] place,
        int flips,
        double phaseRe,
        double phaseIm) {

    /** Where the amplitude of a basis state is stored. */
    int stored(int index) {
        int stored = flips;
        for (int qubit = 0; qubit < qubits; qubit++) {
            stored ^= (index >> qubit & 1) << place[qubit];
        }
        return stored;
    }

    /** Replaces places by the basis states whose amplitudes are stored there. */
    void toIndices(int[] places) {
        var tables = new int[4][256];
        for (int qubit = 0; qubit < qubits; qubit++) {
            int at = place[qubit];
            for (int i = 0; i < 256; i++) {
                tables[at >> 3][i] |= (i >> (at & 7) & 1) << qubit;
            }
        }
        for (int i = 0; i < places.length; i++) {
            int straight = places[i] ^ flips;
            places[i] =
                    tables[0][straight & 255]
                            | tables[1][straight >> 8 & 255]
                            | tables[2][straight >> 16 & 255]
                            | tables[3][straight >> 24];
        }
    }
}
