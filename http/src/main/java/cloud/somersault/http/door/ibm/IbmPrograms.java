package cloud.somersault.http.door.ibm;

import cloud.somersault.circuits.language.Language;
import cloud.somersault.http.door.ExpectationPrograms;
import cloud.somersault.http.door.ExpectationPrograms.Term;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec.ProgramText;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pubs of a sampler or an estimator as programs: a pub is a circuit with bindings of its
 * parameters, and for an estimator with observables. Each binding, each observable and each basis
 * of an observable's terms is a program; what belongs together stands in the note.
 *
 * @param programs to run, in order
 * @param shots of each
 * @param pubs what each pub is made of, to put the results together again
 */
record IbmPrograms(List<ProgramText> programs, long shots, ArrayNode pubs) {
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
        return estimator ? estimator(parameters, limits) : sampler(parameters);
    }

    private static IbmPrograms sampler(Wire parameters) {
        long usual =
                parameters
                        .object("options")
                        .whole("default_shots")
                        .or(() -> parameters.whole("shots"))
                        .orElse(SHOTS_USUAL);
        var programs = new ArrayList<ProgramText>();
        var pubs = JSON.arrayNode();
        var shots = new ArrayList<Long>();
        for (var pub : parameters.list("pubs")) {
            var bound = IbmBindings.of(text(pub), pub.path(1));
            shots.add(pub.path(2).isNumber() ? pub.path(2).asLong() : usual);
            pubs.addObject().put("programs", bound.size());
            programs.addAll(bound);
        }
        if (shots.stream().distinct().count() > 1) {
            throw refused("All pubs of one job have the same number of shots here.");
        }
        return new IbmPrograms(programs, shots.getFirst(), pubs);
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
        for (var pub : parameters.list("pubs")) {
            var bound = IbmBindings.of(text(pub), pub.path(2));
            var observables = observables(pub.path(1));
            precision = pub.path(3).isNumber() ? pub.path(3).asDouble() : precision;
            int count = Math.max(bound.size(), observables.size());
            if (bound.size() != count && bound.size() != 1
                    || observables.size() != count && observables.size() != 1) {
                throw refused("Observables and parameter values have the same number, or one.");
            }
            var note = pubs.addObject();
            note.put("single", count == 1 && !pub.path(1).isArray());
            var values = note.putArray("values");
            for (int i = 0; i < count; i++) {
                var observable = observables.get(observables.size() == 1 ? 0 : i);
                var text = bound.get(bound.size() == 1 ? 0 : i);
                programs.addAll(observable.programs(List.of(text), limits));
                values.add(observable.note());
            }
        }
        if (!(precision > 0 && precision <= 1)) {
            throw refused("A precision is more than 0 and at most 1.");
        }
        return new IbmPrograms(programs, (long) Math.ceil(1 / (precision * precision)), pubs);
    }

    static RuntimeException refused(String why) {
        return Problem.of(ProblemCode.OUT_OF_RANGE, why).toException();
    }

    /** The program of a pub's circuit. */
    private static ProgramText text(JsonNode pub) {
        var circuit = pub.isTextual() ? pub : pub.path(0);
        if (circuit.isTextual()) {
            var text = circuit.asText();
            return new ProgramText(Language.detect(text).id(), text, Map.of());
        }
        throw Problem.of(
                        ProblemCode.WRONG_TYPE,
                        "A circuit is an OpenQASM 3 program as a text; qiskit.qasm3.dumps(circuit)"
                                + " writes one.")
                .toException();
    }

    private static List<ExpectationPrograms> observables(JsonNode said) {
        var all = new ArrayList<ExpectationPrograms>();
        if (said.isArray()) {
            said.forEach(one -> all.add(observable(one)));
        } else {
            all.add(observable(said));
        }
        if (all.isEmpty()) {
            throw refused("There is no observable.");
        }
        return all;
    }

    /** A Pauli string, or strings with their coefficients; the rightmost letter is qubit 0. */
    private static ExpectationPrograms observable(JsonNode said) {
        var terms = new ArrayList<Term>();
        if (said.isTextual()) {
            terms.add(term(said.asText(), 1));
        }
        for (var one : said.properties()) {
            if (!one.getValue().isNumber()) {
                throw refused("An observable is like {\"ZZ\": 1.0}.");
            }
            terms.add(term(one.getKey(), one.getValue().asDouble()));
        }
        return ExpectationPrograms.of(terms);
    }

    private static Term term(String letters, double coefficient) {
        if (!letters.matches("[IXYZ]{1,10000}")) {
            throw refused("An observable is written in the letters I, X, Y and Z.");
        }
        var paulis = new TreeMap<Integer, Character>();
        for (int qubit = 0; qubit < letters.length(); qubit++) {
            char letter = letters.charAt(letters.length() - 1 - qubit);
            if (letter != 'I') {
                paulis.put(qubit, letter);
            }
        }
        return new Term(coefficient, paulis);
    }
}
