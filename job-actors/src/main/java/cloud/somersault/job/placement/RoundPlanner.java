package cloud.somersault.job.placement;

import cloud.somersault.circuits.compiler.Device;
import cloud.somersault.job.placement.Round.Lane;
import cloud.somersault.job.placement.Round.Member;
import cloud.somersault.job.placement.Seats.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Makes rounds of the jobs that wait for a chip. The first of the line is always in the next round,
 * on the place that it would have alone; so whoever waits is in a round no later than its place in
 * the line says, however well or badly others fit together. The others are taken in order where the
 * compiler, which goes by the calibration, finds room for them apart from those before, and where
 * that place costs them no more than the rules allow.
 *
 * <p>A round lasts as long as its longest lane, and so never longer than its jobs one after the
 * other. What is left of the chip shortens it: while the longest lane has several programs, its job
 * is given one lane more, if there is room.
 */
final class RoundPlanner {
    /** When so many in a row don't fit, the chip is as good as full. */
    private static final int MISSES_MAX = 8;

    private final Device device;
    private final Seats seats;
    private final RoundRules rules;
    private final ToDoubleFunction<Seat> shotSeconds;

    /**
     * For a chip.
     *
     * @param shotSeconds how long one shot of a seated program keeps the chip
     */
    RoundPlanner(Device device, Seats seats, RoundRules rules, ToDoubleFunction<Seat> shotSeconds) {
        this.device = device;
        this.seats = seats;
        this.rules = rules;
        this.shotSeconds = shotSeconds;
    }

    /**
     * The next round.
     *
     * @param line who waits, the first first; not empty
     */
    Round next(List<Waiting> line) {
        var first = line.getFirst();
        boolean crowd = line.stream().skip(1).anyMatch(Waiting::shares);
        if (!first.shares() || !(crowd || first.alwaysShares())) {
            return alone(first);
        }
        var members = new ArrayList<Member>();
        int misses = 0;
        for (var job : line) {
            if (members.size() == rules.jobsMax() || misses == MISSES_MAX) {
                break;
            }
            if (job.shares()) {
                var seated = seat(job, members);
                seated.ifPresent(members::add);
                misses = seated.isPresent() ? 0 : misses + 1;
            }
            if (members.isEmpty()) {
                return alone(first); // it fits nowhere, and will be told so by its own preparation
            }
        }
        if (members.size() > 1 || first.alwaysShares()) {
            spread(members);
        }
        var round = new Round(members);
        return round.sideBySide() && seconds(round) <= secondsInTurn(round) ? round : alone(first);
    }

    private static Round alone(Waiting job) {
        return new Round(List.of(new Member(job, List.of(), List.of())));
    }

    private Optional<Member> seat(Waiting job, List<Member> before) {
        var programs = programs(job);
        var taken = new TreeSet<Integer>();
        before.forEach(other -> taken.addAll(other.qubits()));
        var clearOf = rules.separation().clearOf(taken, device);
        return seats.find(job.spec(), programs, clearOf)
                .flatMap(found ->
                        (clearOf.isEmpty()
                                        ? Optional.of(found)
                                        : seats.find(job.spec(), programs, List.of()))
                                .filter(alone -> goodEnough(found, programs, alone))
                                .map(alone ->
                                        new Member(
                                                job,
                                                List.of(new Lane(programs, clearOf, found)),
                                                alone)));
    }

    private static List<Integer> programs(Waiting job) {
        return IntStream.range(0, job.spec().programs().size()).boxed().toList();
    }

    /** So many places for a job apart from the others and from each other. */
    private Optional<List<Lane>> lanes(
            Waiting job, int count, List<Member> others, List<Seat> alone) {
        var taken = new TreeSet<Integer>();
        others.forEach(other -> taken.addAll(other.qubits()));
        var lanes = new ArrayList<Lane>();
        for (int lane = 0; lane < count; lane++) {
            int index = lane;
            var programs =
                    programs(job).stream().filter(program -> program % count == index).toList();
            var found = lane(job, programs, rules.separation().clearOf(taken, device), alone);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            lanes.add(found.get());
            taken.addAll(found.get().qubits());
        }
        return Optional.of(lanes);
    }

    private Optional<Lane> lane(
            Waiting job, List<Integer> programs, SortedSet<Integer> clearOf, List<Seat> alone) {
        return seats.find(job.spec(), programs, clearOf)
                .filter(found -> goodEnough(found, programs, alone))
                .map(found -> new Lane(programs, clearOf, found));
    }

    private boolean goodEnough(List<Seat> found, List<Integer> programs, List<Seat> alone) {
        for (int i = 0; i < programs.size(); i++) {
            double best = alone.get(programs.get(i)).success();
            if (!(found.get(i).success() >= (1 - rules.lossMax()) * best)) {
                return false;
            }
        }
        return true;
    }

    /** Gives the job that keeps the others waiting one lane more, as long as that helps. */
    private void spread(List<Member> members) {
        while (true) {
            int longest = 0;
            for (int i = 1; i < members.size(); i++) {
                if (seconds(members.get(i)) > seconds(members.get(longest))) {
                    longest = i;
                }
            }
            var member = members.get(longest);
            int more = member.lanes().size() + 1;
            if (more > member.job().spec().programs().size()) {
                return;
            }
            var others = new ArrayList<>(members);
            others.remove(longest);
            var lanes = lanes(member.job(), more, others, member.alone());
            if (lanes.isEmpty()) {
                return;
            }
            members.set(longest, new Member(member.job(), lanes.get(), member.alone()));
        }
    }

    /** How long its jobs would keep the chip one after the other, each on its best place. */
    double secondsInTurn(Round round) {
        return round.members().stream().mapToDouble(this::secondsAlone).sum();
    }

    /** How long the round keeps the chip. */
    double seconds(Round round) {
        return round.members().stream().mapToDouble(this::seconds).max().orElse(0);
    }

    /** How long a job in it does. */
    double seconds(Member member) {
        return member.lanes().stream()
                .mapToDouble(lane -> seconds(member.job(), lane.seats()))
                .max()
                .orElse(0);
    }

    /** How long a job would keep the chip by itself. */
    double secondsAlone(Member member) {
        return seconds(member.job(), member.alone());
    }

    private double seconds(Waiting job, List<Seat> programs) {
        return programs.stream()
                .mapToDouble(seat -> job.spec().shots() * shotSeconds.applyAsDouble(seat))
                .sum();
    }
}
