package cloud.somersault.http.door.origincloud;

import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.http.door.DoorJobs;
import cloud.somersault.http.door.DoorJobs.Found;
import cloud.somersault.http.door.DoorJobs.Order;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.ExactState;
import cloud.somersault.http.door.ExpectationPrograms;
import cloud.somersault.http.door.ExpectationPrograms.Term;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.door.origin.OriginChips;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.JobView;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** What a submission to the cloud asks for, as a job. */
final class CloudTasks {
    static final String DOOR = "origin-cloud";

    private static final long SHOTS_USUAL = 1000;
    private static final int AMPLITUDES_MAX = 64;

    /** Probabilities are told for each of their 2^n bitstrings. */
    private static final int PROBABILITY_QUBITS_MAX = 12;

    private final Doorway doorway;
    private final DoorJobs jobs;
    private final OriginChips chips;

    CloudTasks(Doorway doorway, OriginChips chips) {
        this.doorway = doorway;
        this.jobs = doorway.jobsOf(DOOR);
        this.chips = chips;
    }

    DoorJobs jobs() {
        return jobs;
    }

    /** One program. */
    CompletionStage<JobView> single(Wire body, Optional<String> token) {
        if (body.truth("isEm").orElse(false)) {
            throw Problem.of(
                            ProblemCode.NOT_IMPLEMENTED,
                            "Error mitigation is not served here; counts come as they were read.")
                    .toException();
        }
        var code = body.text("code").filter(text -> !text.isBlank());
        int machine = body.whole("QMachineType").orElse((long) CloudKind.CHIP).intValue();
        var kind = CloudKind.of(machine, body.whole("measureType").orElse(1L).intValue());
        return submit(body, token, List.of(code.orElseThrow(this::noProgram)), kind, machine);
    }

    /** Many programs. */
    CompletionStage<JobView> batch(Wire body, List<String> programs, Optional<String> token) {
        if (programs.isEmpty() || programs.stream().anyMatch(String::isBlank)) {
            throw noProgram();
        }
        int machine = body.whole("qmachineType").orElse((long) CloudKind.CHIP).intValue();
        return submit(body, token, programs, CloudKind.of(machine, 1), machine);
    }

    /** The batch calls for simulators of QPanda 2.8.10 send none. */
    private RuntimeException noProgram() {
        return Problem.of(
                        ProblemCode.PROGRAMS_OUT_OF_RANGE,
                        "There is no program in the request. Some client versions leave it out of"
                                + " batches for simulators: submit the programs one by one.")
                .toException();
    }

    private CompletionStage<JobView> submit(
            Wire body, Optional<String> token, List<String> texts, CloudKind kind, int machine) {
        boolean onChip = machine == CloudKind.CHIP;
        var chip = body.text("chipId").orElse("72");
        var target = onChip ? chips.name(chip) : JobSpec.IDEAL;
        var note = JsonNodeFactory.instance.objectNode();
        note.put("kind", kind.name()).put("machine", machine).put("chip", onChip ? chip : "");
        var given =
                texts.stream()
                        .map(text -> new ProgramText(Language.ORIGINIR.id(), text, Map.of()))
                        .toList();
        long shots = body.whole("shot").or(() -> body.whole("shots")).orElse(SHOTS_USUAL);
        return doorway.bench()
                .work(() ->
                        machine == CloudKind.NOISE
                                ? withNoise(given, body)
                                : programs(kind, given, body, note))
                .thenCompose(programs ->
                        jobs.submit(
                                new Order(
                                        DoorJobs.drawnId(),
                                        tenant(token),
                                        body.text("taskName").orElse(""),
                                        target,
                                        programs,
                                        isExact(kind) ? 1 : shots,
                                        DoorJobs.drawnSeed(),
                                        options(body, onChip),
                                        note)));
    }

    private List<ProgramText> withNoise(List<ProgramText> given, Wire body) {
        var noise = CloudNoise.of(body);
        return given.stream().map(one -> noise.in(one, jobs.limits())).toList();
    }

    /** Whether the answer is computed from the program and not from counts. */
    static boolean isExact(CloudKind kind) {
        return switch (kind) {
            case PROBABILITIES, AMPLITUDES, EXPECTATION -> true;
            case SHOTS, MEASURED_EXPECTATION -> false;
        };
    }

