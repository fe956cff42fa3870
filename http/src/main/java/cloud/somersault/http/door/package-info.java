/**
 * Doors for clients that exist: other vendors' protocols beside this house's own API, each in a
 * room of its own. They translate and decide nothing: a job that came through one of them is a job
 * like any other. Open {@link cloud.somersault.http.door.DoorJobs} first. docs/doors.md says what
 * each of them does.
 */
@NullMarked
package cloud.somersault.http.door;

import org.jspecify.annotations.NullMarked;
