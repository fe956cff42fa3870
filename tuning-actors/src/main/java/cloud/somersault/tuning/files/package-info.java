/**
 * Adapters as files: LoRA in PEFT's layout, which other programs read; the others in the same
 * container under keys of our own, with a config file that says what they are. Open {@link
 * cloud.somersault.tuning.files.AdapterFiles}.
 */
@NullMarked
package cloud.somersault.tuning.files;

import org.jspecify.annotations.NullMarked;
