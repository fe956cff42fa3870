package cloud.somersault.persistence.journal;

import cloud.somersault.job.ResultStore;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Large results beside the events, in the same file, found by their digest. A result is put through
 * the same commits as the events: when {@link #put} is acknowledged the disk has it, and an event
 * that is persisted after it can never be found without it. They lie there packed: the counts of
 * many qubits are long texts of few different letters.
 */
public final class SqliteResultStore implements ResultStore {
    private final EventLog log;

    public SqliteResultStore(EventLog log) {
        this.log = log;
    }

    /**
     * Keeps the content under its digest. Putting the same again is harmless; putting another
     * content under a known digest fails with {@link IllegalStateException} and changes nothing.
     */
    @Override
    public CompletionStage<Void> put(String digest, byte[] content) {
        var stored = Packed.pack(content);
        return log.write(transaction -> {
            var insert =
                    transaction.prepared(
                            "INSERT INTO results (digest, bytes) VALUES (?, ?)"
                                    + " ON CONFLICT DO NOTHING");
            insert.setString(1, digest);
            insert.setBytes(2, stored);
            if (insert.executeUpdate() == 0
                    && !Arrays.equals(content, find(transaction.session(), digest))) {
                throw new IllegalStateException(
                        "another result is stored under the digest " + digest);
            }
        });
    }

    /** The content of a digest; empty when nothing was put under it. */
    @Override
    public CompletionStage<Optional<byte[]>> get(String digest) {
        return log.readLater(session -> Optional.ofNullable(find(session, digest)));
    }

    static byte @Nullable [] find(Session session, String digest) throws SQLException {
        var query = session.prepared("SELECT bytes FROM results WHERE digest = ?");
        query.setString(1, digest);
        try (var rows = query.executeQuery()) {
            return rows.next() ? Packed.unpack(EventTable.bytes(rows, 1)) : null;
        }
    }
}
