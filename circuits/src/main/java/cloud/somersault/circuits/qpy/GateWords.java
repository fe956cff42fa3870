package cloud.somersault.circuits.qpy;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * How OpenQASM 3 calls the gates of Qiskit's library. The matrices are equal up to a global phase,
 * which nothing makes visible here: controlled gates are called by their own names.
 */
final class GateWords {

    /**
     * A gate.
     *
     * @param word its name in {@code stdgates.inc}, or with modifiers
     * @param parameters how many angles
     * @param qubits how many, controls included
     * @param controls how many of them, from the first on, are controls whose value may be zero
     */
    record Word(String word, int parameters, int qubits, int controls) {}

    private static final Map<String, Word> WORDS =
            Map.ofEntries(
                    gate("IGate", "id", 0, 1, 0),
                    gate("HGate", "h", 0, 1, 0),
                    gate("XGate", "x", 0, 1, 0),
                    gate("YGate", "y", 0, 1, 0),
                    gate("ZGate", "z", 0, 1, 0),
                    gate("SGate", "s", 0, 1, 0),
                    gate("SdgGate", "sdg", 0, 1, 0),
                    gate("TGate", "t", 0, 1, 0),
                    gate("TdgGate", "tdg", 0, 1, 0),
                    gate("SXGate", "sx", 0, 1, 0),
                    gate("SXdgGate", "sxdg", 0, 1, 0),
                    gate("PhaseGate", "p", 1, 1, 0),
                    gate("U1Gate", "p", 1, 1, 0),
                    gate("U2Gate", "u2", 2, 1, 0),
                    gate("U3Gate", "u3", 3, 1, 0),
                    gate("UGate", "u3", 3, 1, 0),
                    gate("RGate", "r", 2, 1, 0),
                    gate("RXGate", "rx", 1, 1, 0),
                    gate("RYGate", "ry", 1, 1, 0),
                    gate("RZGate", "rz", 1, 1, 0),
                    gate("CHGate", "ch", 0, 2, 1),
                    gate("CXGate", "cx", 0, 2, 1),
                    gate("CYGate", "cy", 0, 2, 1),
                    gate("CZGate", "cz", 0, 2, 1),
                    gate("CSGate", "cs", 0, 2, 1),
                    gate("CSdgGate", "csdg", 0, 2, 1),
                    gate("CSXGate", "csx", 0, 2, 1),
                    gate("CPhaseGate", "cp", 1, 2, 1),
                    gate("CU1Gate", "cp", 1, 2, 1),
                    gate("CRXGate", "crx", 1, 2, 1),
                    gate("CRYGate", "cry", 1, 2, 1),
                    gate("CRZGate", "crz", 1, 2, 1),
                    gate("CUGate", "cu", 4, 2, 1),
                    gate("CU3Gate", "cu3", 3, 2, 1),
                    gate("SwapGate", "swap", 0, 2, 0),
                    gate("iSwapGate", "iswap", 0, 2, 0),
                    gate("DCXGate", "dcx", 0, 2, 0),
                    gate("ECRGate", "ecr", 0, 2, 0),
                    gate("RXXGate", "rxx", 1, 2, 0),
                    gate("RYYGate", "ryy", 1, 2, 0),
                    gate("RZZGate", "rzz", 1, 2, 0),
                    gate("RZXGate", "rzx", 1, 2, 0),
                    gate("CCXGate", "ccx", 0, 3, 2),
                    gate("CCZGate", "ccz", 0, 3, 2),
                    gate("CSwapGate", "cswap", 0, 3, 1),
                    gate("RCCXGate", "rccx", 0, 3, 0),
                    gate("C3XGate", "ctrl(3) @ x", 0, 4, 3),
                    gate("C3SXGate", "ctrl(3) @ sx", 0, 4, 3),
                    gate("RC3XGate", "rc3x", 0, 4, 0),
                    gate("C4XGate", "ctrl(4) @ x", 0, 5, 4));

    private GateWords() {}

    private static Map.Entry<String, Word> gate(
            String name, String word, int parameters, int qubits, int controls) {
        return entry(name, new Word(word, parameters, qubits, controls));
    }

    /**
     * The word for a gate, by the name of its class in Qiskit.
     *
     * @param controls how many the instruction says that it has
     */
    static Optional<Word> of(String name, int controls) {
        return switch (name) {
            case "MCXGate", "MCXGrayCode", "MCXVChain", "MCXRecursive" -> many("x", 0, controls);
            case "MCPhaseGate", "MCU1Gate" -> many("p", 1, controls);
            default -> Optional.ofNullable(WORDS.get(name));
        };
    }

    private static Optional<Word> many(String word, int parameters, int controls) {
        return controls < 1
                ? Optional.empty()
                : Optional.of(
                        new Word(
                                "ctrl(" + controls + ") @ " + word,
                                parameters,
                                controls + 1,
                                controls));
    }
}
