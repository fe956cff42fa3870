/**
 * Matrices of weights and their products, on as many threads as there are: the results are the same
 * bits for any number of them. Rows are row-major float arrays. Open {@link
 * cloud.somersault.tuning.tensor.Products} first.
 */
@NullMarked
package cloud.somersault.tuning.tensor;

import org.jspecify.annotations.NullMarked;
