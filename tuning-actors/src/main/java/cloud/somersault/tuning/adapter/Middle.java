package cloud.somersault.tuning.adapter;

import java.util.List;

/** What happens to the r numbers of a row in the bottleneck between two operators. */
interface Middle {

    /** Its parameters; the first lies at the offset that it was made with. */
    List<ParameterBlock> blocks();

    /** What was drawn and stays so. */
    default List<ParameterBlock> frozenBlocks() {
        return List.of();
    }

    /** The numbers that stay as drawn: the array itself. */
    default float[] frozenValues() {
        return new float[0];
    }

    /** Draws the initial values of its parameters. */
    void draw(float[] parameters, Draws draws);

    /** v[rows, r] from u[rows, r], a new array. */
    float[] forward(float[] parameters, float[] u, Sequences sequences, Pass pass);

    /** The gradient by u of the last training pass; adds those by the parameters. */
    float[] backward(float[] parameters, float[] byV, float[] gradients);
}