    private static JobSpec.Options options(Wire body, boolean onChip) {
        boolean mapped = body.truth("mappingFlag").orElse(true);
        boolean optimized = body.truth("circuitOptimization").orElse(true);
        return new JobSpec.Options(
                onChip && !mapped ? Optional.of(Layout.PHYSICAL) : Optional.empty(),
                onChip && !optimized ? Optional.of(0) : Optional.empty(),
                Optional.empty(),
                JobSpec.Options.DEFAULT.timeLimitSeconds());
    }

    private List<ProgramText> programs(
            CloudKind kind, List<ProgramText> given, Wire body, ObjectNode note) {
        switch (kind) {
            case SHOTS -> {
                return given;
            }
            case MEASURED_EXPECTATION -> {
                var asked = observable(body);
                note.set("expectation", asked.note());
                return asked.programs(given, jobs.limits());
            }
            case EXPECTATION -> {
                var asked = observable(body);
                note.set("expectation", asked.note());
                // Refuses an observable of other qubits now and not when the result is asked for.
                asked.programs(given, jobs.limits());
            }
            case PROBABILITIES -> {
                var qubits = note.putArray("qubits");
                indices(body, "qubits", PROBABILITY_QUBITS_MAX).forEach(qubits::add);
            }
            case AMPLITUDES -> {
                var indices = note.putArray("amplitudes");
                indices(body, "Amplitude", AMPLITUDES_MAX).forEach(indices::add);
            }
        }
        var measured = given.stream().map(one -> ExactState.program(one, jobs.limits())).toList();
        checkIndices(kind, measured.getFirst(), note);
        return measured;
    }

    private void checkIndices(CloudKind kind, ProgramText program, ObjectNode note) {
        int qubits = ExpectationPrograms.read(program, jobs.limits()).circuit().qubits();
        long most = kind == CloudKind.PROBABILITIES ? qubits : 1L << qubits;
        var field = kind == CloudKind.PROBABILITIES ? "qubits" : "amplitudes";
        for (var index : note.path(field)) {
            if (index.asLong() >= most) {
                throw Problem.of(
                                ProblemCode.OUT_OF_RANGE,
                                "The program has " + qubits + " qubits; there is no " + index + ".")
                        .toException();
            }
        }
    }

    /** Decimal numbers in a text, with commas between them. */
    private static List<Integer> indices(Wire body, String name, int most) {
        var indices = new ArrayList<Integer>();
        var said = body.find(name).orElseThrow(() -> body.missing(name));
        var text = said.isArray() ? said.toString().replaceAll("[\\[\\]\" ]", "") : said.asText();
        for (var word : text.split(",", -1)) {
            if (!word.strip().matches("[0-9]{1,9}") || indices.size() == most) {
                throw body.outOfRange(name, "1 to " + most + " whole numbers, like \"0,1\"");
            }
            indices.add(Integer.parseInt(word.strip()));
        }
        return indices;
    }

    /** The observable is JSON inside a text. */
    private static ExpectationPrograms observable(Wire body) {
        var said =
                Wire.of(body.inside("hamiltonian").orElseThrow(() -> body.missing("hamiltonian")));
        var terms = new ArrayList<Term>();
        for (var term : said.objects("hamiltonian")) {
            var letters = term.texts("pauli_type");
            var qubits = term.wholes("pauli_param");
            if (letters.size() != qubits.size()) {
                throw term.outOfRange("pauli_param", "as many qubits as there are Paulis");
            }
            var paulis = new TreeMap<Integer, Character>();
            for (int i = 0; i < letters.size(); i++) {
                var letter = letters.get(i).toUpperCase(Locale.ROOT);
                if (!letter.matches("[IXYZ]") || paulis.containsKey(qubits.get(i))) {
                    throw term.outOfRange("pauli_type", "I, X, Y or Z, once for a qubit");
                }
                if (!letter.equals("I")) {
                    paulis.put(qubits.get(i), letter.charAt(0));
                }
            }
            terms.add(
                    new Term(
                            term.number("hamiltonian_param")
                                    .orElseThrow(() -> term.missing("hamiltonian_param")),
                            paulis));
        }
        return ExpectationPrograms.of(terms);
    }

    /** The task of this number, of whoever asks. */
    CompletionStage<Found> find(String taskId, Optional<String> token) {
        return jobs.find(taskId.toLowerCase(Locale.ROOT), doorway.credentials().owner(DOOR, token));
    }

    String tenant(Optional<String> token) {
        return doorway.credentials().tenant(DOOR, token);
    }
}
