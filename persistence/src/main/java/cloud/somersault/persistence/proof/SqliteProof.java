package cloud.somersault.persistence.proof;

import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.EventLogSettings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * The proof of a data folder's log, with the witness that lies beside it.
 *
 * @param executor on which verifications wait for their threads
 */
public record SqliteProof(
        EventLog log, EventLogSettings settings, Path witnessFolder, Executor executor)
        implements Provable {
    /** As offline: one thread for each processor reads and computes. */
    private static final int THREADS_MAX = 8;

    /** How many threads a verification takes on this machine. */
    public static int threads() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, THREADS_MAX);
    }

    @Override
    public Coverage coverage(Signer.Settings audit) {
        return new SqliteCoverage(log, audit.eventsMax());
    }

    @Override
    public CompletionStage<Verification> verify(
            LogVerifier.Against against, BiConsumer<Long, Long> progress) {
        return CompletableFuture.supplyAsync(
                () ->
                        LogVerifier.verify(
                                folder(),
                                settings,
                                against.andWitnessOf(witnessFolder),
                                threads(),
                                progress),
                executor);
    }

    private Path folder() {
        var folder = log.file().getParent();
        if (folder == null) {
            throw new IllegalStateException("a log lies in a folder");
        }
        return folder;
    }
}
