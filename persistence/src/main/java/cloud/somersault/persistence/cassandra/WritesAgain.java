package cloud.somersault.persistence.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.retry.RetryVerdict;
import com.datastax.oss.driver.api.core.servererrors.WriteType;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.internal.core.retry.DefaultRetryPolicy;

/**
 * Repeats a write of which Cassandra can't say whether it arrived, once, as long as the statement's
 * own time lasts: the driver asks here only for statements that may be sent twice; one with a
 * condition may not. So an unknown outcome, after which an entity has to wait and be read again,
 * becomes rarer.
 */
public final class WritesAgain extends DefaultRetryPolicy {

    /** As the driver makes it, from the class's name in the configuration. */
    public WritesAgain(DriverContext context, String profileName) {
        super(context, profileName);
    }

    @Override
    public RetryVerdict onWriteTimeoutVerdict(
            Request statement,
            ConsistencyLevel consistency,
            WriteType writeType,
            int needed,
            int arrived,
            int repeated) {
        return repeated == 0 && !WriteType.CAS.equals(writeType)
                ? RetryVerdict.RETRY_SAME
                : RetryVerdict.RETHROW;
    }
}
