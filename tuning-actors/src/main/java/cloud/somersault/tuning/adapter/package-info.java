/**
 * What is trained beside a frozen linear layer. {@link
 * cloud.somersault.tuning.adapter.LinearAdapter} is the contract with the language model, which
 * knows nothing else of this room.
 */
@NullMarked
package cloud.somersault.tuning.adapter;

import org.jspecify.annotations.NullMarked;
