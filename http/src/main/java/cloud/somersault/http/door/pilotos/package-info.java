/**
 * The API of Origin's PilotOS, which their C++ and Python clients speak to a chip of one's own.
 * Errors are in the body, as a number and a text, whatever goes wrong the status is 200. Open
 * {@link cloud.somersault.http.door.pilotos.PilotOsDoor} first; {@link
 * cloud.somersault.http.door.pilotos.PilotOsPush} is the same over a socket of its own.
 */
@NullMarked
package cloud.somersault.http.door.pilotos;

import org.jspecify.annotations.NullMarked;
