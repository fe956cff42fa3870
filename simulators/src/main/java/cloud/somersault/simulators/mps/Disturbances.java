package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import java.util.function.IntToDoubleFunction;

/**
 * Noise on a chain. Random Pauli operators join the gates that wait. Where the probability of an
 * operator depends on the state, most shots draw a number for which it can't matter; the others pay
 * for a look at the qubit.
 */
final class Disturbances {
    private static final double[][] PAULIS = {
        {1, 0, 0, 0, 0, 0, 1, 0},
        {0, 0, 1, 0, 1, 0, 0, 0},
        {0, 0, 0, -1, 0, 1, 0, 0},
        {1, 0, 0, 0, 0, 0, -1, 0}
    };

    private final Parting parting;
    private final Checkpoint checkpoint;

    Disturbances(Parting parting, Checkpoint checkpoint) {
        this.parting = parting;
        this.checkpoint = checkpoint;
    }

    /** Lets the dice decide at a place of the program; returns where the path goes on. */
    int strike(MpsPath path, MpsInstruction.Chance chance, int here) {
        return switch (chance) {
            case MpsInstruction.Depolarize(double probability, var qubits) -> {
                int paulis = 1 << 2 * qubits.size();
                double each = probability / paulis;
                yield pauli(
                        path,
                        qubits.getFirst(),
                        qubits.getLast(),
                        paulis,
                        index -> index == 0 ? 1 - (paulis - 1) * each : each,
                        here);
            }
            case MpsInstruction.PauliChannel(var probabilities, var qubits) ->
                    pauli(
                            path,
                            qubits.getFirst(),
                            qubits.getLast(),
                            probabilities.size(),
                            probabilities::get,
                            here);
            case MpsInstruction.Dephase(int qubit, double probability) ->
                    parting.part(
                            path,
                            shot -> parting.draw(path, shot) < probability ? 1 : 0,
                            2,
                            1,
                            (some, choice) -> {
                                if (choice == 1) {
                                    some.pending.fold(qubit, PAULIS[3]);
                                }
                                return here + 1;
                            });
            case MpsInstruction.Damp(int qubit, double decay) ->
                    parting.part(
                            path,
                            shot -> parting.draw(path, shot) < decay ? 1 : 0,
                            2,
                            0,
                            (some, choice) -> {
                                if (choice == 1) {
                                    return damp(some, qubit, decay, here);
                                }
                                some.draws++;
                                stay(some, qubit, decay);
                                return here + 1;
                            });
            case MpsInstruction.Kraus(var channel) ->
                    parting.part(
                            path,
                            shot -> parting.draw(path, shot) < channel.othersAtMost() ? 1 : 0,
                            2,
                            0,
                            (some, choice) -> {
                                if (choice == 1) {
                                    return look(some, channel, here);
                                }
                                some.draws++;
                                dominant(some, channel, here);
                                return here + 1;
                            });
        };
    }

    private int pauli(
            MpsPath path,
            int first,
            int second,
            int paulis,
            IntToDoubleFunction probability,
            int here) {
        return parting.part(
                path,
                shot -> choice(1 - parting.draw(path, shot), paulis, probability),
                paulis,
                1,
                (some, pauli) -> {
                    if ((pauli & 3) != 0) {
                        some.pending.fold(first, PAULIS[pauli & 3]);
                    }
                    if (pauli >> 2 != 0) {
                        some.pending.fold(second, PAULIS[pauli >> 2]);
                    }
                    return here + 1;
                });
    }

    /** Which of some probabilities, put end to end, a number falls on; 0 if beyond all. */
    private static int choice(double number, int choices, IntToDoubleFunction probability) {
        double left = number;
        for (int choice = 0; choice < choices; choice++) {
            left -= probability.applyAsDouble(choice);
            if (left < 0) {
                return choice;
            }
        }
        return 0;
    }

    private int damp(MpsPath path, int qubit, double decay, int here) {
        path.pending.settle(qubit, path.state, checkpoint);
        double jump = decay * path.state.probabilityOfOne(qubit, checkpoint);
        return parting.part(
                path,
                shot -> parting.draw(path, shot) < jump ? 1 : 0,
                2,
                1,
                (some, choice) -> {
                    if (choice == 1) {
                        var lower = new double[] {0, 0, 1, 0, 0, 0, 0, 0};
                        some.state.applyNormalising(qubit, lower, checkpoint);
                    } else {
                        stay(some, qubit, decay);
                    }
                    return here + 1;
                });
    }

    private static void stay(MpsPath path, int qubit, double decay) {
        path.pending.foldShrinking(qubit, new double[] {1, 0, 0, 0, 0, 0, Math.sqrt(1 - decay), 0});
    }

    private void dominant(MpsPath path, KrausWeights channel, int here) {
        var qubits = channel.qubits();
        if (qubits.size() == 1) {
            path.pending.foldShrinking(qubits.getFirst(), channel.dominant());
        } else {
            var two =
                    new MpsInstruction.Two(qubits.getFirst(), qubits.getLast(), channel.dominant());
            path.pending.interactShrinking(two, here, path.state, checkpoint);
        }
    }

    /** Each operator by its weight in the state, with the draw that was looked at before. */
    private int look(MpsPath path, KrausWeights channel, int here) {
        var qubits = channel.qubits();
        int first = qubits.getFirst();
        boolean one = qubits.size() == 1;
        int p =
                one
                        ? 0
                        : path.pending.settlePair(
                                first, qubits.getLast(), here, path.state, checkpoint);
        if (one) {
            path.pending.settle(first, path.state, checkpoint);
        }
        boolean ordered = one || path.state.position(first) == p;
        var rho =
                one ? path.state.density(first, checkpoint) : path.state.pairDensity(p, checkpoint);
        var probabilities = channel.probabilities(ordered ? rho : TwoQubitMatrix.exchanged(rho));
        int last = probabilities.length - 1;
        return parting.part(
                path,
                shot -> {
                    double left = parting.draw(path, shot);
                    for (int k = 0; k < last; k++) {
                        left -= probabilities[k];
                        if (left < 0) {
                            return k;
                        }
                    }
                    return last;
                },
                probabilities.length,
                1,
                (some, k) -> {
                    var operator = channel.operators().get(k);
                    if (one) {
                        some.state.applyNormalising(first, operator, checkpoint);
                    } else {
                        var matrix = ordered ? operator : TwoQubitMatrix.exchanged(operator);
                        some.state.apply(p, matrix, 4, checkpoint);
                    }
                    return here + 1;
                });
    }
}
