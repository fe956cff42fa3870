package cloud.somersault.http;

import cloud.somersault.http.Arguments.WrongArgument;
import cloud.somersault.http.Node.CannotStart;
import cloud.somersault.job.JobSettings;
import cloud.somersault.persistence.archive.Database;
import cloud.somersault.persistence.audit.Replay;
import cloud.somersault.persistence.cassandra.CassandraArchive;
import cloud.somersault.persistence.cassandra.CassandraSchema;
import cloud.somersault.persistence.evidence.EvidenceCheck;
import cloud.somersault.persistence.evidence.EvidenceFile;
import cloud.somersault.persistence.evidence.EvidenceReplay;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.proof.LogVerifier;
import cloud.somersault.persistence.proof.PublicKeyText;
import cloud.somersault.persistence.proof.SignedCheckpoint;
import cloud.somersault.persistence.proof.SqliteProof;
import cloud.somersault.persistence.proof.Verification;
import cloud.somersault.persistence.proof.Witness;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * {@code audit verify} without a server: a data folder, a Cassandra or an evidence file, beside
 * whatever else is trusted.
 */
final class AuditChore {
    private static final int UNSOUND = 1;
    private static final String CHECKPOINT = "--checkpoint";
    private static final String KEY = "--key";
    private static final String REPLAY = "--replay";
    private static final double NS = 1e9;

    /** No node of a cluster. */
    private static final Map<String, String> ALONE =
            Map.of(
                    "pekko.actor.provider", "local",
                    "pekko.coordinated-shutdown.exit-jvm", "off",
                    "pekko.loglevel", "WARNING");

    private AuditChore() {}

    /**
     * Verifies.
     *
     * @param words the command line behind {@code audit}
     * @return the exit code
     */
    static int run(List<String> words, Consumer<String> say) throws WrongArgument, CannotStart {
        var rest = new ArrayList<>(words);
        if (rest.isEmpty() || !rest.removeFirst().equals("verify")) {
            throw new WrongArgument("audit what? verify");
        }
        try {
            return !rest.isEmpty() && !rest.getFirst().startsWith("--")
                    ? file(rest, say)
                    : log(rest, say);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new WrongArgument("can't be read: " + unreadable.getMessage());
        }
    }

    private static int file(List<String> words, Consumer<String> say)
            throws WrongArgument, IOException {
        var path = existing(words.removeFirst());
        boolean replay = words.remove(REPLAY);
        var trusted = trusted(words);
        if (!words.isEmpty()) {
            throw new WrongArgument("not an option: " + words.getFirst());
        }
        var file = EvidenceFile.read(Files.readAllBytes(path));
        var report = EvidenceCheck.check(file, trusted);
        report.findings().forEach(say);
        say.accept(
                report.sound()
                        ? "Job %s: %d events, a whole chain; %s."
                                .formatted(
                                        report.job(),
                                        report.events(),
                                        report.checkpoint()
                                                .map(one ->
                                                        "checkpoint %d of %s, signed by key %s, covers its end"
                                                                .formatted(
                                                                        one.number(),
                                                                        one.at(),
                                                                        one.key()))
                                                .orElse("no checkpoint"))
                        : "The evidence is not what it says it is.");
        if (trusted.isEmpty()) {
            say.accept(
                    "Who signed is what the file says: compare the key, or give one with --key.");
        }
        if (!report.sound()) {
            return UNSOUND;
        }
        return replay ? replay(file, say) : 0;
    }

    private static int replay(EvidenceFile file, Consumer<String> say) {
        var config = ConfigFactory.parseMap(ALONE).withFallback(ConfigFactory.load());
        var system = ActorSystem.<Void>create(Behaviors.empty(), "evidence", config);
        try {
            var outcome =
                    EvidenceReplay.replay(
                                    system,
                                    file,
                                    JobSettings.from(config).limits(),
                                    ForkJoinPool.commonPool())
                            .toCompletableFuture()
                            .join();
            return switch (outcome) {
                case Replay.Outcome.Replayed(var report) -> {
                    say.accept(
                            "Run again from the file: %s %s"
                                    .formatted(
                                            report.equal() ? "equal." : "DIFFERENT.",
                                            report.explanation()));
                    yield report.equal() ? 0 : UNSOUND;
                }
                case Replay.Outcome.Refused(var refusal) -> {
                    say.accept("It can't be run again: " + refusal.message());
                    yield UNSOUND;
                }
                case Replay.Outcome.Remembered _ ->
                        throw new IllegalStateException("nobody asked for single shots");
            };
        } finally {
            system.terminate();
        }
    }

