package cloud.somersault.tuning.tensor;

/** A matrix of weights [rows, columns], wherever and in whatever format it lies. */
public sealed interface WeightMatrix permits ArrayMatrix, MappedMatrix {

    /** Outputs of the layer. */
    int rows();

    /** Inputs of the layer. */
    int columns();

    /** Reads a piece of a row as floats. */
    void read(int row, int column, int count, float[] into, int at);
}
