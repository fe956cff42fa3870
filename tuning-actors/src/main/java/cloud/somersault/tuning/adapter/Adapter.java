package cloud.somersault.tuning.adapter;

import java.util.List;

/** An adapter whose parameters have names, so that it can be kept in a file. */
public interface Adapter extends LinearAdapter {

    /** What its parameters are, in the order of the flat array, without gaps. */
    List<ParameterBlock> blocks();

    /** What was drawn and stays so, in the order of {@link #frozenValues}; usually nothing. */
    default List<ParameterBlock> frozenBlocks() {
        return List.of();
    }

    /** The numbers that stay as drawn: the array itself, not a copy. */
    default float[] frozenValues() {
        return new float[0];
    }
}
