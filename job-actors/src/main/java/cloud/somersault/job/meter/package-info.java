/** What there is to measure about jobs; whoever measures is told through {@code JobMeters}. */
@NullMarked
package cloud.somersault.job.meter;

import org.jspecify.annotations.NullMarked;
