package cloud.somersault.chip;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/**
 * What {@code somersault.chip} in the configuration says; see reference.conf.
 *
 * @param role nodes with this role hold chips, qubits and couplers, others only reach them; empty
 *     for every node
 * @param chipShards shards of the chips
 * @param qubitShards shards of the qubits
 * @param couplerShards shards of the couplers
 * @param askTimeout how long to wait for an answer
 * @param importRetry how long to wait before an import is asked about again
 * @param resendInterval how long a courier waits before it knocks again
 * @param life how a chip that comes alive begins to live
 * @param data the chips: names of those that are shipped, or paths of data files
 */
public record ChipSettings(
        String role,
        int chipShards,
        int qubitShards,
        int couplerShards,
        Duration askTimeout,
        Duration importRetry,
        Duration resendInterval,
        LifeSettings life,
        List<String> data) {

    public ChipSettings {
        if (chipShards < 1 || qubitShards < 1 || couplerShards < 1) {
            throw new IllegalArgumentException("the numbers of shards are at least 1");
        }
        if (!askTimeout.isPositive() || !importRetry.isPositive() || !resendInterval.isPositive()) {
            throw new IllegalArgumentException("durations are positive");
        }
        data = List.copyOf(data);
    }

    /** From the whole configuration of an actor system. */
    public static ChipSettings of(Config config) {
        var chip = config.getConfig("somersault.chip");
        return new ChipSettings(
                chip.getString("role"),
                chip.getInt("shards.chip"),
                chip.getInt("shards.qubit"),
                chip.getInt("shards.coupler"),
                chip.getDuration("ask-timeout"),
                chip.getDuration("import-retry"),
                chip.getDuration("resend-interval"),
                life(chip.getConfig("life")),
                chip.getStringList("data"));
    }

    private static LifeSettings life(Config life) {
        var drift = life.getString("drift");
        return new LifeSettings(
                life.getLong("seed"),
                DriftModel.byId(drift)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "somersault.chip.life.drift is one of %s, not %s"
                                                .formatted(
                                                        String.join(", ", DriftModel.ids()),
                                                        drift))),
                life.getDouble("rate"));
    }
}
