package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A product of 2x2 matrices, the identity on all other qubits.
 *
 * @param matrices by qubit
 */
record ProductOperator(Map<Integer, double[]> matrices) {

    /**
     * What a controlled gate adds to the identity: u with controls is 1 + P (u - 1), P the
     * projector on all controls being 1, and u - 1 on two targets is a sum over the four blocks of
     * its first target. One term without or with one target, up to four with two.
     */
    static List<ProductOperator> added(Step.Unitary step) {
        var targets = step.targets();
        var m = TwoQubitMatrix.pairs(step.matrix());
        int size = step.matrix().size();
        for (int i = 0; i < size; i++) {
            m[2 * (size * i + i)] -= 1;
        }
        var terms = new ArrayList<ProductOperator>();
        switch (targets.size()) {
            case 0 -> {
                var scaled = projectors(step);
                scaled.put(step.controls().getFirst(), new double[] {0, 0, 0, 0, 0, 0, m[0], m[1]});
                terms.add(new ProductOperator(scaled));
            }
            case 1 -> {
                var one = projectors(step);
                one.put(targets.getFirst(), m);
                terms.add(new ProductOperator(one));
            }
            default -> {
                for (int block = 0; block < 4; block++) {
                    var unit = new double[8];
                    unit[2 * block] = 1;
                    // Target 0 is the least significant bit: it is the inner index of the block.
                    var inner = new double[8];
                    boolean any = false;
                    for (int element = 0; element < 4; element++) {
                        int row = 2 * (block >> 1) + (element >> 1);
                        int column = 2 * (block & 1) + (element & 1);
                        inner[2 * element] = m[2 * (4 * row + column)];
                        inner[2 * element + 1] = m[2 * (4 * row + column) + 1];
                        any |= inner[2 * element] != 0 || inner[2 * element + 1] != 0;
                    }
                    if (any) {
                        var both = projectors(step);
                        both.put(targets.getLast(), unit);
                        both.put(targets.getFirst(), inner);
                        terms.add(new ProductOperator(both));
                    }
                }
            }
        }
        return terms;
    }

    private static Map<Integer, double[]> projectors(Step.Unitary step) {
        var projectors = new TreeMap<Integer, double[]>();
        for (int control : step.controls()) {
            projectors.put(control, new double[] {0, 0, 0, 0, 0, 0, 1, 0});
        }
        return projectors;
    }
}
