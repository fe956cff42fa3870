package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Circuits of the usual kinds that nobody has tuned a compiler to, from a seed. */
final class GeneratedCircuits {
    private static final long SEED = 2026;

    private GeneratedCircuits() {}

    static Map<String, Circuit> all() {
        var all = new LinkedHashMap<String, Circuit>();
        for (int n : new int[] {6, 12, 24, 40}) {
            all.put("qft-" + n, fourier(n));
            all.put("ripple-adder-" + n, adder(n / 2));
            all.put("qaoa-3-regular-" + n, qaoa(n, 3, 2));
            all.put("qaoa-5-regular-" + n, qaoa(n, 5, 2));
            all.put("clifford-t-" + n, cliffordT(n, 12 * n));
            all.put("heisenberg-ring-" + n, heisenberg(n, 3));
            all.put("ising-random-" + n, ising(n, 2 * n, 3));
            all.put("quantum-volume-" + n, volume(n, Math.min(n, 12)));
        }
        return all;
    }

    /** Those that a calibrated chip of today has a chance with. */
    static Map<String, Circuit> small() {
        var small = new LinkedHashMap<String, Circuit>();
        for (int n : new int[] {3, 4, 5, 6, 8, 10, 14}) {
            small.put("qft-" + n, fourier(n));
            small.put("ripple-adder-" + n, adder((n - 1) / 2));
            small.put("qaoa-3-regular-" + n, qaoa(n, 3, 1));
            small.put("heisenberg-chain-" + n, chain(n, 3));
            small.put("random-" + n, cliffordT(n, 4 * n));
            small.put("ising-random-" + n, ising(n, n, 2));
            small.put("ghz-" + n, ghz(n));
        }
        return small;
    }

    private static Circuit ghz(int n) {
        var circuit = Circuit.of(n, 0).gate(Gate.H, 0);
        for (int q = 1; q < n; q++) {
            circuit.gate(Gate.CX, 0, q);
        }
        return circuit.build();
    }

    private static Circuit chain(int n, int steps) {
        var circuit = Circuit.of(n, 0);
        for (int step = 0; step < steps; step++) {
            for (int q = 0; q + 1 < n; q++) {
                circuit.gate(Gate.RXX, List.of(.21), q, q + 1);
                circuit.gate(Gate.RYY, List.of(.22), q, q + 1);
                circuit.gate(Gate.RZZ, List.of(.23), q, q + 1);
            }
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.RX, List.of(.3), q);
            }
        }
        return circuit.build();
    }

    static Circuit fourier(int n) {
        var circuit = Circuit.of(n, 0);
        for (int i = 0; i < n; i++) {
            circuit.gate(Gate.H, i);
            for (int j = i + 1; j < n; j++) {
                circuit.gate(Gate.CP, List.of(Math.PI / (1L << (j - i))), j, i);
            }
        }
        return circuit.build();
    }

    /** Cuccaro's: one carry, n bits of a and b interleaved. */
    static Circuit adder(int n) {
        var circuit = Circuit.of(2 * n + 1, 0);
        for (int i = 0; i < n; i++) {
            int carry = i == 0 ? 0 : 2 * i;
            circuit.gate(Gate.CX, 2 * i + 2, 2 * i + 1).gate(Gate.CX, 2 * i + 2, carry);
            circuit.gate(Gate.CCX, carry, 2 * i + 1, 2 * i + 2);
        }
        for (int i = n - 1; i >= 0; i--) {
            int carry = i == 0 ? 0 : 2 * i;
            circuit.gate(Gate.CCX, carry, 2 * i + 1, 2 * i + 2);
            circuit.gate(Gate.CX, 2 * i + 2, carry).gate(Gate.CX, carry, 2 * i + 1);
        }
        return circuit.build();
    }

    private static Circuit qaoa(int n, int degree, int layers) {
        var dice = new SplittableRandom(SEED + n * 10L + degree);
        var edges = new java.util.TreeSet<Integer>();
        for (int round = 0; round < n * degree / 2; round++) {
            int a = dice.nextInt(n);
            int b = (a + 1 + dice.nextInt(n - 1)) % n;
            edges.add(Math.min(a, b) * n + Math.max(a, b));
        }
        var circuit = Circuit.of(n, 0);
        for (int q = 0; q < n; q++) {
            circuit.gate(Gate.H, q);
        }
        for (int layer = 0; layer < layers; layer++) {
            for (int edge : edges) {
                circuit.gate(Gate.RZZ, List.of(.37 + layer), edge / n, edge % n);
            }
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.RX, List.of(.53 + layer), q);
            }
        }
        return circuit.build();
    }

    private static Circuit cliffordT(int n, int gates) {
        var dice = new SplittableRandom(SEED + n);
        var one = List.of(Gate.H, Gate.T, Gate.S, Gate.TDG, Gate.H);
        var circuit = Circuit.of(n, 0);
        for (int i = 0; i < gates; i++) {
            int a = dice.nextInt(n);
            int b = (a + 1 + dice.nextInt(n - 1)) % n;
            circuit.gate(one.get(dice.nextInt(one.size())), a);
            circuit.gate(Gate.CX, a, b);
        }
        return circuit.build();
    }

    private static Circuit heisenberg(int n, int steps) {
        var circuit = Circuit.of(n, 0);
        for (int step = 0; step < steps; step++) {
            for (int q = 0; q < n; q++) {
                int next = (q + 1) % n;
                circuit.gate(Gate.RXX, List.of(.21), q, next);
                circuit.gate(Gate.RYY, List.of(.22), q, next);
                circuit.gate(Gate.RZZ, List.of(.23), q, next);
            }
        }
        return circuit.build();
    }

    private static Circuit ising(int n, int bonds, int steps) {
        var circuit = Circuit.of(n, 0);
        for (int step = 0; step < steps; step++) {
            var dice = new SplittableRandom(SEED + n);
            for (int i = 0; i < bonds; i++) {
                int a = dice.nextInt(n);
                int b = (a + 1 + dice.nextInt(Math.min(6, n - 1))) % n;
                circuit.gate(Gate.CX, a, b).gate(Gate.RZ, List.of(.4), b).gate(Gate.CX, a, b);
            }
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.RX, List.of(.3), q);
            }
        }
        return circuit.build();
    }

    private static Circuit volume(int n, int layers) {
        var dice = new SplittableRandom(SEED + n);
        var circuit = Circuit.of(n, 0);
        for (int layer = 0; layer < layers; layer++) {
            var order = new java.util.ArrayList<Integer>();
            for (int q = 0; q < n; q++) {
                order.add(dice.nextInt(q + 1), q);
            }
            for (int k = 0; k + 1 < n; k += 2) {
                int a = order.get(k);
                int b = order.get(k + 1);
                for (int part = 0; part < 3; part++) {
                    for (int q : List.of(a, b)) {
                        circuit.gate(
                                Gate.U3,
                                List.of(dice.nextDouble(3), dice.nextDouble(3), dice.nextDouble(3)),
                                q);
                    }
                    circuit.gate(Gate.CX, a, b);
                }
            }
        }
        return circuit.build();
    }
}
