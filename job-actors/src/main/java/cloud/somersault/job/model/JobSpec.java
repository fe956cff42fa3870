package cloud.somersault.job.model;

import cloud.somersault.circuits.compiler.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
 * @param options how it is compiled and cut
 */
public record JobSpec(
        String name,
        String tenant,
        String target,
        List<ProgramText> programs,
        long shots,
        long seed,
        int priority,
        Options options) {

    /** The target without noise. */
    public static final String IDEAL = "ideal";

    public JobSpec {
        programs = List.copyOf(programs);
    }

    /** Whether it runs on a chip rather than on an ideal engine. */
    public boolean onChip() {
        return !target.equals(IDEAL);
    }

    /**
     * One program.
     *
     * @param language a {@link cloud.somersault.circuits.language.Language} id
     * @param text the program
     * @param inputs values of its input parameters
     */
    public record ProgramText(String language, String text, Map<String, Double> inputs) {
        public ProgramText {
            inputs = Map.copyOf(inputs);
        }
    }

    /**
     * How a job is compiled and cut.
     *
     * @param layout as asked for; absent: physical where the program names physical qubits
     * @param optimization as asked for; absent: 0 for physical, 1 for auto
     * @param shards as asked for; absent: by the cost estimate. Counts don't depend on it
     * @param timeLimitSeconds how long the run may take
     */
    public record Options(
            Optional<Layout> layout,
            Optional<Integer> optimization,
            Optional<Integer> shards,
            double timeLimitSeconds) {

        /** Everything by the defaults. */
        public static final Options DEFAULT =
                new Options(Optional.empty(), Optional.empty(), Optional.empty(), 300);
    }

    /** The same, asking the compiler for no more than this level. */
    public JobSpec optimizedAtMost(int level) {
        var most = options.optimization().map(asked -> Math.min(asked, level));
        var fewer =
                new Options(options.layout(), most, options.shards(), options.timeLimitSeconds());
        return new JobSpec(name, tenant, target, programs, shots, seed, priority, fewer);
    }

    /** SHA-256 over everything that was asked for, to know a retry from another request. */
    public String digest() {
        var text = new StringBuilder();
        for (var part : List.of(name, tenant, target, shots, seed, priority, options)) {
            text.append(part).append('\n');
        }
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
