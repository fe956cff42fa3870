package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.simd.ComplexMatrix;

/** A matrix whose memory is used again; rows at distances that the cache likes. */
final class Scratch {
    private ComplexMatrix matrix = ComplexMatrix.zeros(0, 0);

    /** Room for a matrix. Whatever was there may still be there. */
    ComplexMatrix take(int rows, int columns) {
        int row = ComplexMatrix.spread(columns);
        return take(rows, columns, row);
    }

    /** The same with rows at a given distance. */
    ComplexMatrix take(int rows, int columns, int row) {
        int length = rows * row;
        matrix =
                matrix.re.length >= length
                        ? new ComplexMatrix(matrix.re, matrix.im, 0, row)
                        : new ComplexMatrix(new double[length], new double[length], 0, row);
        return matrix;
    }

    ComplexMatrix matrix() {
        return matrix;
    }
}
