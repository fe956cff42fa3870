package cloud.somersault.job.placement;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.util.HashMap;
import java.util.Map;

/**
 * How much chip time a tenant may take.
 *
 * @param windowSeconds it is counted over the last so many wall seconds
 * @param usualSeconds chip seconds of a tenant of whom nothing else is said
 * @param tenantsSeconds by name, of whom something else is said
 */
public record ChipTimeRules(
        double windowSeconds, double usualSeconds, Map<String, Double> tenantsSeconds) {
    /** The limit's name, as refusals and meters have it. */
    public static final String LIMIT = "chip-time.max";

    /** More than this is no limit. */
    private static final double ENDLESS_SECONDS = 365 * 24 * 3600.0;

    public ChipTimeRules {
        tenantsSeconds = Map.copyOf(tenantsSeconds);
        if (!(windowSeconds > 0)
                || !(usualSeconds > 0)
                || tenantsSeconds.values().stream().anyMatch(most -> !(most > 0))) {
            throw new IllegalArgumentException("the window and the limits are more than 0");
        }
    }

    /** From {@code somersault.job.chip-time}. */
    public static ChipTimeRules from(Config config) {
        var tenants = new HashMap<String, Double>();
        for (var tenant : config.getObject("tenants").entrySet()) {
            tenants.put(
                    tenant.getKey(), seconds(((ConfigObject) tenant.getValue()).toConfig(), "max"));
        }
        return new ChipTimeRules(seconds(config, "window"), seconds(config, "usual.max"), tenants);
    }

    private static double seconds(Config config, String key) {
        return config.getDuration(key).toMillis() / 1e3;
    }

    /** A tenant's limit, chip seconds within the window. */
    double of(String tenant) {
        return tenantsSeconds.getOrDefault(tenant, usualSeconds);
    }

    /** Whether there is any limit. */
    public boolean limited() {
        return usualSeconds < ENDLESS_SECONDS
                || tenantsSeconds.values().stream().anyMatch(most -> most < ENDLESS_SECONDS);
    }
}
