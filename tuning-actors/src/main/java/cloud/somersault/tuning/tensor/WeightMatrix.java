package cloud.somersault.tuning.tensor;

import static cloud.somersault.tuning.simd.ProductKernel.PANEL;

/** A matrix of weights [rows, columns], wherever and in whatever format it lies. */
public sealed interface WeightMatrix permits ArrayMatrix, MappedMatrix {

    /** Outputs of the layer. */
    int rows();

    /** Inputs of the layer. */
    int columns();

    /** Reads a piece of a row as floats. */
    void read(int row, int column, int count, float[] into, int at);

    /**
     * Reads a block into panels, row by row; the last panel is filled up with zeros.
     *
     * @see Panels
     */
    default void readPanels(int row, int rows, int column, int width, float[] panels) {
        for (int r = 0; r < rows; r++) {
            for (int first = 0; first < width; first += PANEL) {
                int some = Math.min(PANEL, width - first);
                int to = first * rows + r * PANEL;
                read(row + r, column + first, some, panels, to);
                for (int j = some; j < PANEL; j++) {
                    panels[to + j] = 0;
                }
            }
        }
    }
}
