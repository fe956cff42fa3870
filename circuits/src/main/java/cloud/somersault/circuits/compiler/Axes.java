package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;

/** Which gates commute with Z, or with X, on which of their operands, whatever their parameters. */
final class Axes {
    private Axes() {}

    static boolean commutesWithZ(Gate gate, int operand) {
        return switch (gate) {
            case GPHASE, ID, Z, S, SDG, T, TDG, RZ, P, CZ, CP, CRZ, RZZ, CCZ -> true;
            case CX, CY, CH, CSX, CSXDG, CRX, CRY, CU, RZX, CSWAP -> operand == 0;
            case CCX -> operand < 2;
            default -> false;
        };
    }

    static boolean commutesWithX(Gate gate, int operand) {
        return switch (gate) {
            case GPHASE, ID, X, SX, SXDG, RX, RXX -> true;
            case CX, CSX, CSXDG, CRX, RZX -> operand == 1;
            case CCX -> operand == 2;
            default -> false;
        };
    }
}
