package cloud.somersault.persistence.retention;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long contents are kept; {@code reference.conf} explains each key.
 *
 * @param seals whether new contents are sealed
 * @param folder of the keys
 * @param masterKey the file of the key that wraps them
 * @param daysUsual how many days the contents of a tenant are kept of whom nothing else is said; 0:
 *     for ever
 * @param days the same of tenants of whom something is said
 * @param lookInterval how often it is looked for what is too old
 * @param patience how long an erasure may take until its answer
 */
public record RetentionSettings(
        boolean seals,
        Path folder,
        Path masterKey,
        int daysUsual,
        Map<String, Integer> days,
        Duration lookInterval,
        Duration patience) {
    public RetentionSettings {
        days = Map.copyOf(days);
    }

    /**
     * Reads {@code somersault.retention} of a whole configuration, for keys beside a data folder.
     */
    public static RetentionSettings of(Config config, Path dataFolder) {
        var own = config.getConfig("somersault.retention");
        var named = own.getString("folder");
        var folder = named.isEmpty() ? dataFolder.resolve("content-keys") : Path.of(named);
        var master = own.getString("master-key-file");
        var tenants = own.getObject("tenants");
        var days = new TreeMap<String, Integer>();
        for (var tenant : tenants.keySet()) {
            days.put(tenant, tenants.toConfig().getInt("\"" + tenant + "\".days"));
        }
        return new RetentionSettings(
                own.getBoolean("seal"),
                folder,
                master.isEmpty() ? folder.resolve("master.key") : Path.of(master),
                own.getInt("days"),
                days,
                own.getDuration("look-interval"),
                own.getDuration("erasure-patience"));
    }

    /** How many days a tenant's contents are kept; empty: for ever. */
    Optional<Integer> daysOf(String tenant) {
        return Optional.of(days.getOrDefault(tenant, daysUsual)).filter(some -> some > 0);
    }
}
