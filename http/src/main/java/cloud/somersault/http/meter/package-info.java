/**
 * What this node measures of itself, for Prometheus. {@link cloud.somersault.http.meter.Meters} has
 * everything; the rooms tell it through interfaces of their own and know no Micrometer.
 */
@NullMarked
package cloud.somersault.http.meter;

import org.jspecify.annotations.NullMarked;
