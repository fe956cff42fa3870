package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Controlled;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The workloads whose amplitudes other simulators agree on, and random circuits. */
public final class Workloads {
    private Workloads() {}

    /** W1: U3 on every qubit, then CZ on one of four patterns of a grid; 20 layers. */
    public static Circuit.Builder w1(int n, int bits) {
        var random = new SplitMix(1000 + n);
        var circuit = Circuit.of(n, bits);
        int width = (int) Math.sqrt(n - 1) + 1;
        for (int layer = 0; layer < 20; layer++) {
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.U3, u3(random), q);
            }
            char pattern = "ACBD".charAt(layer % 4);
            for (int q = 0; q < n; q++) {
                int row = q / width;
                int column = q % width;
                boolean horizontal = pattern == 'A' || pattern == 'B';
                int parity = horizontal ? column % 2 : row % 2;
                int other = horizontal ? q + 1 : q + width;
                boolean there = other < n && (!horizontal || column + 1 < width);
                if (there && parity == (pattern == 'A' || pattern == 'C' ? 0 : 1)) {
                    circuit.gate(Gate.CZ, q, other);
                }
            }
        }
        return circuit;
    }

    public static List<Double> u3(SplitMix random) {
        double theta = StrictMath.acos(1 - 2 * random.u());
        double phi = 2 * Math.PI * random.u();
        double lambda = 2 * Math.PI * random.u();
        return List.of(theta, phi, lambda);
    }

    /** W2: a product state and the Fourier transform of it. */
    public static Circuit.Builder w2(int n) {
        var random = new SplitMix(2024);
        var circuit = Circuit.of(n, 0);
        for (int q = 0; q < n; q++) {
            circuit.gate(Gate.U3, u3(random), q);
        }
        for (int i = n - 1; i >= 0; i--) {
            circuit.gate(Gate.H, i);
            for (int j = i - 1; j >= 0; j--) {
                circuit.gate(Gate.CP, List.of(Math.PI / (1L << (i - j))), j, i);
            }
        }
        for (int i = 0; i < n / 2; i++) {
            circuit.gate(Gate.SWAP, i, n - 1 - i);
        }
        return circuit;
    }

    /** W3, quantum volume: random SU4 on random pairs; 20 qubits, 20 layers. */
    public static List<Step> w3() {
        var random = new SplitMix(3020);
        var steps = new ArrayList<Step>();
        for (int layer = 0; layer < 20; layer++) {
            var p = random.shuffle(20);
            for (int k = 0; k < 10; k++) {
                steps.add(
                        new Step.Unitary(su4(random), List.of(p[2 * k], p[2 * k + 1]), List.of()));
            }
        }
        return steps;
    }

    /** So many random matrices on random pairs of so many qubits, and as many gates between. */
    public static List<Step> pairs(long seed, int qubits, int gates) {
        var random = new SplitMix(seed);
        var between = steps(randomCircuit(seed, qubits, gates));
        var steps = new ArrayList<Step>();
        for (int i = 0; i < gates; i++) {
            if (random.below(3) == 0) {
                steps.add(between.get(i % between.size()));
            }
            var p = random.shuffle(qubits);
            steps.add(new Step.Unitary(su4(random), List.of(p[0], p[1]), List.of()));
        }
        return steps;
    }

    /** Four columns of complex normal numbers, orthonormalised in order. */
    public static Matrix su4(SplitMix random) {
        var re = new double[4][4];
        var im = new double[4][4];
        for (int column = 0; column < 4; column++) {
            for (int row = 0; row < 4; row++) {
                re[column][row] = random.normal();
                im[column][row] = random.normal();
            }
        }
        for (int column = 0; column < 4; column++) {
            for (int before = 0; before < column; before++) {
                double overlapRe = 0;
                double overlapIm = 0;
                for (int row = 0; row < 4; row++) {
                    overlapRe +=
                            re[before][row] * re[column][row] + im[before][row] * im[column][row];
                    overlapIm +=
                            re[before][row] * im[column][row] - im[before][row] * re[column][row];
                }
                for (int row = 0; row < 4; row++) {
                    re[column][row] -= overlapRe * re[before][row] - overlapIm * im[before][row];
                    im[column][row] -= overlapRe * im[before][row] + overlapIm * re[before][row];
                }
            }
            double norm = 0;
            for (int row = 0; row < 4; row++) {
                norm += re[column][row] * re[column][row] + im[column][row] * im[column][row];
            }
            for (int row = 0; row < 4; row++) {
                re[column][row] /= Math.sqrt(norm);
                im[column][row] /= Math.sqrt(norm);
            }
        }
        var pairs = new double[32];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                pairs[2 * (4 * row + column)] = re[column][row];
                pairs[2 * (4 * row + column) + 1] = im[column][row];
            }
        }
        return Matrix.of(4, pairs);
    }

    /** W4, a quantum neural network: 4 layers of RY, RZ and a ring of CZ on 8 qubits. */
    public static Circuit w4() {
        var random = new SplitMix(4008);
        var circuit = Circuit.of(8, 0);
        for (int layer = 0; layer < 4; layer++) {
            for (int q = 0; q < 8; q++) {
                circuit.gate(Gate.RY, List.of(2 * Math.PI * random.u()), q);
            }
            for (int q = 0; q < 8; q++) {
                circuit.gate(Gate.RZ, List.of(2 * Math.PI * random.u()), q);
            }
            for (int q = 0; q < 8; q++) {
                circuit.gate(Gate.CZ, q, (q + 1) % 8);
            }
        }
        return circuit.build();
    }

    /** W7b: fifty layers of random Clifford gates on 72 qubits, measured at the end. */
    public static Circuit w7b() {
        var random = new SplitMix(7072);
        var circuit = Circuit.of(72, 72).gate(Gate.H, 0);
        for (int q = 0; q + 1 < 72; q++) {
            circuit.gate(Gate.CX, q, q + 1);
        }
        for (int layer = 0; layer < 50; layer++) {
            for (int q = 0; q < 72; q++) {
                var word = List.of("", "H", "S", "HS", "SH", "HSH").get(random.below(6));
                for (char gate : word.toCharArray()) {
                    circuit.gate(gate == 'H' ? Gate.H : Gate.S, q);
                }
            }
            var p = random.shuffle(72);
            for (int k = 0; k < 36; k++) {
                circuit.gate(Gate.CX, p[2 * k], p[2 * k + 1]);
            }
        }
        return circuit.measureAll().build();
    }

    /** The steps of an ideal circuit. */
    public static List<Step> steps(Circuit circuit) {
        return Lowering.steps(circuit, Optional.empty(), Checkpoint.none());
    }

    /** The independent parts of a circuit. */
    public static List<Plan> plans(Circuit circuit, Optional<NoiseModel> noise) {
        return Engines.plans(circuit, noise, Checkpoint.none());
    }

    /** Any gates of the registry, one in five with one or two more controls. */
    public static Circuit randomCircuit(long seed, int n, int gates) {
        var random = new SplitMix(seed);
        var circuit = Circuit.of(n, 0);
        for (int i = 0; i < gates; i++) {
            var gate = randomGate(random, n);
            int controls = random.below(5) == 0 ? 1 + random.below(2) : 0;
            if (controls > 0 && gate.qubits().size() + controls <= n) {
                var free = new ArrayList<Integer>();
                for (int q : random.shuffle(n)) {
                    if (!gate.qubits().contains(q)) {
                        free.add(q);
                    }
                }
                circuit.add(new Controlled(free.subList(0, controls), gate));
            } else {
                circuit.add(gate);
            }
        }
        return circuit.build();
    }

    /** W9: random SU(4) on neighbours of 72 qubits, even and odd pairs in turns; 10 layers. */
    public static List<Step> w9() {
        var random = new SplitMix(9072);
        var bricks = new ArrayList<Step>();
        for (int layer = 0; layer < 10; layer++) {
            for (int q = layer % 2; q + 1 < 72; q += 2) {
                bricks.add(new Step.Unitary(su4(random), List.of(q, q + 1), List.of()));
            }
        }
        return bricks;
    }

    /** Any gate of the registry with operands, on random qubits, with random angles. */
    public static Apply randomGate(SplitMix random, int n) {
        while (true) {
            var gate = Gate.values()[random.below(Gate.values().length)];
            if (gate.qubits() >= 1 && gate.qubits() <= n) {
                return random(gate, random, n);
            }
        }
    }

    public static Apply random(Gate gate, SplitMix random, int n) {
        var parameters = gate.parameters().stream().map(_ -> 7 * (2 * random.u() - 1)).toList();
        var p = random.shuffle(n);
        var qubits = new ArrayList<Integer>();
        for (int i = 0; i < gate.qubits(); i++) {
            qubits.add(p[i]);
        }
        return new Apply(gate, parameters, qubits);
    }
}
