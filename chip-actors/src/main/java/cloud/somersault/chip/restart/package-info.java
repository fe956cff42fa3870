/** How long an entity of any module waits until it reads its log again after a failed write. */
@NullMarked
package cloud.somersault.chip.restart;

import org.jspecify.annotations.NullMarked;
