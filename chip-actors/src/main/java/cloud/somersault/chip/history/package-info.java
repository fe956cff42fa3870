/**
 * What changed between two calibration versions, figure by figure. Open {@link
 * cloud.somersault.chip.history.Comparison}. When it changed is told by the stored events, which
 * are read elsewhere.
 */
@NullMarked
package cloud.somersault.chip.history;

import org.jspecify.annotations.NullMarked;
