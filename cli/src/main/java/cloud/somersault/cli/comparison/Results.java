package cloud.somersault.cli.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The reported outcomes, read row by row and seed by seed. */
record Results(List<Outcome> outcomes) {

    /** Of a row, by seed; those that failed are not among them. */
    List<Outcome> of(String row) {
        return outcomes.stream()
                .filter(one -> one.row().equals(row) && !one.chosenFor())
                .filter(one -> one.failure().isEmpty())
                .sorted(Comparator.comparingLong(Outcome::seed))
                .toList();
    }

    /** Those of a row that could not be ended. */
    List<Outcome> failed(String row) {
        return outcomes.stream()
                .filter(one -> one.row().equals(row) && !one.chosenFor())
                .filter(one -> !one.failure().isEmpty())
                .toList();
    }

    /** Over the seeds; empty when no session of the row has this figure. */
    Optional<Estimate> estimate(String row, String figure) {
        var values = of(row).stream().flatMap(one -> one.figure(figure).stream().boxed()).toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Estimate.of(values));
    }

    /** Of the figure of a less that of b, seed by seed, where both have ended. */
    Optional<Estimate> difference(String a, String b, String figure) {
        var first = new ArrayList<Double>();
        var second = new ArrayList<Double>();
        for (var one : of(a)) {
            for (var other : of(b)) {
                var x = one.figure(figure);
                var y = other.figure(figure);
                if (one.seed() == other.seed() && x.isPresent() && y.isPresent()) {
                    first.add(x.getAsDouble());
                    second.add(y.getAsDouble());
                }
            }
        }
        return first.isEmpty()
                ? Optional.empty()
                : Optional.of(Estimate.ofDifferences(first, second));
    }

    /** The same as a part of b's mean. */
    Optional<Estimate> relativeDifference(String a, String b, String figure) {
        var of = estimate(b, figure);
        return difference(a, b, figure).flatMap(d -> of.map(mean -> d.dividedBy(mean.mean())));
    }

    /** What the base model had before any step. */
    Optional<Double> base(String figure) {
        return of(Comparison.BASE).stream()
                .flatMap(one -> one.figure(figure).stream().boxed())
                .findFirst();
    }
}
