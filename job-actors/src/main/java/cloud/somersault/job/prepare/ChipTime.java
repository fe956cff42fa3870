package cloud.somersault.job.prepare;

import cloud.somersault.chip.ChipDurations;

/**
 * How long shots keep a chip. One shot is the pulses, the readout, and a wait until every qubit has
 * fallen back to |0> by itself. The chip's data names the whole of it, the shot period, with its
 * source; a program that is longer than that takes what it takes.
 */
public final class ChipTime {
    private ChipTime() {}

    /**
     * From one shot to the next, seconds.
     *
     * @param programSeconds pulses and waits of the compiled program, readout excluded
     */
    public static double shotSeconds(ChipDurations chip, double programSeconds) {
        return Math.max(chip.shotPeriodSeconds(), programSeconds + chip.readoutSeconds());
    }

    /** All shots of a program, seconds. */
    public static double seconds(ChipDurations chip, double programSeconds, long shots) {
        return shots * shotSeconds(chip, programSeconds);
    }

    /** What a job is expected to take of a chip before it is compiled, seconds. */
    public static double expectedSeconds(ChipDurations chip, int programs, long shots) {
        return programs * seconds(chip, 0, shots);
    }
}
