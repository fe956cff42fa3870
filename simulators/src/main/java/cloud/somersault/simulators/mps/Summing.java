package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.simd.ComplexMatrix;
import java.util.List;

/**
 * The direct sum of tensors: the chain of a sum of states has, at each place between the first and
 * the last that differ, the tensors of its terms as blocks on a diagonal; at the first place they
 * stand side by side, at the last one below the other.
 */
final class Summing {
    private Summing() {}

    /**
     * @param first whether the terms share their left bond
     * @param last whether the terms share their right bond
     */
    static Site sum(List<Site> terms, boolean first, boolean last) {
        var one = terms.getFirst();
        int left = first ? one.left : one.left * terms.size();
        int right = last ? one.right : one.right * terms.size();
        var sum = Site.zeros(left, right);
        for (int t = 0; t < terms.size(); t++) {
            int row = first ? 0 : 2 * t * one.left;
            int column = last ? 0 : t * one.right;
            add(terms.get(t), sum.tensor.from(row * sum.row() + column, sum.row()));
        }
        return sum;
    }

    private static void add(Site term, ComplexMatrix to) {
        var from = term.tensor;
        for (int i = 0; i < 2 * term.left; i++) {
            int a = from.index(i, 0);
            int b = to.index(i, 0);
            for (int j = 0; j < term.right; j++) {
                to.re[b + j] += from.re[a + j];
                to.im[b + j] += from.im[a + j];
            }
        }
    }
}
