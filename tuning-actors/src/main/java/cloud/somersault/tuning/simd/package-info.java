/**
 * The one room of tuning that knows SIMD. Every kernel has a scalar twin that gives the same bits:
 * an element of a product is one chain of fused multiply-adds over the inner index in its order,
 * and a sum over a row runs in sixteen chains that are folded by one fixed tree, however wide the
 * machine's vectors are. Start with {@link cloud.somersault.tuning.simd.ProductKernel}.
 */
@NullMarked
package cloud.somersault.tuning.simd;

import org.jspecify.annotations.NullMarked;
