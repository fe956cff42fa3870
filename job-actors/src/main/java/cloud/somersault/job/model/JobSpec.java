package cloud.somersault.job.model;

import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.circuits.compiler.Region;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a user asked for, complete: together with one calibration it determines every count.
 *
 * @param name for people; may be empty
 * @param tenant whose job it is
 * @param target "ideal", or the name of a chip
 * @param programs 1 to 200, each run with all shots
 * @param shots of each program
 * @param seed of all random numbers; drawn at the door when the user gave none
 * @param priority 0 to 9 among the tenant's own jobs, 9 first
 * @param options how it is compiled, cut and run
 * @param controls what the chip's controls are set to meanwhile, as JSON, for an experiment of
 *     calibration: its programs are run as they are written. Absent for every other job
 * @param through the door it came through, when that translated what was asked for: another
 *     vendor's protocol, or observables into the programs that measure them. Counts don't depend on
 *     it
 */
public record JobSpec(
        String name,
        String tenant,
        String target,
        List<ProgramText> programs,
        long shots,
        long seed,
        int priority,
        Options options,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Kept> controls,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Through> through) {

    /** Among one's own jobs, when nobody says. */
    public static final int PRIORITY_USUAL = 5;

    /** The target without noise. */
    public static final String IDEAL = "ideal";

    public JobSpec {
        programs = List.copyOf(programs);
    }

    /** With the controls as calibrated. */
    public JobSpec(
            String name,
            String tenant,
            String target,
            List<ProgramText> programs,
            long shots,
            long seed,
            int priority,
            Options options) {
        this(name, tenant, target, programs, shots, seed, priority, options, Optional.empty());
    }

    /** Through this house's own API. */
    public JobSpec(
            String name,
            String tenant,
            String target,
            List<ProgramText> programs,
            long shots,
            long seed,
            int priority,
            Options options,
            Optional<Kept> controls) {
        this(
                name,
                tenant,
                target,
                programs,
                shots,
                seed,
                priority,
                options,
                controls,
                Optional.empty());
    }

    /** Whether it is an experiment of calibration. */
    @JsonIgnore
    public boolean isExperiment() {
        return controls.isPresent();
    }

    /** Whether it runs on a chip rather than on an ideal engine. */
    public boolean onChip() {
        return !target.equals(IDEAL);
    }

    /**
     * The door of another vendor's protocol.
     *
     * @param door its name
     * @param note what the door has to remember to answer in that protocol, as JSON
     */
    public record Through(String door, Kept note) {

        /**
         * For the digest. A long note that is sealed with the job was kept beside the journal
         * before anything was sealed, and still counts as that.
         */
        private Through asBeside() {
            return note instanceof Kept.Inside(var text)
                            && text.length() > Kept.INSIDE_CHARACTERS_MAX
                    ? new Through(
                            door,
                            new Kept.Beside(
                                    Digest.sha256(text),
                                    text.getBytes(StandardCharsets.UTF_8).length))
                    : this;
        }
    }

    /**
     * One program.
     *
     * @param language a {@link cloud.somersault.circuits.language.Language} id
     * @param text the program
     * @param inputs values of its input parameters
     * @param erased whether text and inputs are not here: they are sealed, and while the job is
     *     remembered so, their key is gone. Not written where they are here
     */
    public record ProgramText(
            String language,
            String text,
            Map<String, Double> inputs,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean erased) {
        public ProgramText {
            inputs = Map.copyOf(inputs);
        }

        /** A program that is here. */
        public ProgramText(String language, String text, Map<String, Double> inputs) {
            this(language, text, inputs, false);
        }

        /** One that is not. */
        public static ProgramText erased(String language) {
            return new ProgramText(language, "", Map.of(), true);
        }
    }

    /**
     * How a job is compiled, cut and run.
     *
     * @param layout as asked for; absent: physical where the program names physical qubits
     * @param optimization as asked for; absent: 0 for physical, 1 for auto
     * @param shards as asked for; absent: by the cost estimate. Counts don't depend on it
     * @param timeLimitSeconds how long the run may take
     * @param decoupling whether long waits are filled with pulses that undo slow dephasing
     * @param allowedQubits the chip qubits that may be used, ascending; empty: all
     * @param occupiedQubits chip qubits of others, ascending: neither they nor their neighbours
     * @param engine the id of the engine that must run it; absent: the best one
     * @param exclusive true: nothing else is on the chip meanwhile, and its programs follow one
     *     another; false: its programs run side by side wherever there is room, with each other and
     *     with other jobs; absent: side by side only where others wait for the chip too
     */
    public record Options(
            Optional<Layout> layout,
            Optional<Integer> optimization,
            Optional<Integer> shards,
            double timeLimitSeconds,
            boolean decoupling,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<Integer> allowedQubits,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<Integer> occupiedQubits,
            Optional<String> engine,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> exclusive) {

        /** Everything by the defaults. */
        public static final Options DEFAULT =
                new Options(Optional.empty(), Optional.empty(), Optional.empty(), 300);

        public Options {
            allowedQubits = List.copyOf(new TreeSet<>(allowedQubits));
            occupiedQubits = List.copyOf(new TreeSet<>(occupiedQubits));
        }

        /** Beside others where others wait. */
        public Options(
                Optional<Layout> layout,
                Optional<Integer> optimization,
                Optional<Integer> shards,
                double timeLimitSeconds,
                boolean decoupling,
                List<Integer> allowedQubits,
                List<Integer> occupiedQubits,
                Optional<String> engine) {
            this(
                    layout,
                    optimization,
                    shards,
                    timeLimitSeconds,
                    decoupling,
                    allowedQubits,
                    occupiedQubits,
                    engine,
                    Optional.empty());
        }

        /** The same alone on the chip, or not. */
        public Options withExclusive(Optional<Boolean> other) {
            return new Options(
                    layout,
                    optimization,
                    shards,
                    timeLimitSeconds,
                    decoupling,
                    allowedQubits,
                    occupiedQubits,
                    engine,
                    other);
        }

        /** Anywhere on the chip, without decoupling, on the best engine. */
        public Options(
                Optional<Layout> layout,
                Optional<Integer> optimization,
                Optional<Integer> shards,
                double timeLimitSeconds) {
            this(
                    layout,
                    optimization,
                    shards,
                    timeLimitSeconds,
                    false,
                    List.of(),
                    List.of(),
                    Optional.empty());
        }

        /** Where on the chip. */
        public Region region() {
            return new Region(new TreeSet<>(allowedQubits), new TreeSet<>(occupiedQubits));
        }

        /**
         * The same, compiled at another level or run by another engine, where one is named.
         *
         * @param level of the compiler
         * @param other the id of an engine
         */
        public Options with(Optional<Integer> level, Optional<String> other) {
            return new Options(
                    layout,
                    level.isPresent() ? level : optimization,
                    shards,
                    timeLimitSeconds,
                    decoupling,
                    allowedQubits,
                    occupiedQubits,
                    other.isPresent() ? other : engine,
                    exclusive);
        }

        private Options optimizedAtMost(int level) {
            return new Options(
                    layout,
                    optimization.map(asked -> Math.min(asked, level)),
                    shards,
                    timeLimitSeconds,
                    decoupling,
                    allowedQubits,
                    occupiedQubits,
                    engine,
                    exclusive);
        }

        /**
         * For the digest. What was added later is written only where it is used: the retry of a
         * request from before must still be known as one.
         *
         * @param alone whether it is written that the job is alone on the chip
         */
        private String written(boolean alone) {
            var text =
                    new StringBuilder(
                            "Options[layout=%s, optimization=%s, shards=%s"
                                    .formatted(layout, optimization, shards));
            text.append(", timeLimitSeconds=").append(timeLimitSeconds);
            if (decoupling) {
                text.append(", decoupling=true");
            }
            if (!allowedQubits.isEmpty()) {
                text.append(", allowedQubits=").append(allowedQubits);
            }
            if (!occupiedQubits.isEmpty()) {
                text.append(", occupiedQubits=").append(occupiedQubits);
            }
            engine.ifPresent(id -> text.append(", engine=").append(id));
            exclusive
                    .filter(asked -> alone || !asked)
                    .ifPresent(asked -> text.append(", exclusive=").append(asked));
            return text.append(']').toString();
        }
    }

    /** The same with the programs that a door has made of it. */
    public JobSpec measuring(List<ProgramText> measuring, Through door) {
        return new JobSpec(
                name,
                tenant,
                target,
                measuring,
                shots,
                seed,
                priority,
                options,
                controls,
                Optional.of(door));
    }

    /**
     * The same without the texts of its programs and what its door has noted in it.
     *
     * @param key the id of the key under which these lie
     */
    public JobSpec withoutTexts(String key) {
        return withTexts(
                programs.stream().map(one -> ProgramText.erased(one.language())).toList(),
                through.map(Through::note)
                        .map(note -> note instanceof Kept.Inside ? new Kept.Erased(key) : note));
    }

    /** The same with these texts, and this note of its door if it has one. */
    public JobSpec withTexts(List<ProgramText> texts, Optional<? extends Kept> note) {
        return new JobSpec(
                name,
                tenant,
                target,
                texts,
                shots,
                seed,
                priority,
                options,
                controls,
                through.map(door -> note.map(one -> new Through(door.door(), one)).orElse(door)));
    }

    /** Whether its programs are not here any more. */
    @JsonIgnore
    public boolean isErased() {
        return programs.stream().anyMatch(ProgramText::erased);
    }

    /** The same with only some of its programs, by their indices. */
    public JobSpec withPrograms(List<Integer> indices) {
        return new JobSpec(
                name,
                tenant,
                target,
                indices.stream().map(programs::get).toList(),
                shots,
                seed,
                priority,
                options,
                controls);
    }

    /** The same with other options. */
    public JobSpec withOptions(Options other) {
        return new JobSpec(
                name, tenant, target, programs, shots, seed, priority, other, controls, through);
    }

    /** The same, asking the compiler for no more than this level. */
    public JobSpec optimizedAtMost(int level) {
        return new JobSpec(
                name,
                tenant,
                target,
                programs,
                shots,
                seed,
                priority,
                options.optimizedAtMost(level),
                controls,
                through);
    }

    /**
     * SHA-256 over everything that was asked for, to know a retry from another request. That the
     * job is to be alone on the chip is left out: since a named seed implies it, the door says so
     * where an older door said nothing, and both mean the same request.
     */
    public String digest() {
        return digest(false);
    }

    /**
     * Whether that is the digest of this request, by this build or by one that wrote that a job is
     * to be alone on the chip.
     */
    public boolean hasDigest(String accepted) {
        return accepted.equals(digest(false)) || accepted.equals(digest(true));
    }

    private String digest(boolean alone) {
        var text = new StringBuilder();
        var asked = options.written(alone);
        for (var part : List.of(name, tenant, target, shots, seed, priority, asked)) {
            text.append(part).append('\n');
        }
        controls.ifPresent(set -> text.append("controls ").append(set).append('\n'));
        through.map(Through::asBeside)
                .ifPresent(door -> text.append("through ").append(door).append('\n'));
        for (var program : programs) {
            text.append(program.language())
                    .append(' ')
                    .append(new TreeMap<>(program.inputs()))
                    .append(' ')
                    .append(program.text().length())
                    .append('\n')
                    .append(program.text());
        }
        return Digest.sha256(text.toString());
    }
}
