package cloud.somersault.persistence.proof;

import cloud.somersault.persistence.journal.ChainScan;
import cloud.somersault.persistence.journal.ChainScan.Last;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.LogFileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Verifies the log of a data folder from outside: every chain is computed again, and what every
 * checkpoint has signed is compared with what is there. A server may be writing meanwhile; nothing
 * is changed.
 *
 * <p>What a chain alone can't tell, a checkpoint does: an entity that is gone altogether, a tail
 * that was cut off, an entity whose events were rewritten together with their chain. What was
 * signed of each entity lies beside the log and is itself proved by the signature, so that it can
 * be said which entity and which event is concerned.
 */
public final class LogVerifier {
    private static final int FINDINGS_MAX = 1_000;

    private final Path dataFolder;
    private final EventLogSettings settings;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private long findingsAll;

    /**
     * Against what, besides the log itself.
     *
     * @param witnesses checkpoints that were kept elsewhere
     * @param trusted a key that must have signed
     */
    public record Against(List<SignedCheckpoint> witnesses, Optional<PublicKeyText> trusted) {
        /** Nothing else. */
        public static final Against ITSELF = new Against(List.of(), Optional.empty());

        public Against {
            witnesses = List.copyOf(witnesses);
        }

        /**
         * And the witness in the data folder, if there is one.
         *
         * @throws UncheckedIOException when it can't be read
         */
        public Against andWitnessOf(Path dataFolder) {
            var all = new ArrayList<>(witnesses);
            try {
                all.addAll(Witness.in(dataFolder).read());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("the witness can't be read", unreadable);
            }
            return new Against(all, trusted);
        }
    }

    /** A window that is not as it was signed. */
    private record Window(CheckpointChain.Link link, Map<String, Last> found, long events) {}

    private LogVerifier(Path dataFolder, EventLogSettings settings) {
        this.dataFolder = dataFolder;
        this.settings = settings;
    }

    /**
     * Verifies.
     *
     * @param threads that read and compute
     * @param progress told how many events of how many are read
     * @throws cloud.somersault.persistence.journal.EventLogException when there is no log, or so
     *     little of one that nothing can be said
     */
    public static Verification verify(
            Path dataFolder,
            EventLogSettings settings,
            Against against,
            int threads,
            BiConsumer<Long, Long> progress) {
        return new LogVerifier(dataFolder, settings).run(against, threads, progress);
    }

    private Verification run(Against against, int threads, BiConsumer<Long, Long> progress) {
        try (var reader = LogFileReader.open(dataFolder, settings)) {
            var chain = chain(reader);
            against.trusted().ifPresent(chain::trust);
            against.witnesses().forEach(one -> chain.witness(one, against.trusted()));
            var links = chain.links();
            var outcome =
                    ChainScan.of(
                            reader.file(),
                            settings,
                            links.stream().map(CheckpointChain.Link::through).toList(),
                            threads,
                            new ChainScan.Listener() {
                                @Override
                                public void window(
                                        int index, Map<String, Last> entities, long events) {
                                    compare(links.get(index), entities, events);
                                }

                                @Override
                                public void progress(long events, long all) {
                                    progress.accept(events, all);
                                }
                            });
            chain.findings().forEach(this::found);
            outcome.findings().stream().map(LogVerifier::finding).forEach(this::found);
            findingsAll += outcome.suspicions() - outcome.findings().size();
            explain(reader, outcome);
            return new Verification(
                    outcome.events(),
                    chain.all().size(),
                    chain.all().stream().reduce((_, later) -> later),
                    chain.keys(),
                    reader.lastOrdering() - (links.isEmpty() ? 0 : links.getLast().through()),
                    findingsAll,
                    findings);
        }
    }

    private static CheckpointChain chain(LogFileReader reader) {
        var chain = new CheckpointChain();
        reader.documents(Signer.PERSISTENCE_ID)
                .forEach((number, json) -> {
                    try {
                        chain.add(ProofJson.read(new String(json, StandardCharsets.UTF_8)));
                    } catch (RuntimeException unreadable) {
                        chain.finding(
                                "checkpoint-altered",
                                "event %d of the proof itself can't be read".formatted(number));
                    }
                });
        return chain;
    }

    private void compare(CheckpointChain.Link link, Map<String, Last> entities, long events) {
        if (!link.followsItsPrevious()) {
            return;
        }
        var leaves = leaves(entities);
        var checkpoint = link.signed().checkpoint();
        if (!leaves.root().equals(checkpoint.root()) || events != link.events()) {
            windows.add(new Window(link, entities, events));
        }
    }

    private static Leaves leaves(Map<String, Last> entities) {
        return Leaves.of(
                entities.entrySet().stream()
                        .map(one -> SqliteCoverage.leaf(one.getKey(), one.getValue()))
                        .toList());
    }

    /** Says of each window which entities are not as they were signed, where the chains did not. */
    private void explain(LogFileReader reader, ChainScan.Outcome outcome) {
        Set<String> named =
                outcome.findings().stream()
                        .map(ChainScan.Finding::persistenceId)
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toSet());
        for (var window : windows) {
            var checkpoint = window.link().signed().checkpoint();
            var signed = signedLeaves(reader, window.link());
            if (signed.isEmpty()) {
                found(
                        Finding.ofLog(
                                "leaves-lost",
                                "what lies up to event %d is not what checkpoint %d has signed, and the list of what it has signed is lost too"
                                        .formatted(checkpoint.through(), checkpoint.number())));
                continue;
            }
            long before = findingsAll;
            new LeavesComparison(checkpoint.number(), reader::highestSequenceNr, named, this::found)
                    .compare(signed.get(), leaves(window.found()));
            boolean chainsTell = !named.isEmpty() || outcome.suspicions() > 0;
            if (findingsAll == before && !chainsTell) {
                found(
                        Finding.ofLog(
                                "events-missing",
                                "checkpoint %d has signed for other numbers of events than the %d that are there"
                                        .formatted(checkpoint.number(), window.events())));
            }
        }
        long last = reader.lastOrdering();
        long through = windowsEnd(windows);
        if (through > last) {
            found(
                    Finding.ofLog(
                            "log-truncated",
                            "the log ends at event %d; events up to %d were signed"
                                    .formatted(last, through)));
        }
    }

    private static long windowsEnd(List<Window> windows) {
        return windows.stream().mapToLong(one -> one.link().through()).max().orElse(0);
    }

    /** The list that the signature proves, if it is still there and is the one. */
    private static Optional<Leaves> signedLeaves(LogFileReader reader, CheckpointChain.Link link) {
        try {
            return reader.content(link.leavesDigest())
                    .map(Leaves::parse)
                    .filter(leaves -> leaves.root().equals(link.signed().checkpoint().root()));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private static Finding finding(ChainScan.Finding one) {
        return new Finding(
                one.fault().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                one.persistenceId(),
                one.sequenceNr(),
                one.message());
    }

    private void found(Finding finding) {
        findingsAll++;
        if (findings.size() < FINDINGS_MAX) {
            findings.add(finding);
        }
    }
}
