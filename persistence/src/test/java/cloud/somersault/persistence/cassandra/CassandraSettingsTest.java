package cloud.somersault.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users set, as the plugins and the driver find it. */
class CassandraSettingsTest {
    @Test
    void journal_snapshots_and_projections_live_in_one_keyspace_and_ask_for_a_local_quorum() {
        var config = over("somersault.cassandra.keyspace = qpu");

        assertThat(config.getString("pekko.persistence.journal.plugin"))
                .isEqualTo("pekko.persistence.cassandra.journal");
        for (var path :
                List.of(
                        "pekko.persistence.cassandra.journal.keyspace",
                        "pekko.persistence.cassandra.snapshot.keyspace",
                        "pekko.projection.cassandra.offset-store.keyspace")) {
            assertThat(config.getString(path)).isEqualTo("qpu");
        }
        for (var profile :
                List.of(
                        "somersault",
                        "pekko-projection-cassandra-profile",
                        "pekko-persistence-cassandra-snapshot-profile")) {
            assertThat(
                            config.getString(
                                    "datastax-java-driver.profiles."
                                            + profile
                                            + ".basic.request.consistency"))
                    .isEqualTo("LOCAL_QUORUM");
        }
    }

    @Test
    void contact_points_are_a_list_and_the_larger_side_of_a_split_goes_on() {
        var config = over("somersault.cassandra.contact-points = \"a:9042, b:9043\"");

        assertThat(config.getStringList("datastax-java-driver.basic.contact-points"))
                .containsExactly("a:9042", "b:9043");
        assertThat(config.getString("pekko.cluster.split-brain-resolver.active-strategy"))
                .isEqualTo("keep-majority");
    }

    @Test
    void without_a_user_nobody_logs_in_and_without_tls_nothing_is_encrypted() {
        var config = over("");

        assertThat(config.hasPath("datastax-java-driver.advanced.auth-provider.class")).isFalse();
        assertThat(config.hasPath("datastax-java-driver.advanced.ssl-engine-factory.class"))
                .isFalse();
    }

    @Test
    void a_user_and_key_stores_reach_the_driver_and_no_password_is_printed() {
        var text =
                """
                somersault.cassandra {
                  user = ada, password = lovelace
                  tls { enabled = on, trust-store = "/t.p12", trust-store-password = secret }
                }
                """;
        var config = over(text);

        var auth = config.getConfig("datastax-java-driver.advanced.auth-provider");
        assertThat(auth.getString("class")).isEqualTo("PlainTextAuthProvider");
        assertThat(auth.getString("username")).isEqualTo("ada");
        assertThat(auth.getString("password")).isEqualTo("lovelace");
        var tls = config.getConfig("datastax-java-driver.advanced.ssl-engine-factory");
        assertThat(tls.getString("class")).isEqualTo("DefaultSslEngineFactory");
        assertThat(tls.getString("truststore-path")).isEqualTo("/t.p12");
        assertThat(tls.getString("truststore-password")).isEqualTo("secret");
        assertThat(tls.getBoolean("hostname-validation")).isTrue();
        assertThat(tls.hasPath("keystore-path")).isFalse();
        assertThat(CassandraSettings.of(plain(text)).toString())
                .doesNotContain("lovelace")
                .doesNotContain("secret");
    }

    @Test
    void a_keyspace_that_cassandra_would_not_take_is_refused() {
        assertThatThrownBy(() -> over("somersault.cassandra.keyspace = \"a; DROP\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("somersault.cassandra.keyspace");
    }

    private static Config over(String text) {
        return CassandraSettings.over(plain(text));
    }

    private static Config plain(String text) {
        return ConfigFactory.parseString(text).withFallback(ConfigFactory.load());
    }
}
