/**
 * Chance that can be asked twice: the counter-based generator Philox and, on top of it, the random
 * numbers of one shot. Nothing here has state, so shots may run in any order on any machine. Open
 * {@link cloud.somersault.simulators.random.ShotRandom} first.
 */
@NullMarked
package cloud.somersault.simulators.random;

import org.jspecify.annotations.NullMarked;
