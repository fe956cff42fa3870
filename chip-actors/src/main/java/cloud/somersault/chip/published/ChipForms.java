package cloud.somersault.chip.published;

import java.util.ArrayList;
import java.util.List;

/** What both published forms leave to be known. */
final class ChipForms {
    static final int QUBITS_MAX = 1000;
    static final String NO_FIGURES = "no figures published";
    static final String NOT_LISTED = "not listed as usable";

    private ChipForms() {}

    /** Nearest neighbours, row by row, in the order of (first, second). */
    static List<List<Integer>> neighbours(int qubits, int width) {
        var pairs = new ArrayList<List<Integer>>();
        for (int qubit = 0; qubit < qubits; qubit++) {
            if (qubit % width + 1 < width && qubit + 1 < qubits) {
                pairs.add(List.of(qubit, qubit + 1));
            }
            if (qubit + width < qubits) {
                pairs.add(List.of(qubit, qubit + width));
            }
        }
        return pairs;
    }
}
