package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.history.Comparison;
import cloud.somersault.persistence.view.ChipHistory;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the answers about a chip's past look like. */
final class HistoryDocuments {
    private HistoryDocuments() {}

    record CalibrationList(List<PublishedCalibration> calibrations, Optional<Long> next) {
        /** One more than wanted was asked for, to know whether there is a next page. */
        static CalibrationList of(List<ChipHistory.Version> found, int limit) {
            var shown = found.subList(0, Math.min(limit, found.size()));
            return new CalibrationList(
                    shown.stream().map(PublishedCalibration::of).toList(),
                    found.size() > limit
                            ? Optional.of(shown.getLast().version())
                            : Optional.empty());
        }
    }

    record PublishedCalibration(
            long version,
            Instant publishedAt,
            Instant measuredAt,
            String source,
            String digest,
            int qubits,
            int qubitsInService,
            int couplers,
            int couplersInService) {
        static PublishedCalibration of(ChipHistory.Version version) {
            return new PublishedCalibration(
                    version.version(),
                    version.publishedAt(),
                    version.measuredAt(),
                    version.source(),
                    version.digest(),
                    version.qubits(),
                    version.qubitsInService(),
                    version.couplers(),
                    version.couplersInService());
        }
    }

    record ComparisonReport(
            String chip,
            Compared from,
            Compared to,
            List<Figure> figures,
            List<Qubit> qubits,
            List<Coupler> couplers) {
        static ComparisonReport of(ChipSnapshot from, ChipSnapshot to, Comparison comparison) {
            return new ComparisonReport(
                    to.chip(),
                    Compared.of(from),
                    Compared.of(to),
                    Figure.of(comparison.chip()),
                    comparison.qubits().stream().map(Qubit::of).toList(),
                    comparison.couplers().stream().map(Coupler::of).toList());
        }
    }

    record Compared(long version, Instant measuredAt, String digest) {
        static Compared of(ChipSnapshot snapshot) {
            return new Compared(snapshot.version(), snapshot.measuredAt(), snapshot.digest());
        }
    }

    record Figure(String figure, Optional<Double> from, Optional<Double> to) {
        static List<Figure> of(List<Comparison.FigureChange> changes) {
            return changes.stream()
                    .map(one -> new Figure(one.figure(), one.from(), one.to()))
                    .toList();
        }
    }

    record Qubit(int id, String change, List<Figure> figures, Optional<String> reason) {
        static Qubit of(Comparison.QubitChange qubit) {
            var change = qubit.change();
            return new Qubit(
                    qubit.id(), change.change().id(), Figure.of(change.figures()), change.reason());
        }
    }

    record Coupler(
            int first, int second, String change, List<Figure> figures, Optional<String> reason) {
        static Coupler of(Comparison.CouplerChange coupler) {
            var change = coupler.change();
            return new Coupler(
                    coupler.first(),
                    coupler.second(),
                    change.change().id(),
                    Figure.of(change.figures()),
                    change.reason());
        }
    }

    record ImportReport(
            String chip,
            long version,
            Instant measuredAt,
            String source,
            String digest,
            long qubitsInService,
            long couplersInService) {
        static ImportReport of(ChipSnapshot published) {
            return new ImportReport(
                    published.chip(),
                    published.version(),
                    published.measuredAt(),
                    published.source(),
                    published.digest(),
                    published.qubits().stream().filter(ChipQubit::inService).count(),
                    published.couplers().stream().filter(ChipCoupler::inService).count());
        }
    }

    record QubitHistory(String chip, int qubit, List<Point> points, Optional<Long> next) {}

    record CouplerHistory(
            String chip, int first, int second, List<Point> points, Optional<Long> next) {}

    record Point(
            long version,
            Instant at,
            Instant measuredAt,
            boolean inService,
            Optional<JsonNode> figures,
            Optional<JsonNode> errors,
            Optional<String> reason) {}

    record PartEvents(List<StoredJobEvents.LogEntry> events, Optional<Long> next) {}
}
