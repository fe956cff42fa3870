/**
 * The one room that knows SIMD (the JDK's incubating Vector API). Behind its doors every kernel has
 * a scalar twin that gives the same bits: the same operations on each element in the same order,
 * with fused multiply-adds in the same places, and sums over a fixed tree that is not as wide as
 * the machine's vectors happen to be.
 */
@NullMarked
package cloud.somersault.simulators.simd;

import org.jspecify.annotations.NullMarked;
