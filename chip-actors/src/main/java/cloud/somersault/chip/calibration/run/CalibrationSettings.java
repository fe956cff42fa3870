package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.calibration.AutoSettings;
import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What {@code somersault.chip.calibration} in the configuration says; see reference.conf.
 *
 * @param role nodes with this role hold the calibrations; empty for every node
 * @param askTimeout how long to wait for an answer
 * @param poll how often a calibration looks whether there is something to do
 * @param automatic whether chips are calibrated by themselves, until somebody switches
 * @param rounds how that is done
 */
public record CalibrationSettings(
        String role, Duration askTimeout, Duration poll, boolean automatic, AutoSettings rounds) {

    /** From the whole configuration of an actor system. */
    public static CalibrationSettings of(Config config) {
        var chip = config.getConfig("somersault.chip");
        var auto = chip.getConfig("calibration.auto");
        return new CalibrationSettings(
                chip.getString("role"),
                chip.getDuration("ask-timeout"),
                chip.getDuration("calibration.poll"),
                auto.getBoolean("enabled"),
                new AutoSettings(
                        auto.getDuration("round").toMillis() * 1e-3,
                        auto.getDouble("share"),
                        auto.getDouble("saved-rounds")));
    }
}
