package cloud.somersault.http.v1;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Program;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.circuits.observable.MeasuredObservable;
import cloud.somersault.circuits.observable.MeasurementPlan;
import cloud.somersault.circuits.observable.Observable;
import cloud.somersault.http.request.Fields;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Programs with observables become the programs that measure them; which circuits and bits tell
 * what is written down with the job.
 *
 * @param programs what is run
 * @param note what their counts are for
 */
record Observing(List<ProgramText> programs, Note note) {

    /** The door that such jobs have come through. */
    static final String DOOR = "observables";

    /**
     * What is kept with the job.
     *
     * @param observables of each program in turn
     */
    record Note(List<Observed> observables) {}

    /**
     * An observable of one of the user's programs.
     *
     * @param program its number, from 0
     * @param terms by circuit of the job
     */
    record Observed(int program, String name, List<MeasuredObservable.Term> terms) {}

    /**
     * The programs that measure these observables of each of the user's.
     *
     * @return empty when a program can't be read: whoever runs it says why
     */
    static Optional<Observing> of(
            List<ProgramText> programs,
            List<Observable> observables,
            int programsMax,
            ReadLimits limits) {
        var plan = MeasurementPlan.of(observables);
        int circuits = plan.bases().size();
        if (programs.size() * circuits > programsMax) {
            throw Fields.outOfRange(
                    "observables",
                    "what can be measured with %d circuits, and these of %d programs need %d"
                            .formatted(programsMax, programs.size(), programs.size() * circuits));
        }
        var measuring = new ArrayList<ProgramText>();
        var observed = new ArrayList<Observed>();
        for (int program = 0; program < programs.size(); program++) {
            switch (read(programs.get(program), limits)) {
                case Reading.Refused _ -> {
                    return Optional.empty();
                }
                case Reading.Accepted(var accepted) -> {
                    check(accepted.circuit(), observables);
                    int first = measuring.size();
                    plan.circuits(accepted.circuit())
                            .forEach(circuit -> measuring.add(write(accepted, circuit)));
                    for (var observable : plan.observables()) {
                        observed.add(shifted(program, observable, first));
                    }
                }
            }
        }
        return Optional.of(new Observing(List.copyOf(measuring), new Note(observed)));
    }

    private static Reading read(ProgramText program, ReadLimits limits) {
        return Programs.read(
                program.text(),
                Language.byId(program.language()).orElseThrow(),
                limits,
                program.inputs());
    }

    private static void check(Circuit circuit, List<Observable> observables) {
        if (circuit.operations().stream().anyMatch(Observing::usesBits)) {
            throw Fields.outOfRange(
                    "program",
                    "a preparation that measures nothing itself when there are observables");
        }
        for (int i = 0; i < observables.size(); i++) {
            if (observables.get(i).highestQubit() >= circuit.qubits()) {
                throw Fields.outOfRange(
                        "observables[" + i + "]",
                        "qubits below " + circuit.qubits() + ", as many as the program has");
            }
        }
    }

    private static boolean usesBits(Operation operation) {
        return switch (operation) {
            case Operation.Measure _, Operation.If _, Operation.While _, Operation.Assign _ -> true;
            case Operation.Apply _,
                    Operation.Controlled _,
                    Operation.Reset _,
                    Operation.Barrier _,
                    Operation.Delay _ ->
                    false;
        };
    }

    /** In OriginIR again where it was: over a whole chip that language means the chip's qubits. */
    private static ProgramText write(Program program, Circuit circuit) {
        var language =
                program.language() == Language.ORIGINIR ? Language.ORIGINIR : Language.OPENQASM_3;
        return new ProgramText(
                language.id(),
                Programs.write(
                        circuit,
                        language,
                        program.physicalQubits() ? QubitNaming.PHYSICAL : QubitNaming.REGISTER),
                Map.of());
    }

    private static Observed shifted(int program, MeasuredObservable observable, int first) {
        return new Observed(
                program,
                observable.name(),
                observable.terms().stream()
                        .map(term ->
                                new MeasuredObservable.Term(
                                        term.coefficient(), first + term.circuit(), term.bits()))
                        .toList());
    }
}
