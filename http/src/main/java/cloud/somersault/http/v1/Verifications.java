package cloud.somersault.http.v1;

import cloud.somersault.http.audit.AuditLog;
import cloud.somersault.http.lock.Caller;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.persistence.proof.Finding;
import cloud.somersault.persistence.proof.LogVerifier;
import cloud.somersault.persistence.proof.Provable;
import cloud.somersault.persistence.proof.Verification;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verifications that this node was asked for, one at a time. What came of each is an event of
 * the log; how far it is lives here only.
 */
public final class Verifications {
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private static final int REMEMBERED = 100;
    private static final int SENTENCES_STORED = 10;
    private static final int RETRY_SECONDS = 5;

    private final Provable proof;
    private final AuditLog log;
    private final Clock clock;
    private final Semaphore place = new Semaphore(1);
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Running> known =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Running> eldest) {
                    return size() > REMEMBERED;
                }
            };

    public Verifications(Provable proof, AuditLog log, Clock clock) {
        this.proof = proof;
        this.log = log;
        this.clock = clock;
    }

    /** How a verification stands; the last five are there when it has ended. */
    record View(
            String id,
            String phase,
            Instant begunAt,
            long eventsRead,
            long eventsAll,
            Optional<Boolean> sound,
            Optional<Long> checkpoints,
            Optional<Long> uncovered,
            Optional<Long> findingsAll,
            Optional<List<Finding>> findings) {}

    private static final class Running {
        private final String id;
        private final Instant begunAt;
        private long read;
        private long all;
        private String phase = "running";
        private @Nullable Verification outcome;

        Running(String id, Instant begunAt) {
            this.id = id;
            this.begunAt = begunAt;
        }

        synchronized void progress(long events, long ofAll) {
            read = events;
            all = ofAll;
        }

        synchronized void end(String as, @Nullable Verification with) {
            phase = as;
            outcome = with;
        }

        synchronized View view() {
            var ended = Optional.ofNullable(outcome);
            return new View(
                    id,
                    phase,
                    begunAt,
                    read,
                    all,
                    ended.map(Verification::sound),
                    ended.map(Verification::checkpoints),
                    ended.map(Verification::uncovered),
                    ended.map(Verification::findingsAll),
                    ended.map(Verification::findings));
        }
    }

    /** Begins one. */
    View begin(Caller caller) {
        if (!place.tryAcquire()) {
            throw Problem.of(ProblemCode.OVERLOADED, "A verification is under way already.")
                    .retryAfter(RETRY_SECONDS)
                    .toException();
        }
        var running = new Running("v-" + numbers.incrementAndGet(), clock.instant());
        synchronized (known) {
            known.put(running.id, running);
        }
        proof.verify(LogVerifier.Against.ITSELF, running::progress)
                .whenComplete((outcome, failure) -> {
                    place.release();
                    if (failure != null) {
                        LOG.warn("The verification {} failed", running.id, failure);
                        running.end("failed", null);
                    } else {
                        note(running, outcome, caller);
                    }
                });
        return running.view();
    }

    /** It has ended when it is in the audit log. */
    private void note(Running running, Verification outcome, Caller caller) {
        var detail =
                "%d events, %d checkpoints, %d findings%s"
                        .formatted(
                                outcome.events(),
                                outcome.checkpoints(),
                                outcome.findingsAll(),
                                outcome.findings().stream()
                                        .limit(SENTENCES_STORED)
                                        .map(finding -> "; " + finding.message())
                                        .collect(Collectors.joining()));
        log.record(caller.did("verify-log").to(running.id).withDetail(detail))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.warn("The verification {} can't be noted", running.id, failure);
                    }
                    running.end("ended", outcome);
                });
    }

    /** How one stands. */
    Optional<View> find(String id) {
        synchronized (known) {
            return Optional.ofNullable(known.get(id)).map(Running::view);
        }
    }
}
