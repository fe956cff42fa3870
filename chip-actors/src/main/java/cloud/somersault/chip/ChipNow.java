package cloud.somersault.chip;

/**
 * A chip at one moment, the two sides of it together.
 *
 * @param snapshot what is known: the calibration published last
 * @param clock what names the truth
 */
public record ChipNow(ChipSnapshot snapshot, ChipClock clock) {}
