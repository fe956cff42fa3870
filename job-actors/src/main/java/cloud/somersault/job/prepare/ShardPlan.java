package cloud.somersault.job.prepare;

import cloud.somersault.job.model.JobEvent.Shard;
import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.simulators.CostEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a job into shards of about {@link #SHARD_SECONDS}: small circuits are put together, long
 * ones are cut by shots where that saves time (what a circuit costs whatever the shots is paid in
 * every shard again). The counts don't depend on the cut, since every shot has its own random
 * numbers.
 */
final class ShardPlan {

    /** Long enough to be worth a message, short enough to share the machine fairly. */
    static final double SHARD_SECONDS = 0.25;

    /** Of one circuit, so that the events of a job stay small. */
    private static final int SHARDS_PER_CIRCUIT_MAX = 64;

    private ShardPlan() {}

    static List<Shard> plan(List<CostEstimate> costs, long shots, Optional<Integer> asked) {
        return asked.map(shards -> cutEvenly(costs.size(), shots, shards))
                .orElseGet(() -> cutByCost(costs, shots));
    }

    /** Every shard gets its share of every circuit's shots. */
    private static List<Shard> cutEvenly(int circuits, long shots, int shards) {
        var plan = new ArrayList<Shard>();
        for (int shard = 0; shard < shards; shard++) {
            long first = shots * shard / shards;
            long end = shots * (shard + 1) / shards;
            if (end == first) {
                continue;
            }
            var slices = new ArrayList<Slice>();
            for (int circuit = 0; circuit < circuits; circuit++) {
                slices.add(new Slice(circuit, first, end - first));
            }
            plan.add(new Shard(slices));
        }
        return plan;
    }

    private static List<Shard> cutByCost(List<CostEstimate> costs, long shots) {
        var plan = new ArrayList<Shard>();
        var together = new ArrayList<Slice>();
        double seconds = 0;
        for (int circuit = 0; circuit < costs.size(); circuit++) {
            var cost = costs.get(circuit);
            long pieces = pieces(cost, shots);
            if (pieces > 1) {
                for (long piece = 0; piece < pieces; piece++) {
                    long first = shots * piece / pieces;
                    long end = shots * (piece + 1) / pieces;
                    plan.add(new Shard(List.of(new Slice(circuit, first, end - first))));
                }
                continue;
            }
            double own = cost.fixedSeconds() + shots * cost.secondsPerShot();
            if (!together.isEmpty() && seconds + own > SHARD_SECONDS) {
                plan.add(new Shard(together));
                together.clear();
                seconds = 0;
            }
            together.add(new Slice(circuit, 0, shots));
            seconds += own;
        }
        if (!together.isEmpty()) {
            plan.add(new Shard(together));
        }
        return plan;
    }

    /** Into how many pieces a circuit is cut: none where a piece would mostly repeat fixed cost. */
    private static long pieces(CostEstimate cost, long shots) {
        double byShots = shots * cost.secondsPerShot();
        double pieceSeconds = Math.max(SHARD_SECONDS, 4 * cost.fixedSeconds());
        long pieces = (long) Math.ceil(byShots / pieceSeconds);
        return Math.max(1, Math.min(Math.min(pieces, shots), SHARDS_PER_CIRCUIT_MAX));
    }
}
