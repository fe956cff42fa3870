/**
 * The real server as a process of its own, asked over HTTP and treated badly: killed, fed nonsense,
 * joined by a second node. {@link cloud.somersault.load.Servers} starts it.
 *
 * <p>What a room does by itself is tested in that room.
 */
@NullMarked
package cloud.somersault.load;

import org.jspecify.annotations.NullMarked;
