package cloud.somersault.http.door.ionq;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobSpec;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.stream.DoubleStream;

/** The backends: {@code simulator}, and each chip as {@code qpu.NAME}; {@code qpu} is the first. */
record IonqBackends(SortedSet<String> chips, String usual) {
    static final String SIMULATOR = "simulator";
    private static final String QPU = "qpu";
    private static final int SIMULATOR_QUBITS = 28;
    private static final double MICROSECONDS = 1e6;

    /** What a job's target is called here. */
    String target(String backend) {
        if (backend.equals(SIMULATOR)) {
            return JobSpec.IDEAL;
        }
        var name = backend.equals(QPU) ? usual : backend.replaceFirst("^qpu\\.", "");
        if (!backend.startsWith(QPU) || !chips.contains(name)) {
            throw Problem.of(
                            ProblemCode.CHIP_NOT_FOUND,
                            "There is no such backend; there are simulator, qpu.%s."
                                    .formatted(String.join(", qpu.", chips)))
                    .toException();
        }
        return name;
    }

    /** What a backend of this target is called there. */
    static String backend(String target) {
        return target.equals(JobSpec.IDEAL) ? SIMULATOR : QPU + "." + target;
    }

    static ObjectNode simulator(Instant now) {
        return backend(SIMULATOR, SIMULATOR_QUBITS, 0, now);
    }

    static ObjectNode chip(ChipSnapshot chip, int waiting) {
        var backend =
                backend(backend(chip.chip()), chip.qubits().size(), waiting, chip.measuredAt());
        var id = characterizationId(chip);
        backend.put("characterization_id", id);
        backend.put(
                "characterization_url",
                "/backends/" + backend(chip.chip()) + "/characterizations/" + id);
        return backend;
    }

    private static ObjectNode backend(String name, int qubits, int waiting, Instant updated) {
        var backend = JsonNodeFactory.instance.objectNode();
        backend.put("backend", name).put("status", "available").put("qubits", qubits);
        backend.put("average_queue_time", 1000L * waiting).put("degraded", false);
        return backend.put("last_updated", IonqJobs.time(updated)).put("has_access", true);
    }

    static String characterizationId(ChipSnapshot chip) {
        return chip.chip() + "-" + chip.version();
    }

    static ObjectNode characterization(ChipSnapshot chip) {
        var form = JsonNodeFactory.instance.objectNode();
        form.put("id", characterizationId(chip)).put("backend", backend(chip.chip()));
        form.put("target", backend(chip.chip()));
        form.put("date", IonqJobs.time(chip.measuredAt()));
        form.put("qubits", chip.qubits().size());
        var connectivity = form.putArray("connectivity");
        chip.couplers().stream()
                .filter(ChipCoupler::inService)
                .forEach(one -> connectivity.addArray().add(one.first()).add(one.second()));
        var fidelity = form.putObject("fidelity");
        fidelity.set("spam", median(figures(chip).map(one -> 1 - one.readoutError())));
        fidelity.set("1q", median(figures(chip).map(one -> one.gateFidelity())));
        fidelity.set(
                "2q",
                median(
                        chip.couplers().stream()
                                .flatMap(one -> one.known().stream())
                                .map(one -> one.czFidelity())));
        var timing = form.putObject("timing");
        timing.put("readout", chip.durations().readoutSeconds() * MICROSECONDS);
        timing.put("reset", chip.durations().shotPeriodSeconds() * MICROSECONDS);
        timing.put("1q", chip.durations().oneQubitGateSeconds() * MICROSECONDS);
        timing.put("2q", chip.durations().twoQubitGateSeconds() * MICROSECONDS);
        timing.put("t1", middle(figures(chip).mapToDouble(one -> one.t1Seconds() * MICROSECONDS)));
        timing.put("t2", middle(figures(chip).mapToDouble(one -> one.t2Seconds() * MICROSECONDS)));
        return form;
    }

    private static java.util.stream.Stream<cloud.somersault.chip.qubit.QubitFigures> figures(
            ChipSnapshot chip) {
        return chip.qubits().stream().map(ChipQubit::known).flatMap(one -> one.stream());
    }

    private static ObjectNode median(java.util.stream.Stream<Double> all) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("median", middle(all.mapToDouble(Double::doubleValue)));
    }

    private static double middle(DoubleStream all) {
        var sorted = all.sorted().toArray();
        return sorted.length == 0
                ? 0
                : Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(0);
    }
}
