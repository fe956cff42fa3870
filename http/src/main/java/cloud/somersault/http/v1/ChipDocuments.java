package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipDurations;
import cloud.somersault.chip.ChipLimits;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.CouplerErrors;
import cloud.somersault.chip.Lattice;
import cloud.somersault.chip.QubitErrors;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitFigures;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the answers about chips look like. */
final class ChipDocuments {
    private ChipDocuments() {}

    /** The snapshot in its own exact form, with its digest. */
    static JsonNode calibration(ChipSnapshot snapshot) {
        var document = (ObjectNode) Json.readOwn(snapshot.toJson());
        return document.put("digest", snapshot.digest());
    }

    record ChipList(List<Chip> chips) {}

    record Chip(
            String chip,
            long version,
            Instant measuredAt,
            String source,
            String digest,
            int qubits,
            long qubitsInService,
            int couplers,
            long couplersInService,
            Grid lattice,
            Durations durations,
            Limits limits) {
        static Chip of(ChipSnapshot snapshot) {
            return new Chip(
                    snapshot.chip(),
                    snapshot.version(),
                    snapshot.measuredAt(),
                    snapshot.source(),
                    snapshot.digest(),
                    snapshot.qubits().size(),
                    working(snapshot),
                    snapshot.couplers().size(),
                    snapshot.couplers().stream().filter(ChipCoupler::inService).count(),
                    Grid.of(snapshot.lattice()),
                    Durations.of(snapshot.durations()),
                    Limits.of(snapshot.limits()));
        }
    }

    record Grid(int width, int height) {
        static Grid of(Lattice lattice) {
            return new Grid(lattice.width(), lattice.height());
        }
    }

    record Durations(
            double oneQubitGateSeconds,
            double twoQubitGateSeconds,
            double readoutSeconds,
            double shotPeriodSeconds) {
        static Durations of(ChipDurations durations) {
            return new Durations(
                    durations.oneQubitGateSeconds(),
                    durations.twoQubitGateSeconds(),
                    durations.readoutSeconds(),
                    durations.shotPeriodSeconds());
        }
    }

    record Limits(int layersMax, int shotsMax, int circuitsMax) {
        static Limits of(ChipLimits limits) {
            return new Limits(limits.layersMax(), limits.shotsMax(), limits.circuitsMax());
        }
    }

    record Qubit(
            int id,
            int row,
            int column,
            boolean inService,
            Optional<Figures> figures,
            Optional<QubitErrors> errors,
            Optional<String> reason) {
        static Qubit of(ChipQubit qubit) {
            return switch (qubit) {
                case ChipQubit.InService(int id, int row, int column, var figures, var errors) ->
                        new Qubit(
                                id,
                                row,
                                column,
                                true,
                                Optional.of(Figures.of(figures)),
                                errors,
                                Optional.empty());
                case ChipQubit.OutOfService(int id, int row, int column, var reason) ->
                        new Qubit(
                                id,
                                row,
                                column,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(reason));
            };
        }
    }

    record Figures(
            double frequencyHz,
            double t1Seconds,
            double t2Seconds,
            double ts2Seconds,
            double gateFidelity,
            double readZeroGivenZero,
            double readOneGivenOne) {
        static Figures of(QubitFigures figures) {
            return new Figures(
                    figures.frequencyHz(),
                    figures.t1Seconds(),
                    figures.t2Seconds(),
                    figures.ts2Seconds(),
                    figures.gateFidelity(),
                    figures.readZeroGivenZero(),
                    figures.readOneGivenOne());
        }
    }

    record Coupler(
            int first,
            int second,
            boolean inService,
            Optional<CzFigures> figures,
            Optional<CouplerErrors> errors,
            Optional<String> reason) {
        static Coupler of(ChipCoupler coupler) {
            return switch (coupler) {
                case ChipCoupler.InService(int first, int second, var figures, var errors) ->
                        new Coupler(
                                first,
                                second,
                                true,
                                Optional.of(CzFigures.of(figures)),
                                errors,
                                Optional.empty());
                case ChipCoupler.OutOfService(int first, int second, var reason) ->
                        new Coupler(
                                first,
                                second,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(reason));
            };
        }
    }

    record CzFigures(double czFidelity) {
        static CzFigures of(CouplerFigures figures) {
            return new CzFigures(figures.czFidelity());
        }
    }

    record QubitReport(String chip, long version, Qubit qubit, List<Coupler> couplers) {
        static QubitReport of(ChipSnapshot snapshot, int id) {
            return new QubitReport(
                    snapshot.chip(),
                    snapshot.version(),
                    Qubit.of(snapshot.qubits().get(id)),
                    snapshot.couplers().stream()
                            .filter(coupler -> coupler.first() == id || coupler.second() == id)
                            .map(Coupler::of)
                            .toList());
        }
    }

    record CouplerReport(String chip, long version, Coupler coupler) {
        static CouplerReport of(ChipSnapshot snapshot, ChipCoupler coupler) {
            return new CouplerReport(snapshot.chip(), snapshot.version(), Coupler.of(coupler));
        }
    }

    record TargetList(List<Target> targets) {}

    record Target(
            String target,
            String kind,
            long shotsMax,
            Optional<Long> qubits,
            Optional<Long> calibrationVersion) {
        static Target ideal(String name, long shotsMax) {
            return new Target(name, "ideal", shotsMax, Optional.empty(), Optional.empty());
        }

        static Target chip(ChipSnapshot snapshot) {
            return new Target(
                    snapshot.chip(),
                    "chip",
                    snapshot.limits().shotsMax(),
                    Optional.of(working(snapshot)),
                    Optional.of(snapshot.version()));
        }
    }

    private static long working(ChipSnapshot snapshot) {
        return snapshot.qubits().stream().filter(ChipQubit::inService).count();
    }
}
