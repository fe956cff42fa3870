package cloud.somersault.job.queue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the operator has laid down about the queue.
 *
 * @param waitingJobsMax of all tenants together
 * @param usual for every tenant of whom nothing else is said
 * @param tenants by name, for whom something else is said
 * @param reservations booked times
 */
public record QueueRules(
        int waitingJobsMax,
        TenantRules usual,
        Map<String, TenantRules> tenants,
        List<Reservation> reservations) {

    public QueueRules {
        tenants = Map.copyOf(tenants);
        reservations = List.copyOf(reservations);
    }

    /**
     * What a tenant may have.
     *
     * @param weight its share beside others that have work: 2 gets twice what 1 gets
     * @param waitingJobsMax its jobs that may wait
     * @param runningSecondsMax its work, by the estimates, that may be under way at once; one shard
     *     always may
     */
    public record TenantRules(double weight, int waitingJobsMax, double runningSecondsMax) {
        public TenantRules {
            if (!(weight > 0) || !(runningSecondsMax > 0) || waitingJobsMax < 1) {
                throw new IllegalArgumentException(
                        "weight, running work and waiting jobs of a tenant are more than 0");
            }
        }
    }

    /**
     * A booked session: while it lasts, at least this share of the machine is its tenant's,
     * whenever it has work, before anything is shared out. What is booked is paid for: it is not
     * counted against the tenant's share of the rest.
     *
     * @param share 0 to 1
     */
    public record Reservation(String tenant, Instant from, Instant until, double share) {
        public Reservation {
            if (!(share > 0) || !(share <= 1)) {
                throw new IllegalArgumentException("a reserved share is more than 0, at most 1");
            }
        }

        boolean lasts(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /** All tenants alike, without a limit on running work. */
    public static QueueRules equal(int waitingJobsMax, int waitingJobsPerTenantMax) {
        return new QueueRules(
                waitingJobsMax,
                new TenantRules(1, waitingJobsPerTenantMax, Double.MAX_VALUE),
                Map.of(),
                List.of());
    }

    /** The rules for a tenant. */
    public TenantRules of(String tenant) {
        return tenants.getOrDefault(tenant, usual);
    }

    /** From {@code somersault.job.queue}. */
    public static QueueRules from(Config queue) {
        var usual = queue.getConfig("usual");
        var tenants = new HashMap<String, TenantRules>();
        for (var tenant : queue.getObject("tenants").entrySet()) {
            var own = ((ConfigObject) tenant.getValue()).toConfig().withFallback(usual);
            tenants.put(tenant.getKey(), tenantRules(own));
        }
        var reservations = new ArrayList<Reservation>();
        for (var booked : queue.getConfigList("reservations")) {
            reservations.add(
                    new Reservation(
                            booked.getString("tenant"),
                            Instant.parse(booked.getString("from")),
                            Instant.parse(booked.getString("until")),
                            booked.getDouble("share")));
        }
        return new QueueRules(queue.getInt("jobs-max"), tenantRules(usual), tenants, reservations);
    }

    private static TenantRules tenantRules(Config tenant) {
        return new TenantRules(
                tenant.getDouble("weight"),
                tenant.getInt("jobs-max"),
                tenant.getDuration("running-max").toMillis() / 1e3);
    }
}
