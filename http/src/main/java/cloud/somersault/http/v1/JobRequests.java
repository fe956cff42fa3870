package cloud.somersault.http.v1;

import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.observable.Observable;
import cloud.somersault.http.request.Fields;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Reads the body of a submission. Only what JSON itself can get wrong is judged here; whether the
 * job can run is the job room's own decision.
 */
final class JobRequests {
    /** The largest whole number that every JSON library carries exactly. */
    static final long SEED_MAX = (1L << 53) - 1;

    private static final int NAME_CHARACTERS_MAX = 200;
    private static final int SESSION_CHARACTERS_MAX = 64;
    private static final int PRIORITY_MAX = 9;
    private static final int PRIORITY_DEFAULT = 5;

    private static final Set<String> JOB =
            Set.of(
                    "name",
                    "target",
                    "shots",
                    "seed",
                    "program",
                    "programs",
                    "language",
                    "inputs",
                    "bindings",
                    "observables",
                    "priority",
                    "options",
                    "session");
    private static final Set<String> PROGRAM = Set.of("text", "language", "inputs");

    /** Their ids. */
    static final List<String> LANGUAGES =
            Arrays.stream(Language.values()).map(Language::id).toList();

    private final JobLimits limits;
    private final SortedSet<String> chips;

    /** Names of the chips that a job may be run on, besides the ideal target. */
    JobRequests(JobLimits limits, SortedSet<String> chips) {
        this.limits = limits;
        this.chips = chips;
    }

    /**
     * The job that the body asks for.
     *
     * @param seed drawn when the body has none
     */
    JobSpec read(JsonNode body, String tenant, LongSupplier seed) {
        var job = Fields.of(body, "", JOB);
        // Whether the session takes it is the session's own decision.
        job.optionalText("session", SESSION_CHARACTERS_MAX);
        var target = target(job);
        return new JobSpec(
                job.optionalText("name", NAME_CHARACTERS_MAX).orElse(""),
                tenant,
                target,
                programs(job),
                job.whole("shots", 0, Long.MAX_VALUE),
                job.optionalWhole("seed", 0, SEED_MAX).orElseGet(seed),
                (int) job.optionalWhole("priority", 0, PRIORITY_MAX).orElse(PRIORITY_DEFAULT),
                repeatable(
                        job,
                        target,
                        job.optionalObject("options", OptionFields.OF_JOB)
                                .map(OptionFields::ofJob)
                                .orElse(JobSpec.Options.DEFAULT)));
    }

    /**
     * Who names the seed wants counts that follow from the request alone; beside others they depend
     * on who the others were. So such a job has the chip to itself unless it says otherwise.
     */
    private static JobSpec.Options repeatable(Fields job, String target, JobSpec.Options options) {
        return job.has("seed") && !target.equals(JobSpec.IDEAL) && options.exclusive().isEmpty()
                ? options.withExclusive(Optional.of(true))
                : options;
    }

    /** The observables that it asks for; none for most. */
    List<Observable> observables(JsonNode body) {
        return body.has("observables") ? ObservableFields.of(Fields.of(body, "", JOB)) : List.of();
    }

    private String target(Fields job) {
        var target = job.text("target");
        if (!target.equals(JobSpec.IDEAL) && !chips.contains(target)) {
            throw Fields.outOfRange(
                    job.at("target"), "one of " + JobSpec.IDEAL + ", " + String.join(", ", chips));
        }
        return target;
    }

    private List<ProgramText> programs(Fields job) {
        var language = job.optionalWord("language", LANGUAGES);
        var inputs = job.numbers("inputs");
        var one = job.optionalText("program").map(text -> program(text, language, inputs));
        var many =
                job.optionalArray("programs", 1, limits.programsMax())
                        .map(elements ->
                                elements.stream()
                                        .map(element -> program(element, language, inputs))
                                        .toList());
        if (one.isPresent() && many.isPresent()) {
            throw Fields.outOfRange(job.at("programs"), "nothing when there is a program");
        }
        var bindings = job.optionalArray("bindings", 1, limits.programsMax());
        if (bindings.isPresent()) {
            var bound = one.orElseThrow(() -> job.missing("program"));
            return bindings.get().stream().map(binding -> bound(bound, binding)).toList();
        }
        return one.map(List::of).or(() -> many).orElseThrow(() -> job.missing("program"));
    }

    /** One program with other values of its inputs; those not named here are the job's. */
    private static ProgramText bound(ProgramText program, Fields.Element binding) {
        var inputs = new TreeMap<>(program.inputs());
        inputs.putAll(binding.numbers());
        return new ProgramText(program.language(), program.text(), inputs);
    }

    /** A text alone, or an object that may say more than the whole job does. */
    private static ProgramText program(
            Fields.Element element, Optional<String> language, Map<String, Double> inputs) {
        if (element.node().isTextual()) {
            return program(element.text(), language, inputs);
        }
        if (!element.node().isObject()) {
            throw Fields.wrongType(element.path(), "a string or an object", element.node());
        }
        var program = Fields.of(element.node(), element.path(), PROGRAM);
        return program(
                program.text("text"),
                program.optionalWord("language", LANGUAGES).or(() -> language),
                program.has("inputs") ? program.numbers("inputs") : inputs);
    }

    /** A text with what is said about it; its language is seen from it when nothing is. */
    static ProgramText program(String text, Optional<String> language, Map<String, Double> inputs) {
        return new ProgramText(language.orElseGet(() -> Language.detect(text).id()), text, inputs);
    }
}
