/**
 * Tuning a language model with a quantum layer in its adapters. The pure rooms know no actor and no
 * clock: {@code tensor} multiplies, {@code model} reads weights and is the network, {@code text}
 * makes tokens, {@code adapter} is what is added to a frozen layer, {@code train} takes steps.
 */
@NullMarked
package cloud.somersault.tuning;

import org.jspecify.annotations.NullMarked;
