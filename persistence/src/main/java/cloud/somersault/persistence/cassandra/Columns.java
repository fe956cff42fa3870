package cloud.somersault.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Columns that are there, and many reads at once. */
final class Columns {
    private Columns() {}

    static String text(Row row, String column) {
        return maybeText(row, column).orElseThrow(() -> missing(column));
    }

    static Optional<String> maybeText(Row row, String column) {
        return Optional.ofNullable(row.getString(column));
    }

    static LocalDate day(Row row, String column) {
        return Optional.ofNullable(row.getLocalDate(column)).orElseThrow(() -> missing(column));
    }

    static Instant moment(Row row, String column) {
        return Optional.ofNullable(row.getInstant(column)).orElseThrow(() -> missing(column));
    }

    static Map<String, Long> numbers(Row row, String column) {
        var numbers = row.getMap(column, String.class, Long.class);
        return numbers == null ? Map.of() : numbers;
    }

    static int size(Row row, String column) {
        var numbers = row.getSet(column, Integer.class);
        return numbers == null ? 0 : numbers.size();
    }

    private static IllegalStateException missing(String column) {
        return new IllegalStateException("a row lacks the column " + column);
    }

    /** Asks for all at once; the answers in the order of the questions. */
    static <T, R> CompletionStage<List<R>> each(
            List<T> questions, Function<T, CompletionStage<R>> ask) {
        var asked = questions.stream().map(one -> ask.apply(one).toCompletableFuture()).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(_ -> asked.stream().map(CompletableFuture::join).toList());
    }
}
