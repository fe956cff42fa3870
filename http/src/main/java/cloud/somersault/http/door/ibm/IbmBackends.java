package cloud.somersault.http.door.ibm;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitFigures;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Chips as backends; the names are the chips' own. */
final class IbmBackends {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String VERSION = "1.0.";
    private static final double GIGAHERTZ = 1e-9;
    private static final double MICROSECONDS = 1e6;
    private static final double NANOSECONDS = 1e9;
    private static final List<String> BASIS = List.of("cz", "id", "rz", "sx", "x");

    private IbmBackends() {}

    static ObjectNode row(ChipSnapshot chip, int waiting) {
        var row = JSON.objectNode().put("name", chip.chip());
        row.putObject("status").put("name", "online").put("reason", "available");
        row.put("is_simulator", false).put("qubits", chip.qubits().size());
        row.putObject("clops").put("type", "hardware").put("value", 370);
        row.set("processor_type", processor());
        return row.put("queue_length", waiting);
    }

    private static ObjectNode processor() {
        return JSON.objectNode().put("family", "Somersault").put("revision", 1);
    }

    static ObjectNode status(ChipSnapshot chip, int waiting) {
        var form = JSON.objectNode().put("state", true).put("status", "active");
        form.put("message", "available").put("length_queue", waiting);
        return form.put("backend_version", VERSION + chip.version());
    }

    static ObjectNode configuration(ChipSnapshot chip) {
        var form = JSON.objectNode().put("backend_name", chip.chip());
        form.put("backend_version", VERSION + chip.version());
        form.put("n_qubits", chip.qubits().size());
        var basis = form.putArray("basis_gates");
        BASIS.forEach(basis::add);
        var coupling = form.putArray("coupling_map");
        for (var coupler : chip.couplers()) {
            if (coupler.inService()) {
                coupling.addArray().add(coupler.first()).add(coupler.second());
                coupling.addArray().add(coupler.second()).add(coupler.first());
            }
        }
        var coords = form.putArray("coords");
        chip.qubits().forEach(qubit -> coords.addArray().add(qubit.row()).add(qubit.column()));
        form.put("simulator", false).put("local", false).put("conditional", false);
        form.put("open_pulse", false).put("memory", true);
        form.put("max_shots", chip.limits().shotsMax());
        form.put("max_experiments", chip.limits().circuitsMax());
        form.put("description", "A digital twin of a superconducting chip");
        form.put("online_date", chip.measuredAt().toString());
        form.put("dt", 1.0).putArray("u_channel_lo");
        var supported = form.putArray("supported_instructions");
        BASIS.forEach(supported::add);
        supported.add("measure").add("delay").add("reset");
        form.putArray("supported_features").add("qasm3");
        form.set("processor_type", processor());
        form.put("dynamic_reprate_enabled", false);
        double period = chip.durations().shotPeriodSeconds() * MICROSECONDS;
        form.putArray("rep_delay_range").add(period).add(period);
        form.put("default_rep_delay", period);
        var gates = form.putArray("gates");
        for (var name : BASIS) {
            var parameters = gates.addObject().put("name", name).put("qasm_def", "");
            parameters.putArray("parameters");
        }
        return form;
    }

    static ObjectNode properties(ChipSnapshot chip) {
        var at = chip.measuredAt().toString();
        var form = JSON.objectNode().put("backend_name", chip.chip());
        form.put("backend_version", VERSION + chip.version()).put("last_update_date", at);
        form.putArray("general");
        var qubits = form.putArray("qubits");
        var gates = form.putArray("gates");
        for (var qubit : chip.qubits()) {
            var figures = qubits.addArray();
            qubit.known().ifPresent(known -> figures(figures, known, chip, at));
            qubit.known().ifPresent(known -> pulses(gates, qubit, known, chip, at));
        }
        for (var coupler : chip.couplers()) {
            coupler.known().ifPresent(known -> cz(gates, coupler, known, chip, at));
        }
        return form;
    }

    private static void figures(ArrayNode to, QubitFigures known, ChipSnapshot chip, String at) {
        figure(to, "T1", "us", known.t1Seconds() * MICROSECONDS, at);
        figure(to, "T2", "us", known.t2Seconds() * MICROSECONDS, at);
        figure(to, "frequency", "GHz", known.frequencyHz() * GIGAHERTZ, at);
        figure(to, "readout_error", "", known.readoutError(), at);
        figure(to, "prob_meas0_prep1", "", 1 - known.readOneGivenOne(), at);
        figure(to, "prob_meas1_prep0", "", 1 - known.readZeroGivenZero(), at);
        figure(to, "readout_length", "ns", chip.durations().readoutSeconds() * NANOSECONDS, at);
    }

    private static void figure(ArrayNode to, String name, String unit, double value, String at) {
        to.addObject().put("date", at).put("name", name).put("unit", unit).put("value", value);
    }

    private static void pulses(
            ArrayNode gates, ChipQubit qubit, QubitFigures known, ChipSnapshot chip, String at) {
        double length = chip.durations().oneQubitGateSeconds() * NANOSECONDS;
        for (var name : List.of("id", "rz", "sx", "x")) {
            boolean virtual = name.equals("rz");
            var gate = gates.addObject().put("gate", name).put("name", name + qubit.id());
            gate.putArray("qubits").add(qubit.id());
            var parameters = gate.putArray("parameters");
            figure(parameters, "gate_error", "", virtual ? 0 : known.gateError(), at);
            figure(parameters, "gate_length", "ns", virtual ? 0 : length, at);
        }
    }

    private static void cz(
            ArrayNode gates,
            ChipCoupler coupler,
            CouplerFigures known,
            ChipSnapshot chip,
            String at) {
        for (boolean turned : new boolean[] {false, true}) {
            int first = turned ? coupler.second() : coupler.first();
            int second = turned ? coupler.first() : coupler.second();
            var gate = gates.addObject().put("gate", "cz").put("name", "cz" + first + "_" + second);
            gate.putArray("qubits").add(first).add(second);
            var parameters = gate.putArray("parameters");
            figure(parameters, "gate_error", "", known.czError(), at);
            double length = chip.durations().twoQubitGateSeconds() * NANOSECONDS;
            figure(parameters, "gate_length", "ns", length, at);
        }
    }
}
