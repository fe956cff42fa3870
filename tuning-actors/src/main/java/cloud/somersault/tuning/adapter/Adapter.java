package cloud.somersault.tuning.adapter;

import java.util.List;

/** An adapter whose parameters have names, so that it can be kept in a file. */
public interface Adapter extends LinearAdapter {

    /** What its parameters are, in the order of the flat array, without gaps. */
    List<ParameterBlock> blocks();
}
