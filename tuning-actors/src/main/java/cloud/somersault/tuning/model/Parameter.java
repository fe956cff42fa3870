package cloud.somersault.tuning.model;

/**
 * A named part of what is trained. The arrays are live: a backward pass adds to the gradients, an
 * optimizer writes the values.
 *
 * @param decays whether weight decay pulls it towards zero: matrices yes, norms and biases no
 */
public record Parameter(String name, float[] values, float[] gradients, boolean decays) {}
