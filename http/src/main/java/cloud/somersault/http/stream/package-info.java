/**
 * Server-sent events: how an endless sequence of events is written to a connection that may be cut
 * at any time and resumed.
 */
@NullMarked
package cloud.somersault.http.stream;

import org.jspecify.annotations.NullMarked;
