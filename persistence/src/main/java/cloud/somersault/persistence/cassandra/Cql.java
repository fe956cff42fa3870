package cloud.somersault.persistence.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;

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

    /** All rows, a page at a time as they are wanted: of a table that may be large. */
    Source<Row, NotUsed> stream(String statement, Object... values) {
        return Source.unfoldAsync(
                        Optional.of(new Page(() -> execute(statement, Integer.MAX_VALUE, values))),
                        Cql::page)
                .mapConcat(rows -> rows);
    }

    /** One that has not been asked for yet. */
    private record Page(Supplier<CompletionStage<AsyncResultSet>> ask) {}

    private static CompletionStage<Optional<Pair<Optional<Page>, List<Row>>>> page(
            Optional<Page> next) {
        return next.isEmpty()
                ? CompletableFuture.completedStage(Optional.empty())
                : next.get()
                        .ask()
                        .get()
                        .thenApply(page -> {
                            var rows = new ArrayList<Row>();
                            page.currentPage().forEach(rows::add);
                            Optional<Page> after =
                                    page.hasMorePages()
                                            ? Optional.of(new Page(page::fetchNextPage))
                                            : Optional.empty();
                            return Optional.of(Pair.create(after, List.copyOf(rows)));
                        });
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
                                                    .setExecutionProfileName(
                                                            CassandraSettings.PROFILE);
                                    return one.executeAsync(
                                            pageRows == 1 ? bound.setPageSize(pageRows) : bound);
                                }))
                .exceptionallyCompose(
                        thrown -> CompletableFuture.failedStage(late(thrown).orElse(thrown)));
    }

    /**
     * That the database is slow or gone is no fault of the statement: whoever asked is told that no
     * answer came in time.
     */
    static Optional<Throwable> late(Throwable thrown) {
        return switch (thrown) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    late(wrapped.getCause());
            case DriverTimeoutException _, AllNodesFailedException _, QueryExecutionException _ -> {
                var late = new TimeoutException("Cassandra: " + thrown.getMessage());
                late.initCause(thrown);
                yield Optional.of(late);
            }
            default -> Optional.empty();
        };
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
