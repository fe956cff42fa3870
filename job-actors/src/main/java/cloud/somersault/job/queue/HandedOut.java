package cloud.somersault.job.queue;

import cloud.somersault.job.queue.FairQueue.Charge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is with the workers: which ticket brought which pieces, and which pieces are not yet counted
 * by their jobs. Finds the stragglers among them: a piece that is out for much longer than it was
 * expected to take is handed out a second time when there is a free thread and nothing else to do
 * (a backup task, Dean and Ghemawat, OSDI 2004). Its job counts whichever comes first, so nothing
 * is counted twice, and the tenant is charged once.
 *
 * <p>Pure: time is an argument, in seconds from anywhere.
 *
 * @param <W> a piece of work
 */
final class HandedOut<W> {
    private final double patienceSeconds;
    private final double patienceFactor;
    private final Map<Long, List<W>> parcels = new HashMap<>();
    private final Map<String, Map<Integer, Piece<W>>> byJob = new LinkedHashMap<>();

    /**
     * One piece.
     *
     * @param atSeconds when it was handed out
     * @param hedged whether it was handed out twice
     */
    record Piece<W>(
            String jobId,
            int shard,
            String tenant,
            W work,
            Charge charge,
            double atSeconds,
            boolean hedged) {
        private Piece<W> asHedged() {
            return new Piece<>(jobId, shard, tenant, work, charge, atSeconds, true);
        }
    }

    /**
     * Nothing is out.
     *
     * @param patienceSeconds a piece is no straggler before it is out for so long, ...
     * @param patienceFactor ... nor before so many times what it was expected to take
     */
    HandedOut(double patienceSeconds, double patienceFactor) {
        this.patienceSeconds = patienceSeconds;
        this.patienceFactor = patienceFactor;
    }

    /** What a ticket has brought, if it was drawn. */
    Optional<List<W>> parcel(long ticket) {
        return Optional.ofNullable(parcels.get(ticket));
    }

    /** A ticket was drawn and brings this. */
    void draw(long ticket, List<W> pieces) {
        parcels.put(ticket, List.copyOf(pieces));
    }

    /** Everything that a ticket brought is with its job. */
    void emptied(long ticket) {
        parcels.remove(ticket);
    }

    /** TicketProtocol that are drawn and not emptied: the threads at work, about. */
    int parcels() {
        return parcels.size();
    }

    /** A piece went out. */
    void add(Piece<W> piece) {
        byJob.computeIfAbsent(piece.jobId(), _ -> new HashMap<>()).put(piece.shard(), piece);
    }

    /** A piece is counted: what it was, unless that was known. */
    Optional<Piece<W>> done(String jobId, int shard) {
        var pieces = byJob.get(jobId);
        if (pieces == null) {
            return Optional.empty();
        }
        var piece = Optional.ofNullable(pieces.remove(shard));
        if (pieces.isEmpty()) {
            byJob.remove(jobId);
        }
        return piece;
    }

    /** A job has ended: what of it was still out. */
    Collection<Piece<W>> ended(String jobId) {
        var pieces = byJob.remove(jobId);
        return pieces == null ? List.of() : new ArrayList<>(pieces.values());
    }

    /** A piece that should be tried by another worker too, if there is one; it is found once. */
    Optional<Piece<W>> hedge(double nowSeconds, Predicate<Piece<W>> fits) {
        for (var pieces : byJob.values()) {
            for (var piece : pieces.values()) {
                if (isStraggler(piece, nowSeconds) && fits.test(piece)) {
                    pieces.put(piece.shard(), piece.asHedged());
                    return Optional.of(piece);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether there is such a piece. */
    boolean hasStraggler(double nowSeconds, Predicate<Piece<W>> fits) {
        return byJob.values().stream()
                .flatMap(pieces -> pieces.values().stream())
                .anyMatch(piece -> isStraggler(piece, nowSeconds) && fits.test(piece));
    }

    private boolean isStraggler(Piece<W> piece, double nowSeconds) {
        double patience = Math.max(patienceSeconds, patienceFactor * piece.charge().seconds());
        return !piece.hedged() && nowSeconds - piece.atSeconds() > patience;
    }

    /** Pieces that are out. */
    int size() {
        return byJob.values().stream().mapToInt(Map::size).sum();
    }
}
