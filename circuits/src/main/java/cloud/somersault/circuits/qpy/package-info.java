/**
 * Circuits as Qiskit's clients send them: QPY, versions 10 to 17, and NumPy's arrays beside them.
 * What is read becomes an OpenQASM 3 text and goes the way of every other program; nothing here
 * knows a door, a job or JSON. {@link cloud.somersault.circuits.qpy.Qpy} is the door of the room,
 * {@code QpyCircuits} knows the bytes, {@code Transcript} writes the text. The format is the one
 * that Qiskit describes in the documentation of its module qpy.
 */
@NullMarked
package cloud.somersault.circuits.qpy;

import org.jspecify.annotations.NullMarked;
