package cloud.somersault.chip.calibration;

import cloud.somersault.chip.calibration.Assignment.Scope;
import cloud.somersault.chip.calibration.Walk.Step;
import cloud.somersault.chip.experiment.Apart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What to measure next, over a whole chip: walks from every target to the first thing that no fact
 * answers, takes the most urgent of these, and with it all others of its kind in its half of the
 * chip that can run at the same time. Pure: the same knowledge at the same moment gives the same
 * group.
 */
public final class Planner {
    private final Knowledge known;
    private final Assignment assignment;
    private final Use use;
    private final double now;
    private final Walk walk;
    private final Map<Place, Boolean> blocked = new HashMap<>();

    private Planner(Knowledge known, Assignment assignment, Use use, double now) {
        this.known = known;
        this.assignment = assignment;
        this.use = use;
        this.now = now;
        this.walk =
                switch (assignment.scope()) {
                    case FULL ->
                            new Walk(
                                    known.facts(assignment.sinceSeconds()),
                                    now,
                                    _ -> Double.POSITIVE_INFINITY);
                    case MAINTAIN ->
                            new Walk(
                                    known.facts(Double.NEGATIVE_INFINITY),
                                    now,
                                    place -> Patience.seconds(place, known, use));
                };
    }

    /**
     * The next group.
     *
     * @param now virtual seconds
     * @param spentSeconds chip time that this calibration has taken so far
     * @return empty when all targets are in order or given up, or the budget is used
     */
    public static Optional<Group> next(
            Knowledge known, Assignment assignment, Use use, double now, double spentSeconds) {
        return assignment.mayGoOn(spentSeconds)
                ? new Planner(known, assignment, use, now).next()
                : Optional.empty();
    }

    /** All places of a chip that an automatic calibration would look at now. */
    public static List<Place> due(Knowledge known, Use use, double now) {
        return places(known.parts(), _ -> true).stream()
                .filter(place -> Patience.urgency(place, known, now, use) >= 1)
                .toList();
    }

    /** The places of these parts whose node is wanted. */
    public static List<Place> places(List<Part> parts, Predicate<Node> wanted) {
        var places = new ArrayList<Place>();
        for (var part : parts) {
            for (var node : Node.values()) {
                if (node.ofCoupler() == part.isCoupler() && wanted.test(node)) {
                    places.add(Place.of(node, part));
                }
            }
        }
        return places;
    }

    private record What(Node node, Kind kind) {}

    private record Wanted(Part part, double urgency) {}

    private Optional<Group> next() {
        var wanted =
                new TreeMap<What, Map<Part, Double>>(
                        Comparator.comparing(What::node).thenComparing(What::kind));
        for (var target : assignment.targets()) {
            if (isBlocked(target)) {
                continue;
            }
            double urgency =
                    assignment.scope() == Scope.FULL
                            ? 1
                            : Patience.urgency(target, known, now, use);
            switch (walk.next(target)) {
                case Step.Check(var place) -> want(wanted, place, Kind.CHECK, urgency);
                case Step.Calibrate(var place) -> want(wanted, place, Kind.FULL, urgency);
                case Step.Done _ -> {}
            }
        }
        return wanted.entrySet().stream()
                .max(
                        Comparator.<Map.Entry<What, Map<Part, Double>>>comparingDouble(
                                        entry -> mostUrgent(entry.getValue()))
                                .thenComparing(
                                        Map.Entry.comparingByKey(
                                                Comparator.comparing(What::node)
                                                        .thenComparing(What::kind)
                                                        .reversed())))
                .map(entry ->
                        group(
                                entry.getKey().node(),
                                entry.getKey().kind(),
                                together(entry.getValue())));
    }

    private Group group(Node node, Kind kind, List<Part> parts) {
        boolean again =
                parts.stream().anyMatch(part -> known.standing(Place.of(node, part)).attempt() > 0);
        return new Group(node, kind, parts, again);
    }

    private static void want(
            Map<What, Map<Part, Double>> wanted, Place place, Kind kind, double urgency) {
        wanted.computeIfAbsent(new What(place.node(), kind), _ -> new TreeMap<>())
                .merge(place.part(), urgency, Math::max);
    }

    private static double mostUrgent(Map<Part, Double> parts) {
        return parts.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /**
     * The most urgent part, and then each in its half of the chip that the ones before don't
     * disturb.
     */
    private List<Part> together(Map<Part, Double> parts) {
        var byUrgency =
                parts.entrySet().stream()
                        .map(entry -> new Wanted(entry.getKey(), entry.getValue()))
                        .sorted(
                                Comparator.comparingDouble(Wanted::urgency)
                                        .reversed()
                                        .thenComparing(Wanted::part))
                        .map(Wanted::part)
                        .toList();
        var pairs = known.couplerOrder().stream().map(Part::qubits).toList();
        int qubits = qubitsOf(pairs);
        var halves = new Halves(qubits, pairs);
        var inOrder =
                byUrgency.stream()
                        .filter(part -> halves.together(byUrgency.getFirst(), part))
                        .toList();
        var apart = new Apart(qubits, pairs);
        if (inOrder.getFirst().isCoupler()) {
            var numbers = inOrder.stream().map(known.couplerOrder()::indexOf).toList();
            return apart.couplers(numbers).getFirst().stream()
                    .map(known.couplerOrder()::get)
                    .toList();
        }
        var ids = inOrder.stream().map(part -> part.qubits().getFirst()).toList();
        return apart.qubits(ids).getFirst().stream().map(Part::qubit).toList();
    }

    private int qubitsOf(List<List<Integer>> pairs) {
        int last = known.qubits().isEmpty() ? 0 : known.qubits().lastKey();
        return 1 + Math.max(last, pairs.stream().mapToInt(List::getLast).max().orElse(0));
    }

    /** Given up in this calibration, or standing on what is. */
    private boolean isBlocked(Place place) {
        var before = blocked.get(place);
        if (before != null) {
            return before;
        }
        var standing = known.standing(place);
        boolean isBlocked =
                standing.isGivenUpSince(assignment.sinceSeconds())
                        || place.needs().stream().anyMatch(this::isBlocked);
        blocked.put(place, isBlocked);
        return isBlocked;
    }
}
