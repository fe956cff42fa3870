/**
 * Qwen2: configuration, weights, the network's values and gradients, and what it writes. {@link
 * cloud.somersault.tuning.model.Qwen2Network} is the network with its adapters, {@link
 * cloud.somersault.tuning.model.Qwen2Weights} its frozen or trained weights. Rows of a batch are
 * the tokens of its sequences, one after the other, without padding.
 */
@NullMarked
package cloud.somersault.tuning.model;

import org.jspecify.annotations.NullMarked;
