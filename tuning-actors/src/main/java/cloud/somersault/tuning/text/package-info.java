/**
 * From text to tokens and back: {@link cloud.somersault.tuning.text.Tokenizer} and its kinds, and
 * the examples that a session reads.
 */
@NullMarked
package cloud.somersault.tuning.text;

import org.jspecify.annotations.NullMarked;
