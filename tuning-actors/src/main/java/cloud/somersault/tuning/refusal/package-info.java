/**
 * The one exception of tuning's pure rooms: what is wrong with a model folder, a file, data or a
 * step, in a sentence that names the file, the field or the step.
 */
@NullMarked
package cloud.somersault.tuning.refusal;

import org.jspecify.annotations.NullMarked;
