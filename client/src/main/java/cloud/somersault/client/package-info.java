/**
 * The HTTP API as Java: {@link cloud.somersault.client.Cloud} asks, records answer. The command
 * line and the load tests both knock at the door with it.
 *
 * <p>Nothing here prints. Open {@code Cloud} first.
 */
@NullMarked
package cloud.somersault.client;

import org.jspecify.annotations.NullMarked;
