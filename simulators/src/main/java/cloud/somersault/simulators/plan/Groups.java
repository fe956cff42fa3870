package cloud.somersault.simulators.plan;

import java.util.Arrays;

/** Union-find over qubits and classical bits: who has anything to do with whom. */
final class Groups {
    private final int qubits;
    private int[] parent;

    Groups(int qubits) {
        this.qubits = qubits;
        this.parent = new int[qubits];
        Arrays.setAll(parent, i -> i);
    }

    /** The representative of a qubit's group. */
    int of(int qubit) {
        return find(qubit);
    }

    /** All qubits and bits of a step belong together. */
    void join(Step step) {
        int first = node(step);
        for (int qubit : step.qubits()) {
            union(first, qubit);
        }
        Planner.eachReadBit(step, bit -> union(first, bitNode(bit)));
        Planner.eachWrittenBit(step, bit -> union(first, bitNode(bit)));
    }

    /** The representative of a step's group; qubits are smaller than bits. */
    int of(Step step) {
        return find(node(step));
    }

    private int node(Step step) {
        var names = step.qubits();
        return names.isEmpty() ? bitNode(Planner.firstBit(step)) : names.getFirst();
    }

    private int bitNode(int bit) {
        int node = qubits + bit;
        if (node >= parent.length) {
            int before = parent.length;
            parent = Arrays.copyOf(parent, Math.max(2 * before, node + 1));
            for (int i = before; i < parent.length; i++) {
                parent[i] = i;
            }
        }
        return node;
    }

    private void union(int a, int b) {
        int rootA = find(a);
        int rootB = find(b);
        parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private int find(int node) {
        while (parent[node] != node) {
            parent[node] = parent[parent[node]];
            node = parent[node];
        }
        return node;
    }
}
