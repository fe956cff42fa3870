/**
 * The table of routes: each {@link cloud.somersault.http.route.Endpoint} says its method, path,
 * query parameters and operationId once, and Pekko HTTP's route is built from that. The OpenAPI
 * document is compared with the same table.
 */
@NullMarked
package cloud.somersault.http.route;

import org.jspecify.annotations.NullMarked;
