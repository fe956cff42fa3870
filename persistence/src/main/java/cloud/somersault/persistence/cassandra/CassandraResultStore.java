package cloud.somersault.persistence.cassandra;

import cloud.somersault.job.ResultStore;
import cloud.somersault.job.model.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Large content in pieces that Cassandra likes. The pieces are written first and the row that says
 * how many there are last, so what is found is whole.
 */
final class CassandraResultStore implements ResultStore {
    private static final int PIECE_BYTES = 512 * 1024;

    private static final String HEAD =
            "SELECT pieces, bytes, sha256 FROM @results WHERE digest = ?";
    private static final String PUT_HEAD =
            "INSERT INTO @results (digest, pieces, bytes, sha256) VALUES (?, ?, ?, ?)";
    private static final String PIECE =
            "SELECT content FROM @result_pieces WHERE digest = ? AND piece = ?";
    private static final String PUT_PIECE =
            "INSERT INTO @result_pieces (digest, piece, content) VALUES (?, ?, ?)";

    private final Cql cql;

    CassandraResultStore(Cql cql) {
        this.cql = cql;
    }

    /**
     * Keeps the content under its digest. Putting the same again is harmless; putting another
     * content under a known digest fails with {@link IllegalStateException} and changes nothing.
     */
    @Override
    public CompletionStage<Void> put(String digest, byte[] content) {
        var sha256 = Digest.sha256(content);
        return cql.row(HEAD, digest)
                .thenCompose(known -> {
                    if (known.isEmpty()) {
                        return putPieces(digest, content, 0)
                                .thenCompose(pieces ->
                                        cql.write(
                                                PUT_HEAD,
                                                digest,
                                                pieces,
                                                (long) content.length,
                                                sha256));
                    }
                    if (!sha256.equals(known.get().getString("sha256"))) {
                        throw new IllegalStateException(
                                "another result is stored under the digest " + digest);
                    }
                    return CompletableFuture.completedFuture(null);
                });
    }

    /** One piece after the other: a large content does not crowd out everyone else's requests. */
    private CompletionStage<Integer> putPieces(String digest, byte[] content, int piece) {
        int from = piece * PIECE_BYTES;
        if (from >= content.length) {
            return CompletableFuture.completedFuture(piece);
        }
        var bytes = ByteBuffer.wrap(content, from, Math.min(PIECE_BYTES, content.length - from));
        return cql.write(PUT_PIECE, digest, piece, bytes.slice())
                .thenCompose(_ -> putPieces(digest, content, piece + 1));
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(String digest) {
        return cql.row(HEAD, digest)
                .thenCompose(head -> {
                    if (head.isEmpty()) {
                        return CompletableFuture.completedFuture(Optional.empty());
                    }
                    var content = new byte[Math.toIntExact(head.get().getLong("bytes"))];
                    return pieces(digest, head.get().getInt("pieces"), content)
                            .thenApply(_ -> {
                                if (!Digest.sha256(content)
                                        .equals(head.get().getString("sha256"))) {
                                    throw new IllegalStateException(
                                            "the content of " + digest + " is not what was put");
                                }
                                return Optional.of(content);
                            });
                });
    }

    private CompletionStage<Void> pieces(String digest, int pieces, byte[] content) {
        var all = new ArrayList<CompletableFuture<?>>();
        for (int piece = 0; piece < pieces; piece++) {
            int at = piece * PIECE_BYTES;
            int number = piece;
            all.add(
                    cql.row(PIECE, digest, number)
                            .thenAccept(row -> {
                                var bytes =
                                        row.map(one -> one.getByteBuffer("content"))
                                                .orElseThrow(() ->
                                                        new IllegalStateException(
                                                                "piece %d of %s is missing"
                                                                        .formatted(
                                                                                number, digest)));
                                bytes.get(content, at, bytes.remaining());
                            })
                            .toCompletableFuture());
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }
}
