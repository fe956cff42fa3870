package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.simd.ComplexMatrix;
import java.util.Arrays;

/** Conjugate transposes. */
final class Adjoints {
    private static final int TILE = 16;

    private Adjoints() {}

    /**
     * Writes m^dagger, columns x rows, and zeros up to the next multiple of {@link
     * ComplexMatrix#PAD} in each of its rows.
     */
    static void write(ComplexMatrix m, int rows, int columns, ComplexMatrix into) {
        for (int i0 = 0; i0 < rows; i0 += TILE) {
            int i1 = Math.min(rows, i0 + TILE);
            for (int j = 0; j < columns; j++) {
                int to = into.index(j, 0);
                for (int i = i0; i < i1; i++) {
                    int from = m.index(i, j);
                    into.re[to + i] = m.re[from];
                    into.im[to + i] = -m.im[from];
                }
            }
        }
        int padded = ComplexMatrix.padded(rows);
        for (int j = 0; j < columns && padded > rows; j++) {
            Arrays.fill(into.re, into.index(j, rows), into.index(j, padded), 0);
            Arrays.fill(into.im, into.index(j, rows), into.index(j, padded), 0);
        }
    }

    /** Makes a square matrix Hermitian by what lies on and right of its diagonal. */
    static void mirror(ComplexMatrix m, int size) {
        for (int i0 = 0; i0 < size; i0 += TILE) {
            for (int j = i0; j < size; j++) {
                int end = Math.min(i0 + TILE, j);
                for (int i = i0; i < end; i++) {
                    int from = m.index(i, j);
                    int to = m.index(j, i);
                    m.re[to] = m.re[from];
                    m.im[to] = -m.im[from];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            m.im[m.index(i, i)] = 0;
        }
    }
}
