/**
 * Amazon Braket's API for quantum tasks, and beside it as much of an object store as its clients
 * need to fetch results. Open {@link cloud.somersault.http.door.braket.BraketDoor} first; {@link
 * cloud.somersault.http.door.braket.BraketProgram} reads what is to be run.
 */
@NullMarked
package cloud.somersault.http.door.braket;

import org.jspecify.annotations.NullMarked;
