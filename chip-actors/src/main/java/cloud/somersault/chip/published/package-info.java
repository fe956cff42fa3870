/**
 * The forms in which the chip's operator publishes calibrations, read and written: the cloud
 * service's answer and the chip file of its operating system. What they can't say is said in the
 * notes of what was read.
 */
@NullMarked
package cloud.somersault.chip.published;

import org.jspecify.annotations.NullMarked;
