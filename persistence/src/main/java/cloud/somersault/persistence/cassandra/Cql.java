package cloud.somersault.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Statements in our keyspace, prepared once each; a table is written {@code @jobs} in them. All of
 * them may be sent twice without harm: the driver does so when a node of the database does not
 * answer.
 */
final class Cql {
    private final CompletionStage<CqlSession> session;
    private final String keyspace;
    private final ConcurrentHashMap<String, CompletableFuture<PreparedStatement>> prepared =
            new ConcurrentHashMap<>();

    Cql(CompletionStage<CqlSession> session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
    }

    /** Completes when enough replicas have it. */
    CompletionStage<Void> write(String statement, Object... values) {
        return execute(statement, Integer.MAX_VALUE, values).thenAccept(_ -> {});
    }

    /** The first row, if there is one. */
    CompletionStage<Optional<Row>> row(String statement, Object... values) {
        return execute(statement, 1, values).thenApply(found -> Optional.ofNullable(found.one()));
    }

    /** All rows; the statement says how many there may be. */
    CompletionStage<List<Row>> rows(String statement, Object... values) {
        return execute(statement, Integer.MAX_VALUE, values)
                .thenCompose(first -> rest(first, new ArrayList<>()));
    }

    private static CompletionStage<List<Row>> rest(AsyncResultSet page, List<Row> soFar) {
        page.currentPage().forEach(soFar::add);
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> rest(next, soFar))
                : CompletableFuture.completedStage(List.copyOf(soFar));
    }

    private CompletionStage<AsyncResultSet> execute(
            String statement, int pageRows, Object... values) {
        return session.thenCompose(one ->
                prepare(one, statement)
                        .thenCompose(ready -> {
                            var bound =
                                    ready.bind(values)
                                            .setExecutionProfileName(CassandraSettings.PROFILE);
                            return one.executeAsync(
                                    pageRows == 1 ? bound.setPageSize(pageRows) : bound);
                        }));
    }

    private CompletionStage<PreparedStatement> prepare(CqlSession one, String statement) {
        return prepared.computeIfAbsent(
                statement,
                text -> {
                    var preparing =
                            one.prepareAsync(text.replace("@", keyspace + "."))
                                    .toCompletableFuture();
                    // What could not be prepared now may be later.
                    preparing.exceptionally(_ -> {
                        prepared.remove(text, preparing);
                        return null;
                    });
                    return preparing;
                });
    }
}
