/**
 * HTTP v1: one class of routes per room, thin, and the records that say what the JSON looks like.
 * The domain's own classes never leave the house; open {@code JobRoutes} first.
 */
@NullMarked
package cloud.somersault.http.v1;

import org.jspecify.annotations.NullMarked;
