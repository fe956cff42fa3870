package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures T1: excite, wait, read. The share of ones falls as a exp(-t / T1) + b, whatever the
 * readout errors are.
 *
 * @param delaysSeconds how long is waited, one circuit for each
 */
public record Relaxation(List<Double> delaysSeconds) implements Experiment<Measured> {

    public Relaxation {
        delaysSeconds = List.copyOf(delaysSeconds);
    }

    /** Sixteen delays up to four times what T1 is thought to be. */
    public static Relaxation about(double t1Seconds) {
        return new Relaxation(Delays.even(16, 4 * t1Seconds));
    }

    @Override
    public String name() {
        return "relaxation";
    }

    @Override
    public List<Circuit> circuits() {
        return delaysSeconds.stream()
                .map(delay -> Pulses.on(1).turnX(0, Math.PI).waits(0, delay).measured())
                .collect(Collectors.toUnmodifiableList());
    }

    /** T1 in seconds. */
    @Override
    public Outcome<Measured> analyse(Readings readings) {
        return Delays.decay(delaysSeconds, readings, "T1");
    }
}