    /** Where a server keeps it: in a data folder, or in Cassandra. */
    private static int log(List<String> words, Consumer<String> say)
            throws WrongArgument, CannotStart, IOException {
        var witnesses = new ArrayList<SignedCheckpoint>();
        var kept = option(words, CHECKPOINT);
        if (kept.isPresent()) {
            witnesses.addAll(new Witness(existing(kept.get())).read());
        }
        var trusted = trusted(words);
        var arguments = Arguments.parse(words, System.getenv(), Database.SQLITE);
        var against = new LogVerifier.Against(witnesses, trusted);
        long begun = System.nanoTime();
        var verification =
                arguments.database().shared()
                        ? shared(arguments, against)
                        : LogVerifier.verify(
                                arguments.data(),
                                EventLogSettings.of(Node.config(arguments)),
                                against.andWitnessOf(arguments.data()),
                                SqliteProof.threads(),
                                (_, _) -> {});
        report(verification, (System.nanoTime() - begun) / NS, say);
        return verification.sound() ? 0 : UNSOUND;
    }

    private static Verification shared(Arguments arguments, LogVerifier.Against against)
            throws CannotStart {
        var config = ConfigFactory.parseMap(ALONE).withFallback(Node.config(arguments));
        try {
            CassandraSchema.check(config);
        } catch (CassandraSchema.NotReady reason) {
            throw new CannotStart(String.valueOf(reason.getMessage()));
        }
        var system = ActorSystem.<Void>create(Behaviors.empty(), "verifier", config);
        try {
            return CassandraArchive.open(system, false)
                    .proof(arguments.data(), ForkJoinPool.commonPool())
                    .verify(against, (_, _) -> {})
                    .toCompletableFuture()
                    .join();
        } finally {
            system.terminate();
        }
    }

    private static Path existing(String file) throws WrongArgument {
        var path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new WrongArgument("there is no file " + file);
        }
        return path;
    }

    /** The public key that must have signed, if one was named. */
    private static Optional<PublicKeyText> trusted(List<String> words)
            throws WrongArgument, IOException {
        var file = option(words, KEY);
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(PublicKeyText.ofPem(Files.readString(existing(file.get()))));
    }

    /** Takes an option and its value out of the command line. */
    private static Optional<String> option(List<String> words, String name) {
        int at = words.indexOf(name);
        if (at < 0 || at + 1 >= words.size()) {
            return Optional.empty();
        }
        var value = words.get(at + 1);
        words.subList(at, at + 2).clear();
        return Optional.of(value);
    }

    private static void report(Verification verification, double seconds, Consumer<String> say) {
        for (var finding : verification.findings()) {
            say.accept("%-18s %s".formatted(finding.what(), finding.message()));
        }
        long more = verification.findingsAll() - verification.findings().size();
        if (more > 0) {
            say.accept("and %d findings more".formatted(more));
        }
        say.accept(
                String.format(
                        Locale.ROOT,
                        "%d events and %d checkpoints in %.1f s: %s",
                        verification.events(),
                        verification.checkpoints(),
                        seconds,
                        verification.sound()
                                ? "every one as it was written and signed."
                                : "the log is not what was written and signed."));
        verification
                .last()
                .ifPresent(last ->
                        say.accept(
                                "The last checkpoint is number %d of %s, signed by key %s; %d events are newer."
                                        .formatted(
                                                last.checkpoint().number(),
                                                last.checkpoint().at(),
                                                last.checkpoint().key(),
                                                verification.uncovered())));
    }
}
