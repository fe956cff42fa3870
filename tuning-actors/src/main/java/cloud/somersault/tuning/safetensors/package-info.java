/**
 * The container of weights: a JSON header with names, formats, shapes and offsets, then the
 * numbers. {@link cloud.somersault.tuning.safetensors.WeightFolder} is a model's folder with one
 * file or several, {@link cloud.somersault.tuning.safetensors.TensorFile} one of them, mapped and
 * checked; {@link cloud.somersault.tuning.safetensors.TensorWriter} writes one as a stream.
 */
@NullMarked
package cloud.somersault.tuning.safetensors;

import org.jspecify.annotations.NullMarked;
