/**
 * The seam between an operating system for quantum computers and the electronics of a chip, served
 * by the twin: software made for the real control system can be tried on it. Messages are JSON over
 * ZeroMQ. Open {@link cloud.somersault.http.electronics.Electronics} first, which has the sockets;
 * {@link cloud.somersault.http.electronics.ElectronicsDesk} answers.
 */
@NullMarked
package cloud.somersault.http.electronics;

import org.jspecify.annotations.NullMarked;
