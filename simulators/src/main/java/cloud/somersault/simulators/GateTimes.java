package cloud.somersault.simulators;

/**
 * What goes on while gates are played. With no durations, gates are instants between waits.
 *
 * @param pulseSeconds how long a pulse takes: detuning and residual ZZ act that long
 * @param czSeconds how long a two-qubit gate takes
 * @param relaxing whether T1 and T2 act during gates too; not to be asked for when the gate errors
 *     were measured by benchmarking, which contain it
 */
public record GateTimes(double pulseSeconds, double czSeconds, boolean relaxing) {

    /** Gates are instants. */
    public static final GateTimes INSTANT = new GateTimes(0, 0, false);

    public GateTimes {
        if (!(pulseSeconds >= 0 && czSeconds >= 0)
                || !Double.isFinite(pulseSeconds)
                || !Double.isFinite(czSeconds)) {
            throw new IllegalArgumentException(
                    "gates take " + pulseSeconds + " s and " + czSeconds + " s");
        }
    }
}
