package cloud.somersault.persistence.cassandra;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the database is reached; {@code somersault.cassandra} in {@code reference.conf} explains each
 * key.
 *
 * @param contactPoints some of its nodes, host:port
 * @param dataCenter the one that this cloud lives in
 * @param keyspace of all tables
 * @param replicationFactor of a keyspace that the schema step makes
 * @param consistency of reads and writes
 * @param login none when the database lets everyone in
 * @param tls none to speak in the clear
 * @param patience how long a starting node waits for the database
 */
public record CassandraSettings(
        List<String> contactPoints,
        String dataCenter,
        String keyspace,
        int replicationFactor,
        String consistency,
        Optional<Login> login,
        Optional<Tls> tls,
        Duration patience) {
    /** The execution profile of all our statements, the plugins' included. */
    static final String PROFILE = "somersault";

    /** Who we are to the database. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /**
     * What is trusted, and what we show; empty texts are left out.
     *
     * @param hostnameValidation whether a node's certificate must name its host
     */
    public record Tls(
            String trustStore,
            String trustStorePassword,
            String keyStore,
            String keyStorePassword,
            boolean hostnameValidation) {
        @Override
        public String toString() {
            return "Tls[" + trustStore + ", " + keyStore + "]";
        }
    }

    public CassandraSettings {
        contactPoints = List.copyOf(contactPoints);
        if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
            throw new IllegalArgumentException(
                    "somersault.cassandra.keyspace is lower-case letters, digits and _: "
                            + keyspace);
        }
    }

    /** Reads {@code somersault.cassandra} of a whole configuration. */
    public static CassandraSettings of(Config config) {
        var own = config.getConfig("somersault.cassandra");
        var user = own.getString("user");
        var tls = own.getConfig("tls");
        return new CassandraSettings(
                Arrays.stream(own.getString("contact-points").split(","))
                        .map(String::strip)
                        .filter(point -> !point.isEmpty())
                        .toList(),
                own.getString("data-center"),
                own.getString("keyspace"),
                own.getInt("replication-factor"),
                own.getString("consistency"),
                user.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Login(user, own.getString("password"))),
                tls.getBoolean("enabled")
                        ? Optional.of(
                                new Tls(
                                        tls.getString("trust-store"),
                                        tls.getString("trust-store-password"),
                                        tls.getString("key-store"),
                                        tls.getString("key-store-password"),
                                        tls.getBoolean("hostname-validation")))
                        : Optional.empty(),
                own.getDuration("patience"));
    }

    /**
     * The configuration of a node that keeps everything in Cassandra: the plugins, the driver and
     * the cluster are set up for it. Only system properties say more.
     */
    public static Config over(Config config) {
        var settings = of(config);
        return ConfigFactory.systemProperties()
                .withFallback(ConfigFactory.parseMap(settings.plugins(), "somersault.cassandra"))
                .withFallback(ConfigFactory.parseMap(settings.driver(), "somersault.cassandra"))
                .withFallback(ConfigFactory.parseResources("somersault-cassandra.conf"))
                .withFallback(config)
                .resolve();
    }

    private Map<String, Object> plugins() {
        return Map.of(
                "pekko.persistence.cassandra.journal.keyspace", keyspace,
                "pekko.persistence.cassandra.snapshot.keyspace", keyspace,
                "pekko.projection.cassandra.offset-store.keyspace", keyspace);
    }

    private Map<String, Object> driver() {
        var driver = new HashMap<String, Object>();
        driver.put("datastax-java-driver.basic.contact-points", contactPoints);
        driver.put("datastax-java-driver.basic.load-balancing-policy.local-datacenter", dataCenter);
        for (var profile :
                List.of(
                        PROFILE,
                        "pekko-persistence-cassandra-profile",
                        "pekko-persistence-cassandra-snapshot-profile",
                        "pekko-projection-cassandra-profile")) {
            driver.put(
                    "datastax-java-driver.profiles." + profile + ".basic.request.consistency",
                    consistency);
        }
        login.ifPresent(one -> {
            var auth = "datastax-java-driver.advanced.auth-provider.";
            driver.put(auth + "class", "PlainTextAuthProvider");
            driver.put(auth + "username", one.user());
            driver.put(auth + "password", one.password());
        });
        tls.ifPresent(one -> {
            var ssl = "datastax-java-driver.advanced.ssl-engine-factory.";
            driver.put(ssl + "class", "DefaultSslEngineFactory");
            driver.put(ssl + "hostname-validation", one.hostnameValidation());
            putUnlessEmpty(driver, ssl + "truststore-path", one.trustStore());
            putUnlessEmpty(driver, ssl + "truststore-password", one.trustStorePassword());
            putUnlessEmpty(driver, ssl + "keystore-path", one.keyStore());
            putUnlessEmpty(driver, ssl + "keystore-password", one.keyStorePassword());
        });
        return driver;
    }

    private static void putUnlessEmpty(Map<String, Object> driver, String key, String value) {
        if (!value.isEmpty()) {
            driver.put(key, value);
        }
    }
}
