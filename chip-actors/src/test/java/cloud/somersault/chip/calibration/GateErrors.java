package cloud.somersault.chip.calibration;

import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.QubitNoise;

/**
 * The mean infidelity of a gate whose noise is known. With the entanglement fidelity Fe a channel
 * on d levels has the average fidelity (d Fe + 1) / (d + 1) (Nielsen, arXiv quant-ph/0205035);
 * depolarizing by p leaves (1 - p) Fe + p / d^2 of it, and a unitary U has |Tr U|^2 / d^2. When the
 * first qubit loses its excitation with probability L, its amplitudes in the trace shrink by sqrt(1
 * - L), and what was lost has none.
 */
final class GateErrors {
    private GateErrors() {}

    /** Of a CZ: depolarizing after diag(1, e^ia, e^ib, e^i(a + b + c)) and an exchange. */
    static double ofCz(CouplerNoise noise) {
        double a = noise.firstPhaseError();
        double b = noise.secondPhaseError();
        double all = a + b + noise.czPhaseError();
        double stays = Math.cos(noise.czSwapAngle());
        double kept = Math.sqrt(1 - noise.czLoss());
        double real = 1 + stays * (kept * Math.cos(a) + Math.cos(b)) + kept * Math.cos(all);
        double imaginary = stays * (kept * Math.sin(a) + Math.sin(b)) + kept * Math.sin(all);
        double unitary = (real * real + imaginary * imaginary) / 16;
        return infidelity(unitary, noise.czDepolarizing(), 4);
    }

    /** Of a half turn: depolarizing after turning too far. */
    static double ofHalfTurn(QubitNoise noise) {
        double half = Math.cos(Math.PI * noise.rotationError() / 2);
        return infidelity(half * half, noise.gateDepolarizing(), 2);
    }

    private static double infidelity(double unitary, double depolarizing, int levels) {
        double entanglement = (1 - depolarizing) * unitary + depolarizing / (levels * levels);
        return 1 - (levels * entanglement + 1) / (levels + 1);
    }
}
