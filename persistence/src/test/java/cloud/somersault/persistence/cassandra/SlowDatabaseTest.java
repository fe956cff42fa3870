package cloud.somersault.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.retry.RetryDecision;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.WriteType;
import com.datastax.oss.driver.api.core.session.ProgrammaticArguments;
import com.datastax.oss.driver.internal.core.context.DefaultDriverContext;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a node does while its Cassandra answers only after seconds. */
class SlowDatabaseTest {
    /** What a replica keeps a write at most before it drops it: write_request_timeout. */
    private static final Duration REPLICA = Duration.ofSeconds(2);

    private final Config config =
            CassandraSettings.over(
                    ConfigFactory.parseMap(Map.of("somersault.database", "cassandra"))
                            .withFallback(ConfigFactory.load()));

    @Test
    void an_entity_whose_write_failed_is_read_again_only_when_the_write_can_not_arrive_any_more() {
        var statement =
                config.getDuration(
                        "datastax-java-driver.profiles.somersault.basic.request.timeout");
        assertThat(config.getDuration("somersault.restart-after-journal-failure.least"))
                .isGreaterThan(statement.plus(REPLICA));
        assertThat(
                        config.getDuration(
                                "pekko.persistence.cassandra.events-by-tag.tag-write-timeout"))
                .isGreaterThan(statement);
    }

    @Test
    void on_the_embedded_journal_nobody_waits_for_what_is_known_to_have_failed() {
        assertThat(
                        ConfigFactory.load()
                                .getDuration("somersault.restart-after-journal-failure.least"))
                .isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void a_write_of_unknown_outcome_is_repeated_once_unless_it_has_a_condition() {
        assertThat(verdict(DefaultWriteType.SIMPLE, 0)).isEqualTo(RetryDecision.RETRY_SAME);
        assertThat(verdict(DefaultWriteType.SIMPLE, 1)).isEqualTo(RetryDecision.RETHROW);
        assertThat(verdict(DefaultWriteType.CAS, 0)).isEqualTo(RetryDecision.RETHROW);
    }

    @Test
    void whoever_asks_a_database_that_does_not_answer_is_told_that_it_is_late() {
        var thrown = new CompletionException(new DriverTimeoutException("after PT5S"));
        assertThat(Cql.late(thrown))
                .hasValueSatisfying(late ->
                        assertThat(late)
                                .isInstanceOf(TimeoutException.class)
                                .hasMessageContaining("after PT5S"));
        assertThat(Cql.late(new IllegalStateException("a fault of ours"))).isEmpty();
    }

    private RetryDecision verdict(WriteType type, int repeated) {
        var loader = DriverConfigLoader.fromString("basic.session-name = retries");
        var context = new DefaultDriverContext(loader, ProgrammaticArguments.builder().build());
        ConsistencyLevel quorum = DefaultConsistencyLevel.LOCAL_QUORUM;
        return new WritesAgain(context, "somersault")
                .onWriteTimeoutVerdict(
                        SimpleStatement.newInstance("INSERT"), quorum, type, 2, 1, repeated)
                .getRetryDecision();
    }
}
