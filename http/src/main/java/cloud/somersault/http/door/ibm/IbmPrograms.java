package cloud.somersault.http.door.ibm;

import cloud.somersault.http.door.Wire;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec.ProgramText;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The pubs of a sampler or an estimator as programs: a pub is a circuit with bindings of its
 * parameters, and for an estimator with observables. Each binding, each observable and each basis
 * of an observable's terms is a program; what belongs together stands in the note.
 *
 * @param programs to run, in order
 * @param shots of each
 * @param pubs what each pub is made of, to put the results together again
 * @param typed whether the client reads results in the form of Qiskit's client
 */
record IbmPrograms(List<ProgramText> programs, long shots, ArrayNode pubs, boolean typed) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long SHOTS_USUAL = 4096;
    private static final double PRECISION_USUAL = 1.0 / 64;

    IbmPrograms {
        programs = List.copyOf(programs);
    }

    /** Of a sampler or an estimator. */
    static IbmPrograms of(boolean estimator, Wire parameters, JobLimits limits) {
        if (parameters.list("pubs").isEmpty()) {
            throw parameters.missing("pubs");
        }
        return estimator ? estimator(parameters, limits) : sampler(parameters, limits);
    }

    private static boolean typed(Wire parameters, boolean circuits) {
        return circuits || parameters.truth("support_qiskit").orElse(false);
    }

    private static IbmPrograms sampler(Wire parameters, JobLimits limits) {
        long usual =
                parameters
                        .object("options")
                        .whole("default_shots")
                        .or(() -> parameters.whole("shots"))
                        .orElse(SHOTS_USUAL);
        var programs = new ArrayList<ProgramText>();
        var pubs = JSON.arrayNode();
        var shots = new ArrayList<Long>();
        boolean typed = false;
        for (var pub : parameters.list("pubs")) {
            var circuit = IbmCircuit.of(pub, limits.read());
            var bound = IbmBindings.of(circuit, pub.path(1));
            shots.add(pub.path(2).isNumber() ? pub.path(2).asLong() : usual);
            var note = pubs.addObject().put("programs", bound.programs().size());
            note.set("shape", IbmTyped.shape(bound.shape()));
            if (circuit.typed()) {
                var names = note.putObject("registers");
                circuit.registers().forEach(one -> names.put(one.inText(), one.name()));
            }
            typed |= circuit.typed();
            programs.addAll(bound.programs());
        }
        if (shots.stream().distinct().count() > 1) {
            throw refused("All pubs of one job have the same number of shots here.");
        }
        return new IbmPrograms(programs, shots.getFirst(), pubs, typed(parameters, typed));
    }

    private static IbmPrograms estimator(Wire parameters, JobLimits limits) {
        double precision =
                parameters
                        .object("options")
                        .number("default_precision")
                        .or(() -> parameters.number("precision"))
                        .orElse(PRECISION_USUAL);
        var programs = new ArrayList<ProgramText>();
        var pubs = JSON.arrayNode();
        boolean typed = false;
        for (var pub : parameters.list("pubs")) {
            var circuit = IbmCircuit.of(pub, limits.read());
            var bound = IbmBindings.of(circuit, pub.path(2));
            var observables = IbmObservables.of(pub.path(1));
            precision = pub.path(3).isNumber() ? pub.path(3).asDouble() : precision;
            var shape = IbmShapes.together(observables.shape(), bound.shape());
            if (IbmShapes.size(shape) > limits.programsMax()) {
                throw refused(
                        "These are %d values; a job has at most %d programs."
                                .formatted(IbmShapes.size(shape), limits.programsMax()));
            }
            var note = pubs.addObject();
            note.set("shape", IbmTyped.shape(shape));
            var values = note.putArray("values");
            for (int i = 0; i < IbmShapes.size(shape); i++) {
                var observable =
                        observables.each().get(IbmShapes.element(i, shape, observables.shape()));
                var text = bound.programs().get(IbmShapes.element(i, shape, bound.shape()));
                programs.addAll(observable.programs(List.of(text), limits));
                values.add(observable.note());
                if (programs.size() > limits.programsMax()) {
                    throw refused(
                            "A job has at most %d programs, one for each value and basis."
                                    .formatted(limits.programsMax()));
                }
            }
            typed |= circuit.typed();
        }
        if (!(precision > 0 && precision <= 1)) {
            throw refused("A precision is more than 0 and at most 1.");
        }
        if (programs.isEmpty()) {
            throw refused("There is no value to estimate.");
        }
        return new IbmPrograms(
                programs,
                (long) Math.ceil(1 / (precision * precision)),
                pubs,
                typed(parameters, typed));
    }

    static RuntimeException refused(String why) {
        return Problem.of(ProblemCode.OUT_OF_RANGE, why).toException();
    }
}
