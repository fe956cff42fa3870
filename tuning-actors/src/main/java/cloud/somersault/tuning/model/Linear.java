package cloud.somersault.tuning.model;

import cloud.somersault.tuning.tensor.WeightMatrix;

/**
 * A linear layer's weights.
 *
 * @param matrix [out, in]
 * @param bias one for each output, or empty
 */
record Linear(WeightMatrix matrix, float[] bias) {}
